/** A parity fixture: a folder of inputs and of what a reference implementation made of them. */
import * as fs from "node:fs";
import * as path from "node:path";
import { TutorialError } from "../../src/error";
import { decodeSafetensors } from "../../src/tensor/safetensors";
import type { NamedArray } from "../../src/tensor/safetensors";

export interface FixtureConfig {
  readonly family: string;
  /** Where all is exact there need be none. */
  readonly tolerance?: {
    /** Allowed max |got − expected| by name; a name may end in `*`, and `*` alone is the default. */
    readonly max_abs: Readonly<Record<string, number>>;
  };
  readonly [option: string]: unknown;
}

export interface Fixture {
  readonly name: string;
  readonly dir: string;
  readonly config: FixtureConfig;
  /** Every array of io.safetensors, if there is one, by its name in the file, inputs and expectations alike. */
  readonly arrays: ReadonlyMap<string, NamedArray>;
  /** Arrays named `in.X`, by X. */
  readonly inputs: Readonly<Record<string, NamedArray>>;
  /** Arrays of weights.safetensors, if there is one. */
  readonly weights: ReadonlyMap<string, NamedArray>;
}

/** What a family computes: for each expected name, the numbers this library gets. */
export type ParityRun = (fixture: Fixture) => Promise<Record<string, ArrayLike<number>>>;

/** A family of fixtures: how to compute one, and which arrays in it are given rather than expected. */
export interface ParityFamily {
  readonly run: ParityRun;
  /** Is this array an input? By default those named `in.…` are. */
  readonly isGiven?: (name: string) => boolean;
  /**
   * The allowed |got − expected|, where the fixture's README states more than its table can: one for
   * all numbers of the array, or one for each.
   */
  readonly allow?: (
    name: string,
    expected: ArrayLike<number>,
    stated: number,
    fixture: Fixture,
  ) => number | ArrayLike<number>;
  /** Expected numbers that stand in config.json instead of io.safetensors. */
  readonly alsoExpected?: (fixture: Fixture) => Readonly<Record<string, ArrayLike<number>>>;
  /** What is stated for names that the fixture's table leaves out. */
  readonly unstated?: number;
}

/** The arrays of a safetensors file; none where there is no file, as in a fixture of texts. */
function readArrays(file: string): ReadonlyMap<string, NamedArray> {
  if (!fs.existsSync(file)) return new Map();
  return decodeSafetensors(fs.readFileSync(file)).tensors;
}

/** Reads a fixture folder. */
export function readFixture(dir: string): Fixture {
  const file = path.join(dir, "config.json");
  if (!fs.existsSync(file)) {
    throw new TutorialError({
      code: "parity.folder",
      where: "npm run parity",
      expected: "a fixture folder with config.json and io.safetensors",
      got: dir,
      fix: "name folders of the format in test/fixtures",
    });
  }
  const config = JSON.parse(fs.readFileSync(file, "utf8")) as FixtureConfig;
  const arrays = readArrays(path.join(dir, "io.safetensors"));
  return {
    name: path.basename(dir),
    dir,
    config,
    arrays,
    inputs: Object.fromEntries(
      [...arrays].filter(([n]) => n.startsWith("in.")).map(([n, array]) => [n.slice(3), array]),
    ),
    weights: readArrays(path.join(dir, "weights.safetensors")),
  };
}

/** The stated tolerance for a name: its own, else the longest pattern that fits, else `*`. */
export function toleranceFor(config: FixtureConfig, name: string, unstated?: number): number {
  const bare = name.replace(/^expect\./, "");
  const table = config.tolerance?.max_abs ?? {};
  // `lik_*` is meant for `vp.lik_z` too, so a pattern may fit from the start or after any dot.
  const fits = (pattern: string): boolean => {
    // A remark in brackets after a name is for people.
    const source = pattern
      .replace(/ \(.*\)$/, "")
      .split("*")
      .map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&"));
    return new RegExp(`^(.*\\.)?${source.join(".*")}$`).test(bare);
  };
  const patterns = Object.keys(table).filter(fits);
  patterns.sort((a, b) => b.replaceAll("*", "").length - a.replaceAll("*", "").length);
  const stated = table[bare] ?? table[patterns[0]] ?? unstated;
  if (stated === undefined) throw new Error(`${config.family}: no tolerance for ${name}`);
  return stated;
}
