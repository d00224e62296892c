/** Reads the text of a tune book and refuses a damaged one, naming the tune and what is wrong in it. */
import { TutorialError } from "../error";
import { pitchClassOf } from "./key";
import { barTicks, modes, ticksPerQuarter } from "./tune";
import type { Mode, Tune, TuneNote } from "./tune";

type Fields = Readonly<Record<string, unknown>>;

function refuse(
  code: string,
  expected: string,
  got: string,
  source: string,
  cause?: unknown,
): never {
  const details = {
    code: `corpus.tunes.${code}`,
    where: "parseTunes",
    expected,
    got,
    fix: `restore ${source}, or repair that place; its form is described in assets/README.md`,
  };
  throw new TutorialError(details, { cause });
}

function show(value: unknown): string {
  const text = value === undefined ? "nothing" : JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function parseJson(text: string, source: string): Fields {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    const got = `${text.length} characters that are not JSON`;
    return refuse("json", "a JSON file", got, source, cause);
  }
  if (!isFields(value))
    return refuse("format", "an object with ppq, books and tunes", show(value), source);
  return value;
}

function textField(fields: Fields, name: string, place: string, source: string): string {
  const value = fields[name];
  if (typeof value === "string" && value.length > 0) return value;
  return refuse("field", `${place} to have a text "${name}"`, show(value), source);
}

function parseNotes(value: unknown, place: string, source: string): TuneNote[] {
  if (!Array.isArray(value) || value.length === 0) {
    return refuse("field", `${place} to have a list "notes"`, show(value), source);
  }
  let end = 0;
  return value.map((item: unknown, index) => {
    const at = `note ${index} of ${place}`;
    const triple = Array.isArray(item) ? (item as unknown[]) : [];
    if (triple.length !== 3 || !triple.every((x) => Number.isSafeInteger(x))) {
      return refuse(
        "note",
        `${at} to be [pitch, start, duration] in whole numbers`,
        show(item),
        source,
      );
    }
    const [pitch, start, duration] = triple as number[];
    if (pitch < 0 || pitch > 127 || start < 0 || duration <= 0) {
      const expected = `${at} to have a pitch of 0 to 127, start >= 0 and duration > 0`;
      return refuse("note", expected, show(item), source);
    }
    if (start < end) {
      return refuse("overlap", `${at} to start at tick ${end} or later`, `tick ${start}`, source);
    }
    end = start + duration;
    return { pitch, start, duration };
  });
}

interface Book {
  readonly name: string;
  readonly region: string;
}

function parseTune(value: unknown, index: number, books: readonly Book[], source: string): Tune {
  if (!isFields(value))
    return refuse("field", `tune ${index} to be an object`, show(value), source);
  const id = textField(value, "id", `tune ${index}`, source);
  const place = `tune ${id}`;
  const text = (name: string): string => textField(value, name, place, source);
  const book = books[value.book as number];
  if (!book)
    refuse(
      "field",
      `${place} to have a "book" of 0 to ${books.length - 1}`,
      show(value.book),
      source,
    );
  const mode = text("mode");
  if (!modes.includes(mode as Mode)) {
    refuse("field", `${place} to have a "mode" out of ${modes.join(", ")}`, show(mode), source);
  }
  const meter = text("meter");
  if (!/^[1-9]\d*\/(2|4|8|16)$/.test(meter) || !Number.isSafeInteger(barTicks(meter))) {
    refuse("field", `${place} to have a "meter" such as "6/8"`, show(meter), source);
  }
  const tonic = text("tonic");
  if (pitchClassOf(tonic) === undefined) {
    refuse("field", `${place} to have a "tonic" such as "G" or "Bb"`, show(tonic), source);
  }
  return {
    id,
    title: text("title"),
    book: book.name,
    region: book.region,
    rhythm: text("rhythm"),
    meter,
    tonic,
    mode: mode as Mode,
    notes: parseNotes(value.notes, place, source),
  };
}

/**
 * Reads the text of a tune book: `{ppq: 24, books: [{name, region}], tunes: [{id, …, notes: [[pitch, start, duration]]}]}`.
 *
 * @param text the file's text
 * @param source how to name the file in an error
 * @throws TutorialError `corpus.tunes.json` (not JSON), `.format` (not a tune book), `.field` (missing or wrong),
 *   `.note` (not a note), `.overlap` (a note before the last one's end), `.twice` (one id on two tunes)
 *
 * @example
 * const tune = { id: "t1", title: "One Note", book: 0, rhythm: "air", meter: "4/4", tonic: "C", mode: "major", notes: [[60, 0, 24]] };
 * const own = parseTunes(JSON.stringify({ ppq: 24, books: [{ name: "mine", region: "home" }], tunes: [tune] }), "mine.json");
 */
export function parseTunes(text: string, source: string): Tune[] {
  const file = parseJson(text, source);
  if (file.ppq !== ticksPerQuarter) {
    refuse("format", `"ppq": ${ticksPerQuarter} (ticks a quarter note)`, show(file.ppq), source);
  }
  const { books, tunes } = file;
  if (!Array.isArray(books)) return refuse("format", 'a list "books"', show(books), source);
  if (!Array.isArray(tunes) || tunes.length === 0) {
    return refuse("format", 'a list "tunes" with at least one tune', show(tunes), source);
  }
  const shelves = books.map((book: unknown, index): Book => {
    if (!isFields(book))
      return refuse("field", `book ${index} to be an object`, show(book), source);
    const place = `book ${index}`;
    return {
      name: textField(book, "name", place, source),
      region: textField(book, "region", place, source),
    };
  });
  const parsed = tunes.map((tune: unknown, index) => parseTune(tune, index, shelves, source));
  const seen = new Set<string>();
  for (const { id } of parsed) {
    if (seen.has(id))
      refuse("twice", "every tune to have its own id", `"${id}" on two tunes`, source);
    seen.add(id);
  }
  return parsed;
}
