/** What a reader should know about a text before its music surprises them: nothing is left out in silence. */
import { wordStart } from "./normaliseText";
import type { PieceOfText } from "./unigram";

/** Stands for something unknown where a notice says what is heard. */
const unknownSign = "□";
const mostNamed = 5;
const mostShown = 40;

/** As much of a text as a sentence can hold. */
function shorten(text: string): string {
  const start = [...text.slice(0, 2 * mostShown + 2)];
  return start.length <= mostShown ? text : `${start.slice(0, mostShown).join("")}…`;
}

const list = new Intl.ListFormat("en-GB");

/** `"a", "b" and 3 more`; a mark that needs a letter below it gets a circle. */
function named(characters: readonly string[]): string {
  const quoted = characters
    .slice(0, mostNamed)
    .map((character) => `"${/\p{M}/u.test(character) ? "◌" : ""}${character}"`);
  const more = characters.length - quoted.length;
  return list.format(more > 0 ? [...quoted, `${more} more`] : quoted);
}

function wordsOf(pieces: readonly PieceOfText[]): string[] {
  const text = pieces.map((piece) => piece.text).join("");
  return text.split(wordStart).filter((word) => word !== "");
}

/** There is no word in the text. */
export const emptyNotice =
  "The text has no words, so it asks for nothing in particular: the music will be unconditional.";

/** The end of the text does not fit. */
export function truncatedNotice(
  heard: readonly PieceOfText[],
  rest: readonly PieceOfText[],
  maxTokens: number,
): string {
  const last = shorten(wordsOf(heard).at(-1) ?? "");
  const next = shorten(wordsOf(rest).at(0) ?? "");
  return (
    `The text is longer than the ${maxTokens} pieces that the encoder takes: ` +
    `it is heard up to "${last}", and not from "${next}" on.`
  );
}

/** The text is so long that not even all of it was looked at. */
export function cutNotice(mostCharacters: number): string {
  return `The text is very long: only its first ${mostCharacters} characters are read.`;
}

/** Letters that no English word has, even if they look like it: Cyrillic "а" and Greek "ο" among them. */
const foreignLetter = /(?!\p{Script=Latin})\p{L}/u;

/** What the encoder hears, as a text. */
function heardText(pieces: readonly PieceOfText[], unknownId: number): string {
  const words = pieces.map(({ id, text }) =>
    id === unknownId ? unknownSign : text.replace(wordStart, " "),
  );
  return shorten(words.join("").trim());
}

/** What of the text the encoder does not know; no notice if it knows all of it. */
export function unknownNotices(pieces: readonly PieceOfText[], unknownId: number): string[] {
  const all = [...new Set(pieces.map(({ text }) => text).join(""))];
  const unknown = pieces.filter(({ id }) => id === unknownId);
  const signs = [...new Set(unknown.map(({ text }) => text).join(""))];
  const foreign = all.filter((character) => foreignLetter.test(character));
  const others = signs.filter((character) => !foreignLetter.test(character));
  const notices: string[] = [];
  if (foreign.length > 0) {
    const legend = unknown.length > 0 ? `, where ${unknownSign} is something unknown` : "";
    notices.push(
      `The encoder knows English only: words with ${named(foreign)} mean nothing to it. ` +
        `What it hears is "${heardText(pieces, unknownId)}"${legend}.`,
    );
  }
  if (others.length > 0) {
    notices.push(`The encoder does not know ${named(others)}: it hears something unknown there.`);
  }
  const hasNothingKnown = pieces.every(({ id, text }) => id === unknownId || text === wordStart);
  if (unknown.length > 0 && hasNothingKnown) {
    notices.push("So there is nothing in the text that it knows: please say it in English words.");
  }
  return notices;
}
