/** Classifier-free guidance under the names and by the rules of stable-audio-tools. */
import type { GuidanceOptions } from "../../diffusion/guidance";
import { TutorialError } from "../../error";
import type { StableAudioObjective } from "./plan";

/** How strongly to guide, and when. */
export interface StableAudioGuidance {
  /** `cfg_scale`: 1 is the network as it is. */
  readonly scale: number;
  /** `scale_phi`, 0 to 1: how far each frame's answer is brought back to the spread of the conditional one. */
  readonly rescale?: number;
  /** `cfg_interval`: at noise levels from the first to the second, ends included; 0 to 1 unless given. */
  readonly interval?: readonly [number, number];
}

/** At which time there is so much noise: σ = sin(πt/2) of a v-network, σ = t on a straight way. */
function timeOf(sigma: number, objective: StableAudioObjective): number {
  return objective === "v" ? (2 / Math.PI) * Math.asin(sigma) : sigma;
}

/**
 * The same as options of {@link guide}. The spread is that of a frame's channels; whether it is counted with n or n − 1
 * makes no difference, since only a ratio is taken.
 *
 * @throws TutorialError `stableAudio.dit.guidance`
 *
 * Source: Stability-AI/stable-audio-tools, `models/dit.py`; Lin et al. 2024, eqs. 15 and 16, for the rescaling.
 *
 * @example
 * const options = stableAudioGuidance({ scale: 7, rescale: 0.7, interval: [0, 0.4] }, "v");
 * console.log(options.interval); // from t = 0.26 down to 0
 */
export function stableAudioGuidance(
  { scale, rescale = 0, interval = [0, 1] }: StableAudioGuidance,
  objective: StableAudioObjective,
): GuidanceOptions {
  const [low, high] = interval;
  if (!(low >= 0 && low <= high && high <= 1)) {
    throw new TutorialError({
      code: "stableAudio.dit.guidance",
      where: "stableAudioGuidance",
      expected: "an interval of noise levels that rises, within 0 to 1",
      got: `${low} to ${high}`,
      fix: "pass e.g. {interval: [0, 0.4]}, or leave it out to guide at all levels",
    });
  }
  return {
    strength: scale,
    rescale,
    rescaleAxes: [2],
    interval: { from: timeOf(high, objective), to: timeOf(low, objective) },
  };
}
