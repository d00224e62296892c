/** A recipe that trains in a moment: a line through points, and a companion that learns its mistakes. */
import type { Recipe } from "../../src/model/recipe";
import { dense } from "../../src/nn/dense";
import { zeros } from "../../src/nn/initializers";
import { Parameters } from "../../src/nn/parameters";
import { tf } from "../../src/tensor/tf";
import type { Tensor2D } from "../../src/tensor/tf";

export const lineRecipe: Recipe = {
  name: "line",
  groups: ["lines"],
  steps: 300,
  trainedOn: "points of y = 3·x",
  settings: { slope: 3 },
  prepare(parameters, { seed, say }) {
    say("drawing a line");
    const critic = new Parameters(seed);
    const seen = new Parameters(seed);
    const predict = (x: Tensor2D) => dense(parameters, "line", x, 1);
    const judge = (x: Tensor2D) => dense(critic, "judge", x, 1);
    const count = seen.get("count", [1], zeros);
    tf.tidy(() => void [predict(tf.zeros([1, 1])), judge(tf.zeros([1, 1]))]);
    const points = (numbers: Float32Array): Tensor2D => tf.tensor2d(numbers, [16, 1]);
    const error = (x: Tensor2D): Tensor2D => predict(x).sub(x.mul(3));
    return Promise.resolve({
      loss: (_, random) => {
        count.assign(count.add(1));
        return {
          loss: error(points(random.normals(16)))
            .square()
            .mean()
            .asScalar(),
        };
      },
      learningRate: 0.02,
      ema: 0.9,
      companions: {
        critic: {
          parameters: critic,
          learningRate: 0.01,
          from: 100,
          loss: (_, random) => {
            const x = points(random.normals(16));
            return { loss: judge(x).sub(error(x)).square().mean().asScalar() };
          },
        },
      },
      stores: { seen },
      startedFrom: "nothing",
      finish: (averaged) => void averaged.get("seen", [1], () => count.dataSync() as Float32Array),
      measure: (averaged) => ({ slope: averaged.values()["line.weight"].dataSync()[0] }),
    });
  },
};
