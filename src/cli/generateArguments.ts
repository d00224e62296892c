/** What was typed after `npm run generate --`. */
import { parseArgs } from "node:util";
import { TutorialError } from "../error";
import { textModelNames, textModelPlan } from "../model/textToMusic/textModels";
import { tieNegativeNumbers } from "./negativeNumbers";

/** What is to be made, by which model, and where it goes. */
export interface GenerateArguments {
  readonly prompt: string;
  /** A model's name. */
  readonly model: string;
  readonly seed: number;
  readonly steps: number;
  readonly guidance: number;
  readonly seconds: number;
  readonly negative?: string;
  /** A WAV file; made from prompt and seed unless given. */
  readonly out: string;
  /** Where trained weights lie; `assets/weights` unless given. */
  readonly folder?: string;
}

/** "cross-attention" for `text-cross-attention`: what `--mode` takes. */
const modeOf = (model: string): string => model.replace(/^text-/, "");
const modes = textModelNames.slice(1).map(modeOf);

export const generateUsage = [
  'npm run generate -- "a lively reel for violin" [options]',
  "",
  "  --out FILE        the WAV file; named after the prompt and the seed if left out",
  "  --seconds 4       1 to 16",
  "  --seed 7          another seed, another tune",
  "  --guidance 2      how much to exaggerate what the prompt says; 1 for not at all",
  "  --steps 20        of the sampler: more are slower and finer",
  '  --negative "..."  what to steer away from',
  `  --mode NAME       a model that hears its text in one way only: ${modes.join(", ")}`,
  "  --folder DIR      trained weights, if not those of assets/weights",
  "  --model DIR       a model of the Stable Audio Open family instead, which has options of its own:",
  "                    type --model DIR without a prompt to see them",
].join("\n");

/** What was typed cannot be meant. @internal */
export function refuse(expected: string, got: string, fix: string): TutorialError {
  const where = "npm run generate";
  return new TutorialError({ code: "cli.generate", where, expected, got, fix });
}

/** The number after an option. @throws TutorialError `cli.generate` @internal */
export function numberOf(name: string, text: string): number {
  const value = Number(text);
  if (text.trim() !== "" && Number.isFinite(value)) return value;
  throw refuse(`a number after --${name}`, `"${text}"`, `type e.g. --${name} 4`);
}

function modelOf(mode: string | undefined): string {
  if (mode === undefined) return textModelNames[0];
  const model = textModelNames.find((name, i) => i > 0 && modeOf(name) === mode);
  if (model !== undefined) return model;
  throw refuse(
    `after --mode one of ${modes.join(", ")}`,
    `"${mode}"`,
    "leave it out for the default",
  );
}

/** The seed after --seed. @throws TutorialError `cli.generate` @internal */
export function seedOf(text: string): number {
  const seed = numberOf("seed", text);
  if (Number.isSafeInteger(seed)) return seed;
  throw refuse("a whole number after --seed", text, "type e.g. --seed 7");
}

/** Throws unless a file's name says that it is a WAV file. @throws TutorialError `cli.generate` @internal */
export function checkWavName(out: string): void {
  if (/\.wave?$/i.test(out)) return;
  throw refuse("a file that ends in .wav after --out", `"${out}"`, `type --out ${out}.wav`);
}

/** A file name that tells what is in it. @internal */
export function fileFor(prompt: string, seed: number): string {
  const words = prompt
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "-")
    .replace(/^-|-$/g, "");
  return `${[...words].slice(0, 60).join("") || "music"}-${seed}.wav`;
}

const text = { type: "string" } as const;
type Options<Name extends string> = Readonly<Record<Name, typeof text>>;

/**
 * One prompt and what stands after the options of these names.
 *
 * @throws TutorialError `cli.generate`
 * @internal
 */
export function parsedWords<Name extends string>(
  words: readonly string[],
  names: readonly Name[],
): { prompt?: string; values: Readonly<Partial<Record<Name, string>>> } {
  const options = Object.fromEntries(names.map((name) => [name, text])) as Options<Name>;
  const parse = () =>
    parseArgs({ args: tieNegativeNumbers(words), options, allowPositionals: true });
  let parsed: ReturnType<typeof parse>;
  try {
    parsed = parse();
  } catch (error) {
    const [sentence] = (error as Error).message.split(". ");
    const known = names.map((name) => `--${name}`).join(", ");
    throw refuse(known, sentence, "leave the option out; a prompt goes in quotes");
  }
  const { positionals, values } = parsed;
  if (positionals.length > 1) {
    const got = `${positionals.length}: ${positionals.join(" | ")}`;
    throw refuse("one prompt", got, "put it in quotes");
  }
  return { prompt: positionals[0], values: values as Partial<Record<Name, string>> };
}

const optionNames = [
  "out",
  "seconds",
  "seed",
  "guidance",
  "steps",
  "negative",
  "mode",
  "folder",
] as const;

/**
 * Reads the prompt and the options; nothing if nothing was typed.
 *
 * @throws TutorialError `cli.generate`
 */
export function generateArguments(words: readonly string[]): GenerateArguments | undefined {
  if (words.length === 0) return undefined;
  const { prompt = "", values } = parsedWords(words, optionNames);
  const { seed: seedText = "7", seconds = "4", steps = "20", mode } = values;
  const [seed, model] = [seedOf(seedText), modelOf(mode)];
  const guidance = values.guidance ?? String(textModelPlan(model).guidance);
  return {
    prompt,
    model,
    seed,
    steps: numberOf("steps", steps),
    guidance: numberOf("guidance", guidance),
    seconds: numberOf("seconds", seconds),
    negative: values.negative,
    out: values.out ?? fileFor(prompt, seed),
    folder: values.folder,
  };
}
