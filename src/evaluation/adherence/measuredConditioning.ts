/** The big table, which no notebook has the time for: what `npm run evaluate -- conditioning` once measured. */
import * as fs from "node:fs";
import { assetPath } from "../../corpus/assets";
import { TutorialError } from "../../error";
import type { Adherence } from "./adherence";

/** How it was measured, and what came of it. */
export interface MeasuredConditioning {
  /** What it was computed on. */
  readonly backend: string;
  /** Where the prompts are from. */
  readonly from: string;
  readonly prompts: number;
  /** Real clips that the sounds were held against. */
  readonly real: number;
  readonly steps: number;
  /** Sounds a prompt. */
  readonly seeds: number;
  /** By the name of the model. */
  readonly guidance: Readonly<Record<string, number>>;
  /** By the name of the model. */
  readonly results: Readonly<Record<string, Adherence>>;
}

/** Made by `npm run evaluate -- conditioning --models all --seeds 3 --json assets/measured/conditioning.json`. */
const file = "measured/conditioning.json";

/**
 * The adherence of all text models that come with the library, on prompts in held-out wording.
 *
 * What could not be asked, a share of no answers, is NaN; JSON, which has no word for it, says null.
 *
 * @throws TutorialError `corpus.asset.missing`, `evaluation.measured`
 *
 * @example
 * const { results, prompts } = measuredConditioning();
 * const rows = Object.entries(results).map(([name, result]) => adherenceRow(name, result));
 */
export function measuredConditioning(): MeasuredConditioning {
  const text = fs.readFileSync(assetPath(file), "utf8");
  try {
    const asNumber = (_: string, value: unknown): unknown => (value === null ? Number.NaN : value);
    return JSON.parse(text, asNumber) as MeasuredConditioning;
  } catch (error) {
    const details = {
      code: "evaluation.measured",
      where: "measuredConditioning",
      expected: `JSON in assets/${file}`,
      got: (error as Error).message,
      fix: `restore it with: git checkout assets/${file}`,
    };
    throw new TutorialError(details, { cause: error });
  }
}
