/** The snake as the published autoencoder has it, its exponentials taken once. */
import { tf } from "../../tensor/tf";
import type { Tensor2D } from "../../tensor/tf";
import { pointwise } from "./layer";
import type { Layer } from "./layer";
import type { WeightReader } from "./weights";

/** Keeps the division finite; the published model uses the same. */
const tiny = 1e-9;

/**
 * y = x + sin²(e^α·x)/(e^β + 10⁻⁹), per channel; the file holds the logarithms α and β.
 *
 * The same as the library's `snake` with form `"logAlphaBeta"`, for weights that no longer change.
 *
 * @param name of `NAME.alpha` and `NAME.beta`
 */
export function snakeLayer(weights: WeightReader, name: string, channels: number): Layer {
  const [speed, size] = tf.tidy(() => {
    const alpha = weights.perChannel(`${name}.alpha`, channels);
    const beta = weights.perChannel(`${name}.beta`, channels);
    return [alpha.exp(), beta.exp().add(tiny).reciprocal()];
  });
  const run = (x: Tensor2D): Tensor2D =>
    tf.tidy(() => x.mul(speed).sin().square().mul(size).add<Tensor2D>(x));
  return pointwise(channels, run, [speed, size]);
}
