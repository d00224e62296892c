/** All noise that becomes music, in one place, so that a seed names it and a recording can replace it. */
import { seededNoiseSource } from "../../diffusion/samplers/noise";
import type { NoiseSource } from "../../diffusion/samplers/noise";
import { seededNoise } from "../../tensor/random";
import type { Tensor } from "../../tensor/tf";

/** N(0, I), each of the shape asked for. */
export interface StableAudioNoise {
  /** Where the walk begins. */
  readonly start: (shape: number[]) => Tensor;
  /** What samplers add on the way. */
  readonly step: NoiseSource;
  /** Draws latents from the clouds that the encoder sees in a recording. */
  readonly encoder: (shape: number[]) => Tensor;
}

/**
 * The noise that a seed names.
 *
 * @example
 * const start = seededStableAudioNoise(7).start([1, 1024, 64]);
 */
export function seededStableAudioNoise(seed: number): StableAudioNoise {
  return {
    start: (shape) => seededNoise(shape, seed),
    step: seededNoiseSource(seed),
    encoder: (shape) => seededNoise(shape, seed, -1),
  };
}
