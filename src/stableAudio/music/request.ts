/** What is asked of a model: prompts, where in a track the music is, and how long it shall be. */
import { TutorialError } from "../../error";
import type { Samples, Seconds } from "../../units";
import type { StableAudioRequest } from "../conditioning/request";
import { longestMusic } from "../plan";
import type { StableAudioPlan } from "../plan";
import type { T5Tokenizer } from "../t5/tokenizer";

/** How long the music shall be, and of which part of a track. */
export interface StableAudioTiming {
  /** Length of what comes back; as long as the model makes unless given. */
  readonly seconds?: Seconds;
  /** Where in the track it begins; 0 unless given. Models without this condition know only beginnings. */
  readonly secondsStart?: Seconds;
  /** How long the whole track is; it ends where the music does unless given. */
  readonly secondsTotal?: Seconds;
}

function refuse(code: string, expected: string, got: string, fix: string): TutorialError {
  return new TutorialError({ code: `stableAudio.${code}`, where: "generate", expected, got, fix });
}

/** The two ends of a number that the model is told; without bounds where it is not. */
function rangeOf(
  { conditioning }: StableAudioPlan,
  id: string,
): { least: number; greatest: number } {
  const found = conditioning.conditions.find((one) => one.id === id);
  return found?.kind === "number" ? found : { least: 0, greatest: Number.POSITIVE_INFINITY };
}

/**
 * Checks a length against what a model makes, before it computes for a long time.
 *
 * @returns the request's seconds, and how many samples of the model's output they are
 * @throws TutorialError `stableAudio.seconds`, `stableAudio.timing`
 *
 * @internal
 */
export function checkedTiming(
  plan: StableAudioPlan,
  { seconds, secondsStart = 0, secondsTotal }: StableAudioTiming = {},
): Required<StableAudioTiming> & { readonly samples: Samples } {
  const longest = longestMusic(plan);
  const wanted =
    seconds ?? Math.min(longest, (secondsTotal ?? longest + secondsStart) - secondsStart);
  // The millionths make up for roundings: a third of a second of 3 Hz is a whole sample.
  const samples = Math.floor(wanted * plan.sampleRate + 1e-6);
  if (!(wanted > 0 && wanted <= longest && samples > 0)) {
    throw refuse(
      "seconds",
      `a length above 0 and up to ${longest.toFixed(2)} s, which is what the model makes`,
      `${wanted} s`,
      "pass e.g. {seconds: 10}, and join several pieces for longer music",
    );
  }
  const total = secondsTotal ?? secondsStart + wanted;
  const { greatest } = rangeOf(plan, "seconds_total");
  const hasRoom = secondsStart >= 0 && total >= secondsStart + wanted - 1e-6 && total <= greatest;
  const isTold = secondsStart === 0 || plan.conditioning.conditions.some(({ id }) => id === "seconds_start"); // prettier-ignore
  if (hasRoom && isTold) return { seconds: wanted, secondsStart, secondsTotal: total, samples };
  throw refuse(
    "timing",
    isTold
      ? `a track of at most ${greatest} s in which ${wanted} s from secondsStart on have room`
      : "a secondsStart of 0: this model only makes beginnings",
    `secondsStart ${secondsStart}, secondsTotal ${total}`,
    "leave both out, or pass e.g. {seconds: 10, secondsStart: 20, secondsTotal: 60} to a model that knows both",
  );
}

/** One request a prompt. @throws TutorialError `stableAudio.prompts` @internal */
export function requestsOf(
  prompts: string | readonly string[],
  { secondsStart, secondsTotal }: Required<StableAudioTiming>,
): StableAudioRequest[] {
  const all = typeof prompts === "string" ? [prompts] : prompts;
  const fits = Array.isArray(all) && all.length > 0 && all.every((one) => typeof one === "string");
  if (!fits) {
    const got = JSON.stringify(prompts) ?? typeof prompts;
    throw refuse("prompts", "one prompt or more, each a text", got, 'pass e.g. "warm piano"');
  }
  return all.map((prompt) => ({ prompt, secondsStart, secondsTotal }));
}

/** What a model will not hear of a prompt: what is beyond its length, and words that its tokenizer does not know. @internal */
export function promptNotices(
  { conditioning }: StableAudioPlan,
  tokenizer: T5Tokenizer,
  prompt: string,
): string[] {
  const text = conditioning.conditions.find(({ kind }) => kind === "text");
  const most = text?.kind === "text" ? text.maxLength : Number.POSITIVE_INFINITY;
  const count = tokenizer.encode(prompt).length;
  const unknown = tokenizer.pieces(prompt).filter(({ id }) => id === tokenizer.unknownId);
  const words = [...new Set(unknown.map(({ text: word }) => word.replace("▁", "")))].join(", ");
  const notices: string[] = [];
  if (count > most) {
    notices.push(`The prompt has ${count} tokens, of which the model hears ${most}.`);
  }
  if (words) {
    notices.push(
      `The model's tokenizer does not know ${words}: it hears that something is there, not what.`,
    );
  }
  return notices;
}
