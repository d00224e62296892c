/** Family `t5-tokenizer`: texts as the numbers of their pieces, as Hugging Face's fast tokenizer gives them. */
import * as fs from "node:fs";
import * as path from "node:path";
import { t5Tokenizer } from "../../../src/stableAudio/t5/tokenizer";
import type { T5Tokenizer } from "../../../src/stableAudio/t5/tokenizer";
import type { Fixture, ParityFamily } from "../fixture";

interface Case {
  readonly text: string;
  readonly ids: number[];
}

interface Normalised {
  readonly text: string;
  readonly normalized: string;
}

interface Batch {
  readonly max_length: number;
  readonly texts: string[];
  readonly input_ids: number[][];
  readonly attention_mask: number[][];
}

/** A file of the fixture; nothing where there is none. */
function json<T>({ dir }: Fixture, name: string): T[] {
  const file = path.join(dir, name);
  return fs.existsSync(file) ? (JSON.parse(fs.readFileSync(file, "utf8")) as T[]) : [];
}

function tokenizers({ dir }: Fixture): Record<string, T5Tokenizer> {
  const read = (name: string): object =>
    JSON.parse(fs.readFileSync(path.join(dir, name), "utf8")) as object;
  const file = read("tokenizer.json");
  const older = "tokenizer_legacy_head.json";
  if (!fs.existsSync(path.join(dir, older))) return { "": t5Tokenizer(file) };
  return { "": t5Tokenizer(file), "older.": t5Tokenizer({ ...file, ...read(older) }) };
}

const codes = (text: string): number[] => Array.from(text, (one) => one.codePointAt(0)!);

/** Rows under each other, each led by its length, so that a wrong length is a wrong number too. */
const flat = (rows: readonly (readonly number[])[]): number[] =>
  rows.flatMap((row) => [row.length, ...row]);

function entries<T>(
  fixture: Fixture,
  name: string,
  numbers: (one: T, tokenizer?: T5Tokenizer) => number[],
  all: Record<string, T5Tokenizer>,
): [string, number[]][] {
  const cases = json<T>(fixture, `${name}.json`);
  return Object.keys(all).flatMap((prefix) =>
    cases.map((one, i): [string, number[]] => [
      `${prefix}${name}.${i}`,
      numbers(one, all[prefix] as T5Tokenizer | undefined),
    ]),
  );
}

/** What the fixture says, or, given tokenizers, what they say. */
function numbersOf(fixture: Fixture, isGot: boolean): Record<string, number[]> {
  const all = tokenizers(fixture);
  const asked = (tokenizer?: T5Tokenizer): T5Tokenizer | undefined =>
    isGot ? tokenizer : undefined;
  return Object.fromEntries([
    ...entries<Case>(
      fixture,
      "cases",
      ({ text, ids }, tokenizer) => asked(tokenizer)?.encode(text) ?? ids,
      all,
    ),
    ...entries<Normalised>(
      fixture,
      "normalize",
      ({ text, normalized }, tokenizer) => codes(asked(tokenizer)?.normalise(text) ?? normalized),
      all,
    ),
    ...entries<Batch>(
      fixture,
      "batches",
      ({ texts, max_length: length, input_ids, attention_mask }, tokenizer) => {
        const got = asked(tokenizer)?.batch(texts, length);
        return [...flat(got?.ids ?? input_ids), ...flat(got?.mask ?? attention_mask)];
      },
      all,
    ),
  ]);
}

export const t5TokenizerFamily: ParityFamily = {
  run: (fixture) => Promise.resolve(numbersOf(fixture, true)),
  alsoExpected: (fixture) => numbersOf(fixture, false),
  unstated: 0,
};
