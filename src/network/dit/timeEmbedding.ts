/** The noise level as a vector: waves of the time, and a small network that reads them. */
import { normal } from "../../nn/initializers";
import { mlp } from "../../nn/mlp";
import type { Parameters } from "../../nn/parameters";
import { tf } from "../../tensor/tf";
import type { Tensor2D } from "../../tensor/tf";
import type { DiffusionTime } from "../../units";

/**
 * DiT's waves of a timestep, [cos s·ω₀, cos s·ω₁, …, sin s·ω₀, …] with ω_i = 10000^(−i/half).
 *
 * @param steps B timesteps of 0 to 1000, not necessarily whole
 * @param size how many numbers; if odd, the last is 0
 * @returns [B, size]
 *
 * Source: Ho et al. 2020, as Peebles & Xie 2023 have it.
 *
 * @example
 * const waves = timestepWaves([0, 250, 1000], 256); // [3, 256]
 */
export function timestepWaves(steps: readonly number[], size: number): Tensor2D {
  const half = Math.floor(size / 2);
  const waves = new Float32Array(steps.length * size);
  steps.forEach((step, item) => {
    for (let i = 0; i < half; i++) {
      const angle = step * 10000 ** (-i / half);
      waves[item * size + i] = Math.cos(angle);
      waves[item * size + half + i] = Math.sin(angle);
    }
  });
  return tf.tensor2d(waves, [steps.length, size]);
}

/**
 * The waves that {@link timeEmbedding} reads: those of the timesteps 1000·t.
 *
 * @returns [B, 256]
 *
 * @example
 * const waves = timeWaves([0.1, 0.9]); // [2, 256]
 */
export function timeWaves(times: readonly DiffusionTime[]): Tensor2D {
  const steps = times.map((t) => 1000 * t);
  return timestepWaves(steps, 256);
}

/**
 * Diffusion times as vectors: 256 waves of 1000·t, a linear layer, SiLU, a linear layer.
 *
 * @param times B of them, 0 clean and 1 noise; or their {@link timeWaves}
 * @param width of each vector
 * @returns [B, width]
 *
 * Source: Peebles & Xie 2023, §3.2; its timesteps run to 1000.
 *
 * @example
 * const parameters = new Parameters(7);
 * const vectors = timeEmbedding(parameters, "time", [0.1, 0.9], 128); // [2, 128]
 */
export function timeEmbedding(
  parameters: Parameters,
  name: string,
  times: readonly DiffusionTime[] | Tensor2D,
  width: number,
): Tensor2D {
  return tf.tidy(() => {
    const waves = times instanceof tf.Tensor ? times : timeWaves(times); // [B, 256]
    const initializer = normal(0.02);
    return mlp(parameters, name, waves, {
      sizes: [width, width],
      initializer,
      lastInitializer: initializer,
    });
  });
}
