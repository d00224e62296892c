/** Options of a config, each read once, by name and type. */
import { TutorialError } from "../error";

/** Which function reads a config, for errors. @internal */
export interface ConfigReader {
  readonly code: string;
  readonly where: string;
  /** What one would do with the model: "decode", "run". */
  readonly act: string;
}

/** One object of a config. @internal */
export class ConfigOptions {
  private readonly options: Readonly<Record<string, unknown>>;
  private readonly read = new Set<string>();

  /** @param path where in the file this object is, such as `encoder.config` */
  constructor(
    json: unknown,
    readonly path: string,
    private readonly reader: ConfigReader,
  ) {
    if (json === null || typeof json !== "object" || Array.isArray(json)) {
      throw this.refuse("an object", json);
    }
    this.options = json as Record<string, unknown>;
  }

  /** The error of an option that cannot be. */
  refuse(expected: string, got: unknown, fix?: string): TutorialError {
    const { code, where } = this.reader;
    return new TutorialError({
      code,
      where: `${where}: ${this.path || "the config"}`,
      expected,
      got: JSON.stringify(got) ?? "nothing",
      fix: fix ?? "pass the config that was published with the weights, unchanged",
    });
  }

  private value<T>(name: string, is: (value: unknown) => value is T, what: string, usual?: T): T {
    this.read.add(name);
    const value = this.options[name] ?? usual;
    if (is(value)) return value;
    throw this.refuse(`"${name}" to be ${what}`, value);
  }

  /** A whole number, at least 1. */
  count(name: string, usual?: number): number {
    return this.value(name, isCount, "a whole number, at least 1", usual);
  }

  /** A whole number, or 0 for none. */
  countOrNone(name: string, usual = 0): number {
    return this.value(name, isCountOrNone, "a whole number, at least 0", usual);
  }

  /** A whole number, −1 too. */
  index(name: string, usual: number): number {
    return this.value(name, isWhole, "a whole number", usual);
  }

  /** One of some words. */
  choice<W extends string>(name: string, words: readonly W[], usual?: W): W {
    const isOne = (value: unknown): value is W => words.includes(value as W);
    return this.value(name, isOne, `one of ${words.map((one) => `"${one}"`).join(", ")}`, usual);
  }

  /** A text. */
  text(name: string, usual: string): string {
    return this.value(name, isText, "a text", usual);
  }

  /** A list of whole numbers, at least 1 each. */
  counts(name: string, usual?: readonly number[]): readonly number[] {
    return this.value(name, isCounts, "a list of whole numbers, at least 1 each", usual);
  }

  /** A number above 0. */
  positive(name: string, usual: number): number {
    return this.value(name, isPositive, "a number above 0", usual);
  }

  flag(name: string, usual: boolean): boolean {
    return this.value(name, isFlag, "true or false", usual);
  }

  /** The object under a name; where there is none, the usual one if there is that. */
  object(name: string, usual?: object): ConfigOptions {
    this.read.add(name);
    const path = this.path ? `${this.path}.${name}` : name;
    return new ConfigOptions(this.options[name] ?? usual, path, this.reader);
  }

  /** A list of objects. */
  objects(name: string): ConfigOptions[] {
    const list = this.value(name, isList, "a list of objects");
    return list.map((one, i) => new ConfigOptions(one, `${this.path}.${name}.${i}`, this.reader));
  }

  /** Throws unless an option has the one value that is built here. */
  only(name: string, value: unknown, usual: unknown = value): void {
    this.read.add(name);
    const found = this.options[name] ?? usual;
    if (JSON.stringify(found) === JSON.stringify(value)) return;
    const expected = `"${name}" to be ${JSON.stringify(value)}, the only one that is built here`;
    throw this.refuse(
      expected,
      found,
      `${this.reader.act} this model with the library that it was made with`,
    );
  }

  /** Passes over options that change nothing of what is computed. */
  without(...names: readonly string[]): void {
    for (const name of names) this.read.add(name);
  }

  /** Throws if there is an option that nobody asked for. */
  finish(): void {
    const unknown = Object.keys(this.options).filter((name) => !this.read.has(name));
    if (unknown.length === 0) return;
    const known = [...this.read].sort().join(", ");
    const got = { [unknown[0]]: this.options[unknown[0]] };
    const fix = "leave it out only if it changes nothing of what the model computes";
    throw this.refuse(`only the options ${known}`, got, fix);
  }
}

const isCount = (value: unknown): value is number => Number.isInteger(value) && Number(value) >= 1;
const isWhole = (value: unknown): value is number => Number.isInteger(value);
const isCountOrNone = (value: unknown): value is number => isWhole(value) && value >= 0;
const isPositive = (value: unknown): value is number =>
  typeof value === "number" && Number.isFinite(value) && value > 0;
const isText = (value: unknown): value is string => typeof value === "string";
const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value);
const isFlag = (value: unknown): value is boolean => typeof value === "boolean";
const isCounts = (value: unknown): value is readonly number[] =>
  Array.isArray(value) && value.length > 0 && value.every(isCount);
