/** The 8,000 pieces of English that the encoder was trained with. */
import { damaged } from "./packageFiles";
import { vocabularyFrom } from "./unigram";
import type { Piece, Vocabulary } from "./unigram";

/** The first six are no text: unknown, beginning, end, and three without a use. */
const reserved = 6;

/** A piece and its log-probability, which is missing where the piece has a colon. */
type Entry = readonly [piece: string, logProbability: number | null];

function isEntry(entry: unknown): entry is Entry {
  if (!Array.isArray(entry)) return false;
  const [piece, logProbability] = entry as readonly unknown[];
  return typeof piece === "string" && (logProbability === null || Number.isFinite(logProbability));
}

/**
 * Makes a vocabulary of the package's list, which goes from the most to the least frequent piece.
 *
 * Nine pieces with a colon (`":"`, `":30"` …) have lost their log-probability in the published list;
 * each gets that of the piece before it, which by the order of the list is next to its own.
 *
 * @param list pairs `[piece, natural logarithm of its probability]`; the place is the piece's number
 * @throws TutorialError `conditioning.text.damaged`
 *
 * @internal
 */
export function vocabularyOf(list: unknown): Vocabulary {
  if (!Array.isArray(list) || list.length <= reserved || !list.every(isEntry)) {
    throw damaged("a vocabulary that is no list of pieces and their log-probabilities");
  }
  const pieces = new Map<string, Piece>();
  let before = 0;
  for (const [index, [text, published]] of list.slice(reserved).entries()) {
    const isLost = published === null || published >= 0;
    const logProbability = isLost ? before : published;
    // One piece is listed three times: its first place is the most probable one.
    if (!pieces.has(text)) pieces.set(text, { id: reserved + index, logProbability });
    before = logProbability;
  }
  return vocabularyFrom(pieces, 0);
}
