/** The pieces a word is cut into: the unigram `model` of a tokenizer.json. */
import { bestPieces, vocabularyFrom } from "../../conditioning/text/unigram";
import type { Piece, PieceOfText } from "../../conditioning/text/unigram";
import { brokenTokenizer, idOf, listOf, objectOf } from "./tokenizerErrors";

/** The vocabulary at work. */
export interface PieceCutter {
  /** Cuts a word, e.g. "▁loops" into "▁loop" and "s". */
  readonly cut: (word: string) => PieceOfText[];
  /** The number of a piece, if it is one. */
  readonly idOf: (piece: string) => number | undefined;
  /** Of what no piece covers. */
  readonly unknownId: number;
  /** How many entries there are. */
  readonly size: number;
}

function readPieces(vocabulary: unknown): Map<string, Piece> {
  const pieces = new Map<string, Piece>();
  for (const [id, entry] of listOf(vocabulary, "a vocabulary").entries()) {
    const [text, logProbability] = listOf(entry, `entry ${id} of the vocabulary`);
    if (typeof text !== "string" || typeof logProbability !== "number") {
      throw brokenTokenizer(`entry ${id} of the vocabulary that is no pair of a text and a number`);
    }
    pieces.set(text, { id, logProbability });
  }
  if (pieces.size === 0) throw brokenTokenizer("a vocabulary without a piece");
  return pieces;
}

/** "é" as "<0xC3>" and "<0xA9>". */
function bytesOf(text: string): string[] {
  const bytes = Array.from(new TextEncoder().encode(text));
  return bytes.map((byte) => `<0x${byte.toString(16).toUpperCase().padStart(2, "0")}>`);
}

/**
 * The unigram model that a tokenizer.json describes.
 *
 * What no piece covers is one unknown stretch; with `byte_fallback` it is spelled by its bytes instead, if the
 * vocabulary has them all.
 *
 * @throws TutorialError `stableAudio.tokenizer.damaged`
 *
 * Source: Kudo 2018, "Subword Regularization", §3.2; huggingface/tokenizers, `models/unigram/model.rs`.
 *
 * @internal
 */
export function readPieceCutter(settings: unknown): PieceCutter {
  const model = objectOf(settings, "a model");
  // Old files leave the type out.
  if (model.type !== undefined && model.type !== "Unigram") {
    throw brokenTokenizer(`a model of type ${JSON.stringify(model.type)}`);
  }
  const pieces = readPieces(model.vocab);
  const unknown = idOf(model.unk_id, "unk_id");
  const vocabulary = vocabularyFrom(pieces, unknown);
  const spelled = ({ text, id }: PieceOfText): PieceOfText[] => {
    if (id !== unknown) return [{ text, id }];
    // A run of unknown characters may still be a piece as a whole.
    const whole = pieces.get(text);
    if (whole) return [{ text, id: whole.id }];
    const bytes = model.byte_fallback === true ? bytesOf(text) : [];
    const found = bytes.flatMap((byte) => {
      const piece = pieces.get(byte);
      return piece ? [{ text: byte, id: piece.id }] : [];
    });
    return found.length > 0 && found.length === bytes.length ? found : [{ text, id }];
  };
  return {
    cut: (word) => bestPieces(word, vocabulary).flatMap(spelled),
    idOf: (piece) => pieces.get(piece)?.id,
    unknownId: unknown,
    size: listOf(model.vocab, "a vocabulary").length,
  };
}
