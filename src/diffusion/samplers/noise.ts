/** Where a sampler's fresh noise comes from: a function of the step, so that nobody can shift it. */
import { TutorialError } from "../../error";
import { seededNoise } from "../../tensor/random";
import { tf } from "../../tensor/tf";
import type { Tensor } from "../../tensor/tf";

/**
 * The noise of one draw of one step, ε ~ N(0, I) of the shape asked for.
 *
 * Most samplers draw once a step (draw 0) or not at all; the same step and draw give the same noise
 * however often, and in whatever order, they are asked for.
 */
export type NoiseSource = (shape: number[], step: number, draw: number) => Tensor;

/**
 * Noise as a function of (seed, step, draw).
 *
 * Its step 0 differs from `seededNoise(shape, seed)`, so that a start drawn with the same seed is
 * independent of every step that follows.
 *
 * @example
 * const noise = seededNoiseSource(7);
 * const z = noise([4, 2], 0, 0);
 */
export function seededNoiseSource(seed: number): NoiseSource {
  return (shape, step, draw) => seededNoise(shape, seed, step + 1 + draw * 2 ** 32);
}

/**
 * Noise that was recorded: row i is draw i of the run, counted over all steps.
 *
 * @param recorded all draws, [N, B, …]; stays yours
 * @param drawsPerStep how many of them belong to each step
 * @throws TutorialError `sampler.replay` when a step asks for more than was recorded
 *
 * @example
 * const noise = replayedNoise(seededNoise([10, 4, 2], 1));
 * const z = noise([4, 2], 3, 0);
 */
export function replayedNoise(recorded: Tensor, drawsPerStep = 1): NoiseSource {
  return (shape, step, draw) => {
    const row = step * drawsPerStep + draw;
    const [rows, ...each] = recorded.shape;
    if (row >= rows || each.join() !== shape.join()) {
      throw new TutorialError({
        code: "sampler.replay",
        where: "replayedNoise",
        expected: `recorded noise of shape [more than ${row}, ${shape.join(", ")}]`,
        got: `[${recorded.shape.join(", ")}]`,
        fix: "record as many draws as the sampler takes, with the shape of its start",
      });
    }
    return tf.tidy(() => recorded.slice([row], [1]).reshape(shape));
  };
}
