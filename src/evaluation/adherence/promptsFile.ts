/** A file of prompts, one a line, each with the truths that it states. */
import { oneOf } from "../../corpus/oneOf";
import { TutorialError } from "../../error";
import { truthWords } from "./truths";
import type { PromptWithTruths, Truths } from "./truths";

const keys = ["prompt", ...Object.keys(truthWords), "rhythm"];

function refuse(expected: string, got: string, fix: string, place = ""): never {
  const where = place === "" ? "readPrompts" : `readPrompts, ${place}`;
  throw new TutorialError({ code: "evaluation.prompts", where, expected, got, fix });
}

function show(value: unknown): string {
  const text = value === undefined ? "nothing" : JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

/** The object on a line. */
function fieldsOf(line: string, place: string): Readonly<Record<string, unknown>> {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    const fix = "one whole object a line; keys and words in double quotes, no comma at its end";
    return refuse(
      "an object in JSON",
      line.length > 60 ? `${line.slice(0, 57)}...` : line,
      fix,
      place,
    );
  }
  if (typeof value === "object" && value !== null && !Array.isArray(value)) {
    return value as Readonly<Record<string, unknown>>;
  }
  return refuse("an object in JSON", show(value), 'write e.g. {"prompt": "a slow air"}', place);
}

/** A word, checked against the words of its key where these are few. */
function wordOf(key: string, value: unknown, place: string): string {
  const at = `${place}, key "${key}"`;
  if (typeof value !== "string") {
    return refuse("a text", show(value), "put it in double quotes, or leave the key out", at);
  }
  if (key in truthWords) {
    const words: readonly string[] = truthWords[key as keyof typeof truthWords];
    const where = `readPrompts, ${at}`;
    return oneOf(value, words, { code: "evaluation.prompts", where, kind: "one of" });
  }
  if (key === "rhythm" && value.trim() === "") {
    return refuse("a word", show(value), "leave the key out where nothing is stated", at);
  }
  return value;
}

/** One line. */
function readLine(line: string, place: string): PromptWithTruths {
  const fields = fieldsOf(line, place);
  for (const key of Object.keys(fields)) {
    oneOf(key, keys, {
      code: "evaluation.prompts",
      where: `readPrompts, ${place}, key "${key}"`,
      kind: "a key of",
    });
  }
  const words = Object.entries(fields).map(([key, value]) => [key, wordOf(key, value, place)]);
  const { prompt, ...truths } = Object.fromEntries(words) as { prompt?: string } & Truths;
  if (prompt !== undefined) return { prompt, truths };
  return refuse(
    "a text",
    "nothing",
    'write e.g. {"prompt": "a slow air"}',
    `${place}, key "prompt"`,
  );
}

/**
 * Reads prompts out of JSON lines: `{"prompt": "hurry! violin! very fast", "instrument": "violin", "tempo": "fast"}`.
 *
 * Beside the prompt a line has those truths that the prompt states: `instrument` (one of the sixteen names), `tempo`
 * slow | medium | fast, `register` low | mid | high, `mode` major | minor, `rhythm`. Empty lines are passed over.
 *
 * @param text of the whole file
 * @throws TutorialError `evaluation.prompts`, which names the line, counted from 1, and the key
 *
 * @example
 * const [{ prompt, truths }] = readPrompts('{"prompt": "hurry! violin!", "instrument": "violin", "tempo": "fast"}');
 * console.log(prompt, truths.instrument, truths.tempo);
 */
export function readPrompts(text: string): PromptWithTruths[] {
  // Editors of some systems begin a file with a mark of its encoding.
  const lines = text.replace(/^\uFEFF/, "").split(/\r?\n/);
  const prompts = lines.flatMap((line, i) =>
    line.trim() === "" ? [] : [readLine(line, `line ${i + 1}`)],
  );
  if (prompts.length > 0) return prompts;
  return refuse(
    "at least one prompt",
    "no line",
    'write e.g. {"prompt": "a slow air"} into the file',
  );
}
