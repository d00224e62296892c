/** Sounds as decoders leave them: judges must not be led astray by loudness and hiss. */
import type { Random } from "../tensor/random";
import { tf } from "../tensor/tf";
import type { Tensor2D } from "../tensor/tf";

const corpusLoudness = 0.1;

/**
 * Louder or quieter by 6 dB, and white noise 20 to 60 dB below the clips' loudness.
 *
 * @param waveform corpus clips, [B, S]
 *
 * @internal
 */
export function disturbed(waveform: Tensor2D, random: Random): Tensor2D {
  const [clips, samples] = waveform.shape;
  const decibels = (low: number, high: number): Tensor2D => {
    const draws = Array.from({ length: clips }, () => low + (high - low) * random.uniform());
    return tf.tensor2d(
      Float32Array.from(draws, (db) => 10 ** (db / 20)),
      [clips, 1],
    );
  };
  // The same noise for all, which is as good: clips of a batch do not meet.
  const noise = tf.tensor2d(random.normals(samples), [1, samples]);
  const hiss = noise.mul(decibels(-60, -20)).mul(corpusLoudness);
  return waveform.add(hiss).mul<Tensor2D>(decibels(-6, 6));
}
