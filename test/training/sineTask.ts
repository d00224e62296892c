/** A task that trains in a second: a sine from noisy batches of points. */
import { mlp } from "../../src/nn/mlp";
import { Parameters } from "../../src/nn/parameters";
import { tf } from "../../src/tensor/tf";
import type { LossFunction } from "../../src/training/trainer";

export function sineTask(seed = 7): { parameters: Parameters; loss: LossFunction } {
  const parameters = new Parameters(seed);
  const network = (x: tf.Tensor2D) =>
    mlp(parameters, "net", x, { sizes: [32, 32, 1], activation: "tanh" });
  const loss: LossFunction = (_, random) => {
    const x = tf.tensor2d(random.normals(64), [64, 1]).clipByValue(-1.5, 1.5);
    return {
      loss: network(x as tf.Tensor2D)
        .sub(x.mul(2).sin())
        .square()
        .mean()
        .asScalar(),
    };
  };
  tf.tidy(() => void network(tf.zeros([1, 1])));
  return { parameters, loss };
}
