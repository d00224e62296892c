/** Louder and quieter: what a corpus of one loudness does not teach. */
import type { Random } from "../tensor/random";
import { tf } from "../tensor/tf";
import type { Tensor2D } from "../tensor/tf";

/**
 * One gain a sound: 1 for most, up to 20 dB less for a quarter of them, and 0 for one in twenty, so that a model
 * learns what to do with quiet music and with silence.
 *
 * @returns [B, 1], to be multiplied with waveforms [B, S]
 *
 * @internal
 */
export function gains(random: Random, count: number): Tensor2D {
  const gain = (): number => {
    const kind = random.uniform();
    const quieter = 10 ** -random.uniform();
    if (kind < 0.05) return 0;
    return kind < 0.3 ? quieter : 1;
  };
  return tf.tensor2d(Float32Array.from({ length: count }, gain), [count, 1]);
}
