/** Words that are tokens by themselves, such as `</s>`: they are found before anything else is done to a text. */
import { idOf, listOf, objectOf, textOf } from "./tokenizerErrors";

/** A word with a number of its own. */
export interface AddedToken {
  readonly id: number;
  readonly content: string;
  /** Only where no letter or digit touches it. */
  readonly singleWord: boolean;
  /** Takes the white space before it along, */
  readonly stripsLeft: boolean;
  /** or after it. */
  readonly stripsRight: boolean;
  /** Is looked for in the normalised text rather than in the one that was typed. */
  readonly normalised: boolean;
}

/** The file's `added_tokens`; there may be none. @internal */
export function readAddedTokens(settings: unknown): AddedToken[] {
  return listOf(settings ?? [], "added_tokens").map((entry) => {
    const token = objectOf(entry, "an added token");
    return {
      id: idOf(token.id, "the id of an added token"),
      content: textOf(token.content, "the content of an added token"),
      singleWord: token.single_word === true,
      stripsLeft: token.lstrip === true,
      stripsRight: token.rstrip === true,
      normalised: token.normalized === true,
    };
  });
}

/** A stretch of text; with a number, if it is an added token. */
export interface Stretch {
  readonly text: string;
  /** Where it begins. */
  readonly start: number;
  readonly id?: number;
}

const endsInWord = /[\p{Alphabetic}\p{M}\p{Nd}\p{Pc}\p{Join_Control}]$/u;
const beginsWithWord = /^[\p{Alphabetic}\p{M}\p{Nd}\p{Pc}\p{Join_Control}]/u;
const spaceAtEnd = /\p{White_Space}*$/u;
const spaceAtStart = /^\p{White_Space}*/u;

/**
 * What cuts a text at these tokens: of those that begin first, the longest.
 *
 * Source: huggingface/tokenizers, `tokenizer/added_vocabulary.rs`.
 *
 * @internal
 */
export function splitterAt(tokens: readonly AddedToken[]): (text: string) => Stretch[] {
  const byContent = new Map(tokens.map((token) => [token.content, token]));
  byContent.delete("");
  if (byContent.size === 0) return (text) => [{ text, start: 0 }];
  const longestFirst = [...byContent.keys()].sort((a, b) => b.length - a.length);
  const escaped = longestFirst.map((one) => one.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&"));
  const expression = new RegExp(escaped.join("|"), "gu");
  return (text) => {
    const stretches: Stretch[] = [];
    let done = 0;
    for (const match of text.matchAll(expression)) {
      const token = byContent.get(match[0])!;
      let start = match.index;
      let end = start + match[0].length;
      const [before, after] = [text.slice(0, start), text.slice(end)];
      if (token.singleWord && (endsInWord.test(before) || beginsWithWord.test(after))) continue;
      // White space that an earlier token has taken is not taken twice.
      if (token.stripsLeft) start = Math.max(done, before.search(spaceAtEnd));
      if (token.stripsRight) end += spaceAtStart.exec(after)![0].length;
      if (done < start) stretches.push({ text: text.slice(done, start), start: done });
      stretches.push({ text: text.slice(start, end), start, id: token.id });
      done = end;
    }
    if (done < text.length) stretches.push({ text: text.slice(done), start: done });
    return stretches;
  };
}
