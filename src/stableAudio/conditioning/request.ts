/** What a listener asks for, by the names of a model's conditions. */
import { TutorialError } from "../../error";
import type { Seconds } from "../../units";
import type { ConditioningPlan } from "./plan";

/** A value for each condition: a text for the prompt, numbers for the seconds. */
export type ConditionValues = Readonly<Record<string, string | number>>;

/** What one piece of music shall be. */
export interface StableAudioRequest {
  readonly prompt: string;
  /** Where in the track the music begins; 0, its beginning, unless given. */
  readonly secondsStart?: Seconds;
  /** How long the whole track is: after its end the model makes silence. */
  readonly secondsTotal: Seconds;
}

/**
 * A request under the names of Stable Audio Open's conditions. A model that lacks one of them does not ask for it.
 *
 * @example
 * const values = conditionValues({ prompt: "128 BPM tech house drum loop", secondsTotal: 30 });
 * // { prompt: "128 BPM tech house drum loop", seconds_start: 0, seconds_total: 30 }
 */
export function conditionValues({
  prompt,
  secondsStart = 0,
  secondsTotal,
}: StableAudioRequest): ConditionValues {
  return { prompt, seconds_start: secondsStart, seconds_total: secondsTotal };
}

/** Refuses requests that do not say all that a model is told. @internal */
export function checkRequests(plan: ConditioningPlan, requests: readonly ConditionValues[]): void {
  const wrong = (expected: string, got: string): TutorialError =>
    new TutorialError({
      code: "stableAudio.conditioning.request",
      where: "StableAudioConditioner",
      expected,
      got,
      fix: 'pass e.g. [conditionValues({ prompt: "warm piano", secondsTotal: 10 })]',
    });
  if (requests.length === 0) throw wrong("at least one request", "none");
  for (const request of requests) {
    for (const { id, kind } of plan.conditions) {
      const value = request[id] as unknown;
      const fits = kind === "text" ? typeof value === "string" : Number.isFinite(value);
      if (fits) continue;
      const wanted = kind === "text" ? "a text" : "a number";
      throw wrong(
        `${wanted} for "${id}"`,
        typeof value === "number" ? String(value) : typeof value,
      );
    }
  }
}
