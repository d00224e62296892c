/** How far a piece of music is, and how long it will take: counted in operations, since a step is none of a second. */
import type { Seconds } from "../../units";

/** What is being computed. */
export type StableAudioStage = "network" | "decoder";

/** How far it is. */
export interface StableAudioProgress {
  readonly stage: StableAudioStage;
  /** Steps of the sampler, or samples that are decoded, */
  readonly done: number;
  /** of so many. */
  readonly total: number;
  /** Of all the work, 0 to 1. */
  readonly share: number;
  /** At the speed so far; not known before the first step. */
  readonly secondsLeft?: Seconds;
}

/** Work of the two stages, in any one measure. */
export interface Work {
  readonly network: number;
  readonly decoder: number;
}

/**
 * A function that tells a listener how far it is.
 *
 * @param now a clock in milliseconds
 * @internal
 */
export function progressTeller(
  tell: ((progress: StableAudioProgress) => void) | undefined,
  work: Work,
  now: () => number = () => performance.now(),
): (stage: StableAudioStage, done: number, total: number) => void {
  const begun = now();
  const all = work.network + work.decoder;
  return (stage, done, total) => {
    const before = stage === "decoder" ? work.network : 0;
    const share = Math.min(1, (before + (done / total) * work[stage]) / all);
    const seconds = (now() - begun) / 1000;
    const secondsLeft = share > 0 ? (seconds / share) * (1 - share) : undefined;
    tell?.({ stage, done, total, share, secondsLeft });
  };
}
