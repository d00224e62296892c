/** What was typed after `npm run evaluate -- conditioning`. */
import { parseArgs } from "node:util";
import { TutorialError } from "../error";
import { textModelNames } from "../model/textToMusic/textModels";
import { tieNegativeNumbers } from "./negativeNumbers";

/** Which models, on which prompts, and where the results go. */
export interface ConditioningArguments {
  /** A file of prompts, one a line; held-out captions of the corpus unless given. */
  readonly prompts?: string;
  /** How many of the corpus's captions, if no file is given. */
  readonly count: number;
  readonly models: readonly string[];
  /** How many seeds each prompt is sampled with. */
  readonly seeds: number;
  /** Real clips that the sounds are held against. */
  readonly real: number;
  /** Each model's own unless given. */
  readonly guidance?: number;
  readonly steps: number;
  readonly json?: string;
  readonly out?: string;
  readonly folder?: string;
}

export const conditioningUsage = [
  "npm run evaluate -- conditioning [--prompts FILE] [--models NAME,…|all] [--seeds 1] [--json FILE] [--out DIR]",
  "",
  "  --prompts   one object a line: a prompt and those truths that it states, e.g.",
  '              {"prompt": "hurry! violin! very fast", "instrument": "violin", "tempo": "fast"}',
  "              without it, captions of the corpus in wording that no training caption has",
  "  --count     how many of these captions (256)",
  `  --models    ${textModelNames.join(", ")}; the first unless given`,
  "  --seeds     sounds a prompt (1)",
  "  --real      real clips to compare with (256)",
  "  --guidance  each model's own        --steps  20",
  "  --json      a file for all numbers; other models in it stay, if they were measured alike",
  "  --out       a folder for the sounds",
  "  --folder    trained weights, if not those of assets/weights",
].join("\n");

function refuse(expected: string, got: string, fix: string): TutorialError {
  const where = "npm run evaluate -- conditioning";
  return new TutorialError({ code: "cli.evaluate", where, expected, got, fix });
}

function numberOf(name: string, text: string, least: number, whole: boolean): number {
  const value = Number(text);
  const right = text.trim() !== "" && Number.isFinite(value) && value >= least;
  if (right && (!whole || Number.isSafeInteger(value))) return value;
  const kind = whole ? "a whole number" : "a number";
  throw refuse(
    `${kind} of at least ${least} after --${name}`,
    `"${text}"`,
    `type e.g. --${name} ${Math.max(least, 3)}`,
  );
}

function modelsOf(text: string | undefined): string[] {
  if (text === undefined) return [textModelNames[0]];
  if (text === "all") return [...textModelNames];
  const models = text.split(",").map((name) => name.trim());
  const unknown = models.find((name) => !textModelNames.includes(name));
  if (unknown === undefined) return models;
  throw refuse(
    `models out of ${textModelNames.join(", ")}`,
    `"${unknown}"`,
    "separate them by commas, or type all",
  );
}

/**
 * Reads the options.
 *
 * @throws TutorialError `cli.evaluate`
 */
export function conditioningArguments(words: readonly string[]): ConditioningArguments {
  const text = { type: "string" } as const;
  const options = {
    ...{ prompts: text, count: text, models: text, seeds: text, real: text },
    ...{ guidance: text, steps: text, json: text, out: text, folder: text },
  };
  const parse = () =>
    parseArgs({ args: tieNegativeNumbers(words), options, allowPositionals: false });
  let values: ReturnType<typeof parse>["values"];
  try {
    ({ values } = parse());
  } catch (error) {
    const [sentence] = (error as Error).message.split(". ");
    const known = Object.keys(options).map((name) => `--${name}`);
    throw refuse(known.join(", "), sentence, "leave it out");
  }
  const { count = "256", seeds = "1", real = "256", steps = "20", ...others } = values;
  const { models, guidance, ...places } = others;
  return {
    ...places,
    models: modelsOf(models),
    count: numberOf("count", count, 2, true),
    seeds: numberOf("seeds", seeds, 1, true),
    real: numberOf("real", real, 4, true),
    ...(guidance !== undefined && { guidance: numberOf("guidance", guidance, 0, false) }),
    steps: numberOf("steps", steps, 1, true),
  };
}
