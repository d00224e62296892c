/** A task for two: a sine, a companion that learns the mistakes, and weights that no gradient trains. */
import { zeros } from "../../src/nn/initializers";
import { mlp } from "../../src/nn/mlp";
import { Parameters } from "../../src/nn/parameters";
import { tf } from "../../src/tensor/tf";
import type { Tensor2D } from "../../src/tensor/tf";
import type { LossFunction } from "../../src/training/trainer";
import type { TrainOptions } from "../../src/training/train";
import { sineTask } from "./sineTask";

/** All that such a training changes. */
export interface PairTask extends Omit<TrainOptions, "steps"> {
  readonly critic: Parameters;
  readonly seen: Parameters;
}

export function pairTask(from = 10): PairTask {
  const { parameters, loss } = sineTask();
  const critic = new Parameters(8);
  const seen = new Parameters(9);
  // One follows what the main loss draws, inside of its parameters; one counts, outside of them.
  const mean = parameters.get("follows.mean", [1], zeros);
  const count = seen.get("count", [1], zeros);
  const judge = (x: Tensor2D): Tensor2D =>
    mlp(critic, "judge", x, { sizes: [8, 1], activation: "tanh" });
  tf.tidy(() => void judge(tf.zeros([1, 1])));
  const following: LossFunction = (step, random) => {
    mean.assign(mean.mul(0.9).add(random.normal()));
    count.assign(count.add(1));
    return loss(step, random);
  };
  return {
    parameters,
    loss: following,
    learningRate: 0.01,
    seed: 5,
    ema: 0.9,
    untrained: (name) => name.startsWith("follows."),
    companions: {
      critic: {
        parameters: critic,
        learningRate: 0.02,
        ema: 0.8,
        from,
        loss: (step, random) => {
          const x = tf.tensor2d(random.normals(16), [16, 1]);
          const target = x.mul(Math.sin(step)).add(mean);
          return { loss: judge(x).sub(target).square().mean().asScalar() };
        },
      },
    },
    stores: { seen },
    critic,
    seen,
  };
}

/** Every number that such a training has changed. */
export function stateOf({ parameters, critic, seen }: PairTask): Record<string, number[]> {
  const stores = [parameters, critic, seen].flatMap((one) => Object.entries(one.values()));
  return Object.fromEntries(stores.map(([name, value]) => [name, [...value.dataSync()]]));
}
