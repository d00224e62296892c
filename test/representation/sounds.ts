/** Small sounds for tests of representations. */
import { tf } from "../../src/tensor/tf";
import type { Tensor2D } from "../../src/tensor/tf";

/** Partials of a tone that begins after a while, one row a fundamental: [B, S], RMS about 0.1. */
export function tones(fundamentals: readonly number[], samples: number, rate = 16000): Tensor2D {
  const sound = (f0: number): Float32Array =>
    Float32Array.from({ length: samples }, (_, n) => {
      const t = n / rate;
      const partials = [1, 2, 3, 4].map((k) => Math.sin(2 * Math.PI * k * f0 * t) / k);
      return t < 0.05 ? 0 : 0.12 * partials.reduce((sum, one) => sum + one, 0);
    });
  return tf.tidy(() => tf.stack(fundamentals.map((f0) => tf.tensor1d(sound(f0)))) as Tensor2D);
}
