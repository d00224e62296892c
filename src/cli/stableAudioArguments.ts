/** What was typed after `npm run generate --` with a model of the Stable Audio Open family. */
import type { StableAudioOptions } from "../stableAudio/music/options";
import type { OpenStableAudioOptions } from "../stableAudio/open/open";
import type { StableAudioSampler } from "../stableAudio/sampling/samplers";
import type { Precision } from "../tensor/precision";
import { fileFor, numberOf, parsedWords, refuse, seedOf } from "./generateArguments";

/** What is to be made, by which model, and where it goes. */
export interface StableAudioArguments {
  readonly prompt: string;
  /** The folder with the model. */
  readonly model: string;
  readonly opening: OpenStableAudioOptions;
  readonly options: StableAudioOptions & { readonly seed: number };
  /** A sound file to vary. */
  readonly vary?: string;
  /** A WAV file; made from prompt and seed unless given. */
  readonly out: string;
}

export const stableAudioUsage = [
  'npm run generate -- --model DIR "128 BPM tech house drum loop" [options]',
  "",
  "  --model DIR         the files of Stable Audio Open, as stable-audio-tools or as diffusers has them",
  "  --text-encoder DIR  the T5, if it is not in DIR/text_encoder, DIR/t5-base or beside DIR",
  "  --precision bfloat16  products with half the bits, about 1.5 times as fast where npm run doctor names them;",
  "                      float32 if left out",
  "  --out FILE          the WAV file; named after the prompt and the seed if left out",
  "  --seconds 11        as long as the model makes if left out",
  "  --start 30          where in a track the music begins, for models that know it",
  "  --total 180         how long that track is",
  "  --seed 7            another seed, another piece",
  "  --steps 8           of the sampler; as the model was published with if left out, as is",
  "  --guidance 1        how much to exaggerate what the prompt says; 1 for not at all, and",
  "  --sampler NAME      pingpong, euler, dpmpp-3m-sde, …",
  "  --rescale 0.5       how far to bring exaggerated answers back to their usual spread, 0 to 1",
  '  --negative "..."    what to steer away from; needs guidance',
  "  --vary FILE         a recording to begin with, and",
  "  --noise 0.7         how much noise to put on it: up to 1 for small models, about 1 to 100 for 1.0",
].join("\n");

const optionNames = [
  ...["model", "text-encoder", "out", "seconds", "start", "total", "seed", "steps", "guidance"],
  ...["sampler", "rescale", "negative", "vary", "noise", "precision"],
];

/**
 * Reads the prompt and the options; nothing if there is no prompt.
 *
 * @throws TutorialError `cli.generate`
 */
export function stableAudioArguments(words: readonly string[]): StableAudioArguments | undefined {
  const { prompt, values } = parsedWords(words, optionNames);
  if (prompt === undefined) return undefined;
  const { model = "", vary, noise, "text-encoder": textEncoder, precision } = values;
  if (model === "")
    throw refuse("a folder after --model", "none", "type e.g. --model stable-audio");
  const number = (name: string): number | undefined => {
    const text = values[name];
    return text === undefined ? undefined : numberOf(name, text);
  };
  const seed = seedOf(values.seed ?? "7");
  const seconds = number("seconds");
  if (seconds !== undefined && !(seconds > 0)) {
    throw refuse("a length above 0 after --seconds", String(seconds), "type e.g. --seconds 11");
  }
  if ((vary === undefined) !== (noise === undefined)) {
    const got = vary === undefined ? "only --noise" : "only --vary";
    throw refuse("--vary FILE and --noise LEVEL together", got, "type both, or neither");
  }
  const all: StableAudioArguments["options"] = {
    seed,
    seconds,
    secondsStart: number("start"),
    secondsTotal: number("total"),
    steps: number("steps"),
    guidance: number("guidance"),
    rescale: number("rescale"),
    negative: values.negative,
    // A name that is none is refused by the model, which knows those that suit it.
    sampler: values.sampler as StableAudioSampler | undefined,
    noiseLevel: number("noise"),
  };
  return {
    prompt,
    model,
    // A precision that is none is refused when the model is opened.
    opening: { textEncoder, precision: precision as Precision | undefined },
    options: all,
    vary,
    out: values.out ?? fileFor(prompt, seed),
  };
}
