/** How a text is cut into words, each with a mark where it begins: the `pre_tokenizer` of a tokenizer.json. */
import { brokenTokenizer, listOf, objectOf, textOf } from "./tokenizerErrors";

/** Cuts stretches of text further; `start` is a stretch's place in the whole text. */
export type WordCutter = (stretches: readonly Word[]) => Word[];

/** A stretch of text that no piece reaches across. */
export interface Word {
  readonly text: string;
  readonly start: number;
}

/** Every run of anything but white space; the white space goes. */
const atSpaces: WordCutter = (stretches) =>
  stretches.flatMap(({ text, start }) =>
    Array.from(text.matchAll(/\P{White_Space}+/gu), (match) => ({
      text: match[0],
      start: start + match.index,
    })),
  );

type Prefix = "always" | "first" | "never";

function prefixOf(settings: Readonly<Record<string, unknown>>): Prefix {
  const { prepend_scheme: scheme, add_prefix_space: older } = settings;
  if (scheme === "always" || scheme === "first" || scheme === "never") return scheme;
  if (scheme === undefined || scheme === null) return older === false ? "never" : "always";
  throw brokenTokenizer(`the prepend_scheme ${JSON.stringify(scheme)}`);
}

/** A mark "▁" for each space and at a word's beginning, so that a piece tells whether it begins a word. */
function marking(mark: string, prefix: Prefix, split: boolean): WordCutter {
  return (stretches) =>
    stretches.flatMap(({ text, start }) => {
      const marked = text.replaceAll(" ", () => mark);
      const isAsked = prefix === "always" || (prefix === "first" && start === 0);
      const whole = isAsked && marked !== "" && !marked.startsWith(mark) ? mark + marked : marked;
      const parts = split ? cutBefore(whole, mark) : [whole];
      return parts.filter((part) => part !== "").map((part) => ({ text: part, start }));
    });
}

/** "▁a▁b" to "▁a", "▁b": each mark stays with what follows. */
function cutBefore(text: string, mark: string): string[] {
  const [first, ...others] = text.split(mark);
  return [first, ...others.map((other) => mark + other)];
}

/**
 * The word cutter that a tokenizer.json describes.
 *
 * @param settings the file's `pre_tokenizer`
 * @throws TutorialError `stableAudio.tokenizer.damaged`
 *
 * @internal
 */
export function readWordCutter(settings: unknown): WordCutter {
  const { type, ...rest } = objectOf(settings, "a pre_tokenizer");
  switch (type) {
    case "Sequence": {
      const steps = listOf(rest.pretokenizers, "pretokenizers").map(readWordCutter);
      return (stretches) => steps.reduce<Word[]>((done, step) => step(done), [...stretches]);
    }
    case "WhitespaceSplit":
      return atSpaces;
    case "Metaspace": {
      const mark = textOf(rest.replacement, "the replacement of a Metaspace");
      if ([...mark].length !== 1) throw brokenTokenizer(`the word mark ${JSON.stringify(mark)}`);
      return marking(mark, prefixOf(rest), rest.split !== false);
    }
    default:
      throw brokenTokenizer(`a pre_tokenizer of type ${JSON.stringify(type)}`);
  }
}
