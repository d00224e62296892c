/** T5's tokenizer: from a text to the numbers of its pieces, as Hugging Face's fast tokenizer gives them. */
import { TutorialError } from "../../error";
import type { PieceOfText } from "../../conditioning/text/unigram";
import { readAddedTokens, splitterAt } from "./addedTokens";
import { readFrame } from "./frame";
import { readNormaliser } from "./normaliser";
import { readPieceCutter } from "./pieces";
import { brokenTokenizer, objectOf } from "./tokenizerErrors";
import { readWordCutter } from "./words";

/** B texts of equal length L, as a text encoder wants them. */
export interface TokenBatch {
  /** [B, L]; after a text's last token comes padding. */
  readonly ids: readonly (readonly number[])[];
  /** [B, L], 1 where there is a token and 0 where there is padding. */
  readonly mask: readonly (readonly number[])[];
}

/** See {@link t5Tokenizer}. */
export interface T5Tokenizer {
  /** The pieces of a text and their numbers, without what stands around every text. */
  readonly pieces: (text: string) => PieceOfText[];
  /** The numbers of a text's pieces, and `</s>`. */
  readonly encode: (text: string) => number[];
  /** Texts cut and padded to one length; the `</s>` of a text that is cut stays. */
  readonly batch: (texts: readonly string[], maxLength: number) => TokenBatch;
  /** The text after it was made uniform: "½" is "1⁄2". */
  readonly normalise: (text: string) => string;
  /** What padding is made of. */
  readonly padId: number;
  /** What stands for a word that no piece covers. */
  readonly unknownId: number;
  /** How many numbers there are: all are below it. */
  readonly size: number;
}

/** Half a surrogate pair is no character: it becomes U+FFFD, as UTF-8 has it. */
function wellFormed(text: string): string {
  const bytes = new TextEncoder().encode(text);
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
}

function checkText(text: unknown): void {
  if (typeof text === "string") return;
  throw new TutorialError({
    code: "stableAudio.tokenizer.text",
    where: "t5Tokenizer",
    expected: "a text",
    got: text === null ? "null" : typeof text,
    fix: 'pass a string such as "128 BPM tech house drum loop"; an empty one is allowed',
  });
}

/**
 * The tokenizer that a tokenizer.json describes, number by number the same as the published one.
 *
 * Special words are found first (`<extra_id_0>`), the rest is made uniform (full-width letters, ligatures, odd
 * spaces), cut at white space, each word marked by "▁", and cut into those pieces that are together the most
 * probable. What no piece covers is the unknown token 2. At the end stands `</s>`, 1.
 *
 * @param json the file's content, as `JSON.parse` gives it
 * @throws TutorialError `stableAudio.tokenizer.damaged`; from its methods `stableAudio.tokenizer.text`,
 *   `stableAudio.tokenizer.length`
 *
 * Source: Raffel et al. 2020, §2.3.1; huggingface/tokenizers.
 *
 * @example
 * const vocab = [["<pad>", 0], ["</s>", 0], ["<unk>", 0], ["▁drum", -2], ["▁loop", -3], ["s", -4]];
 * const tokenizer = t5Tokenizer({
 *   normalizer: null,
 *   pre_tokenizer: { type: "Metaspace", replacement: "▁", prepend_scheme: "always" },
 *   model: { type: "Unigram", unk_id: 2, vocab },
 * });
 * console.log(tokenizer.encode("drum loops")); // [3, 4, 5]
 */
export function t5Tokenizer(json: unknown): T5Tokenizer {
  const file = objectOf(json, "a file");
  const model = readPieceCutter(file.model);
  const normalise = readNormaliser(file.normalizer);
  const cutWords = readWordCutter(file.pre_tokenizer);
  const { before, after } = readFrame(file.post_processor);
  const added = readAddedTokens(file.added_tokens);
  const asTyped = splitterAt(added.filter(({ normalised }) => !normalised));
  const asNormalised = splitterAt(
    added
      .filter(({ normalised }) => normalised)
      .map((token) => ({ ...token, content: normalise(token.content) })),
  );
  const padId = added.find(({ content }) => content === "<pad>")?.id ?? model.idOf("<pad>");
  if (padId === undefined) throw brokenTokenizer("a vocabulary without <pad>");

  const pieces = (text: string): PieceOfText[] => {
    checkText(text);
    return asTyped(wellFormed(text)).flatMap((typed) => {
      if (typed.id !== undefined) return [{ text: typed.text, id: typed.id }];
      return asNormalised(normalise(typed.text)).flatMap((stretch) => {
        if (stretch.id !== undefined) return [{ text: stretch.text, id: stretch.id }];
        const start = typed.start + stretch.start;
        return cutWords([{ text: stretch.text, start }]).flatMap((word) => model.cut(word.text));
      });
    });
  };
  const idsOf = (text: string): number[] => pieces(text).map(({ id }) => id);
  const row = (text: string, most: number): number[] => {
    const kept = idsOf(text).slice(0, most - before.length - after.length);
    return [...before, ...kept, ...after];
  };
  return {
    pieces,
    encode: (text) => row(text, Infinity),
    batch: (texts, maxLength) => {
      checkLength(maxLength, before.length + after.length);
      const rows = texts.map((text) => row(text, maxLength));
      const padding = (ids: number[]): number[] =>
        new Array<number>(maxLength - ids.length).fill(0);
      return {
        ids: rows.map((ids) => [...ids, ...padding(ids).map(() => padId)]),
        mask: rows.map((ids) => [...ids.map(() => 1), ...padding(ids)]),
      };
    },
    normalise: (text) => {
      checkText(text);
      return normalise(wellFormed(text));
    },
    padId,
    unknownId: model.unknownId,
    size: Math.max(model.size, ...added.map(({ id }) => id + 1)),
  };
}

function checkLength(maxLength: number, least: number): void {
  if (Number.isInteger(maxLength) && maxLength >= Math.max(1, least)) return;
  throw new TutorialError({
    code: "stableAudio.tokenizer.length",
    where: "t5Tokenizer",
    expected: `a whole number of tokens from ${Math.max(1, least)} up, with room for what ends a text`,
    got: String(maxLength),
    fix: "pass the model's max_length: 128 for Stable Audio Open 1.0, 64 for its small version",
  });
}
