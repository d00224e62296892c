/** How a text is made uniform before it is cut: the `normalizer` of a tokenizer.json. */
import { readCharsmap } from "./charsmap";
import type { Charsmap } from "./charsmap";
import { brokenTokenizer, listOf, objectOf, textOf } from "./tokenizerErrors";

/** From a text as it was typed to the text that is cut into pieces. */
export type Normaliser = (text: string) => string;

const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });

/** UTF-8 bytes from which on what the eye sees as one character is looked up in parts. */
const longCluster = 6;

/**
 * Replaces by the table. What the eye sees as one character (a letter with its accents) is looked up as a whole
 * while it is shorter than six bytes, and then all of it gives way to what stands for its beginning: "①" with an
 * accent is "1", and the accent is gone. Otherwise each of its code points is looked up by itself.
 *
 * Source: huggingface/tokenizers, `normalizers/precompiled.rs`.
 */
function byTable(table: Charsmap): Normaliser {
  const replaced = (cluster: string): string => {
    const whole = Buffer.byteLength(cluster) < longCluster ? table(cluster) : undefined;
    return whole ?? Array.from(cluster, (one) => table(one) ?? one).join("");
  };
  return (text) => Array.from(graphemes.segment(text), ({ segment }) => replaced(segment)).join("");
}

function replacing(pattern: unknown, content: string): Normaliser {
  const { String: literal, Regex: source } = objectOf(pattern, "a Replace pattern");
  if (typeof literal === "string") return (text) => text.replaceAll(literal, () => content);
  try {
    const expression = new RegExp(textOf(source, "a Replace pattern"), "gu");
    return (text) => text.replace(expression, () => content);
  } catch (error) {
    throw brokenTokenizer(`the Replace pattern ${JSON.stringify(source)}`, error);
  }
}

/**
 * The normaliser that a tokenizer.json describes; none at all is one that leaves texts as they are.
 *
 * @param settings the file's `normalizer`
 * @throws TutorialError `stableAudio.tokenizer.damaged`
 *
 * @internal
 */
export function readNormaliser(settings: unknown): Normaliser {
  if (settings === null || settings === undefined) return (text) => text;
  const { type, ...rest } = objectOf(settings, "a normalizer");
  switch (type) {
    case "Precompiled":
      return byTable(readCharsmap(textOf(rest.precompiled_charsmap, "precompiled_charsmap")));
    case "Sequence": {
      const steps = listOf(rest.normalizers, "normalizers").map(readNormaliser);
      return (text) => steps.reduce((done, step) => step(done), text);
    }
    case "Strip": {
      const left = rest.strip_left === true ? /^\p{White_Space}+/u : "";
      const right = rest.strip_right === true ? /\p{White_Space}+$/u : "";
      return (text) => text.replace(left, "").replace(right, "");
    }
    case "Replace":
      return replacing(rest.pattern, textOf(rest.content, "the content of a Replace"));
    case "NFC":
    case "NFD":
    case "NFKC":
    case "NFKD":
      return (text) => text.normalize(type);
    case "Lowercase":
      return (text) => text.toLowerCase();
    default:
      throw brokenTokenizer(`a normalizer of type ${JSON.stringify(type)}`);
  }
}
