/** SentencePiece's unigram model: a text is cut into the pieces that are together the most probable. */

/** One entry of a vocabulary: how probable a piece is, as a natural logarithm, and its number. */
export interface Piece {
  readonly id: number;
  readonly logProbability: number;
}

/** A vocabulary as {@link bestPieces} needs it. */
export interface Vocabulary {
  readonly pieces: ReadonlyMap<string, Piece>;
  /** Characters in the longest piece. */
  readonly longest: number;
  /** The number of what is in no piece, */
  readonly unknownId: number;
  /** and what one such character costs. */
  readonly unknownLogProbability: number;
}

/** A stretch of text and its number. Neighbouring unknown characters are one stretch. */
export interface PieceOfText {
  readonly text: string;
  readonly id: number;
}

/** What an unknown character costs beyond the rarest piece: SentencePiece's own `kUnkPenalty`. */
const unknownPenalty = 10;

/** A vocabulary of these pieces. */
export function vocabularyFrom(pieces: ReadonlyMap<string, Piece>, unknownId: number): Vocabulary {
  let longest = 0;
  let rarest = 0;
  for (const [text, { logProbability }] of pieces) {
    longest = Math.max(longest, [...text].length);
    rarest = Math.min(rarest, logProbability);
  }
  return { pieces, longest, unknownId, unknownLogProbability: rarest - unknownPenalty };
}

/**
 * Cuts a text into pieces p1 p2 … so that log P(p1) + log P(p2) + … is as large as it can be.
 *
 * Viterbi's algorithm: the best way to the end of character j is the best way to some earlier place i
 * plus the one piece from i to j,
 *
 *     best(j) = max over i < j of  best(i) + log P(text from i to j),
 *
 * so that each place is looked at once, from left to right, and the way is read backwards from the end.
 * The time grows with the length of the text times that of the longest piece. A character that is in no
 * piece alone passes as unknown, 10 below the rarest piece, so only where nothing else fits.
 *
 * Source: Kudo, "Subword Regularization", 2018, section 3.2; the penalty as in the SentencePiece program.
 *
 * @param text normalised, e.g. `"▁a▁slow▁air"`
 *
 * @internal
 */
export function bestPieces(text: string, vocabulary: Vocabulary): PieceOfText[] {
  const characters = [...text];
  const { pieces, longest, unknownId, unknownLogProbability } = vocabulary;
  const best = new Float64Array(characters.length + 1).fill(-Infinity);
  const cameFrom = new Int32Array(characters.length + 1);
  best[0] = 0;
  for (let start = 0; start < characters.length; start++) {
    const reach = Math.min(characters.length, start + longest);
    let candidate = "";
    for (let end = start + 1; end <= reach; end++) {
      candidate += characters[end - 1];
      const piece = pieces.get(candidate);
      const alone = end === start + 1 ? unknownLogProbability : -Infinity;
      const score = best[start] + (piece?.logProbability ?? alone);
      if (score > best[end]) {
        best[end] = score;
        cameFrom[end] = start;
      }
    }
  }
  const cuts: PieceOfText[] = [];
  for (let end = characters.length; end > 0; end = cameFrom[end]) {
    const piece = characters.slice(cameFrom[end], end).join("");
    cuts.push({ text: piece, id: pieces.get(piece)?.id ?? unknownId });
  }
  return joinUnknown(cuts.reverse(), unknownId);
}

/** A run of unknown characters is one unknown thing, as the model has learned it. */
function joinUnknown(pieces: readonly PieceOfText[], unknownId: number): PieceOfText[] {
  const joined: PieceOfText[] = [];
  let run: string[] = [];
  for (const [index, piece] of pieces.entries()) {
    if (piece.id !== unknownId) {
      joined.push(piece);
      continue;
    }
    run.push(piece.text);
    if (pieces[index + 1]?.id === unknownId) continue;
    joined.push({ text: run.join(""), id: unknownId });
    run = [];
  }
  return joined;
}
