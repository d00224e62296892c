/** What was typed after `npm run generate --`. */
import { parseArgs } from "node:util";
import { TutorialError } from "../error";
import { textModelNames } from "../model/textToMusic/textModels";
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
  "  --guidance 3      how much to exaggerate what the prompt says; 1 for not at all",
  "  --steps 20        of the sampler: more are slower and finer",
  '  --negative "..."  what to steer away from',
  `  --mode NAME       a model that hears its text in one way only: ${modes.join(", ")}`,
  "  --folder DIR      trained weights, if not those of assets/weights",
].join("\n");

function refuse(expected: string, got: string, fix: string): TutorialError {
  const where = "npm run generate";
  return new TutorialError({ code: "cli.generate", where, expected, got, fix });
}

function numberOf(name: string, text: string): number {
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

/** A file name that tells what is in it. */
function fileFor(prompt: string, seed: number): string {
  const words = prompt
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "-")
    .replace(/^-|-$/g, "");
  return `${[...words].slice(0, 60).join("") || "music"}-${seed}.wav`;
}

/**
 * Reads the prompt and the options; nothing if nothing was typed.
 *
 * @throws TutorialError `cli.generate`
 */
export function generateArguments(words: readonly string[]): GenerateArguments | undefined {
  if (words.length === 0) return undefined;
  const text = { type: "string" } as const;
  const options = {
    ...{ out: text, seconds: text, seed: text, guidance: text, steps: text },
    ...{ negative: text, mode: text, folder: text },
  };
  const parse = () =>
    parseArgs({ args: tieNegativeNumbers(words), options, allowPositionals: true });
  let parsed: ReturnType<typeof parse>;
  try {
    parsed = parse();
  } catch (error) {
    const [sentence] = (error as Error).message.split(". ");
    const known = Object.keys(options).map((name) => `--${name}`);
    throw refuse(known.join(", "), sentence, "leave the option out; a prompt goes in quotes");
  }
  const { positionals, values } = parsed;
  const { seed: seedText = "7", seconds = "4", steps = "20", guidance = "3", mode } = values;
  if (positionals.length > 1) {
    throw refuse(
      "one prompt",
      `${positionals.length}: ${positionals.join(" | ")}`,
      "put it in quotes",
    );
  }
  const [prompt = ""] = positionals;
  const seed = numberOf("seed", seedText);
  if (!Number.isSafeInteger(seed))
    throw refuse("a whole number after --seed", seedText, "type e.g. --seed 7");
  return {
    prompt,
    model: modelOf(mode),
    seed,
    steps: numberOf("steps", steps),
    guidance: numberOf("guidance", guidance),
    seconds: numberOf("seconds", seconds),
    negative: values.negative,
    out: values.out ?? fileFor(prompt, seed),
    folder: values.folder,
  };
}
