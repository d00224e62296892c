/** The scale of a latent, as it is on real music. */
import type { ClipPool } from "../corpus/clipPool";
import type { Parameters } from "../nn/parameters";
import { measureChannels } from "../representation/channelStatistics";
import { tf } from "../tensor/tf";
import type { Tensor, Tensor2D } from "../tensor/tf";

/** Clips that are encoded for it. */
const measuredClips = 200;

/** What a function makes of the first 200 clips of a pool, one after the other. */
export function* eachOf<T extends Tensor>(
  pool: ClipPool,
  make: (waveform: Tensor2D) => T,
): Iterable<T> {
  for (let index = 0; index < Math.min(measuredClips, pool.count); index++) {
    const made = tf.tidy(() => make(pool.waveformAt(index)));
    yield made;
    made.dispose();
  }
}

/**
 * Puts mean and deviation of each channel among the weights, so that diffusion finds a latent of mean 0 and variance 1.
 *
 * @param encode waveforms [1, S] → latents [..., C], not yet normalised
 *
 * @internal
 */
export function measureLatent(
  parameters: Parameters,
  pool: ClipPool,
  encode: (waveform: Tensor2D) => Tensor,
): void {
  measureChannels(parameters, eachOf(pool, encode));
}
