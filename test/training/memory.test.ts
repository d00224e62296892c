import { beforeAll, expect, test } from "vitest";
import { conv2d } from "../../src/nn/conv2d";
import { Parameters } from "../../src/nn/parameters";
import { prepareBackend } from "../../src/tensor/backend";
import { tf } from "../../src/tensor/tf";
import type { Tensor4D } from "../../src/tensor/tf";
import { train } from "../../src/training/train";
import type { LossFunction } from "../../src/training/trainer";

let native = false;
beforeAll(async () => void (native = (await prepareBackend()).name === "tensorflow"));

/** A picture [B, 16, 16, 1] through two convolutions and back, with a companion that judges it. */
function convolutions() {
  const [parameters, critic] = [new Parameters(1), new Parameters(2)];
  const network = (x: Tensor4D): Tensor4D =>
    conv2d(parameters, "b", conv2d(parameters, "a", x, 8).relu(), 1);
  const judge = (x: Tensor4D): Tensor4D => conv2d(critic, "judge", x, 1);
  tf.tidy(() => void judge(network(tf.zeros([1, 16, 16, 1]))));
  const loss: LossFunction = (_, random) => {
    const x = tf.tensor4d(random.normals(1024), [4, 16, 16, 1]);
    const y = network(x);
    return { loss: y.sub(x).square().mean().add(judge(y).square().mean().mul(0.01)).asScalar() };
  };
  const judging: LossFunction = (_, random) => {
    const x = tf.tensor4d(random.normals(1024), [4, 16, 16, 1]);
    return { loss: judge(x).sub(1).square().mean().asScalar() };
  };
  return {
    parameters,
    loss,
    companions: { critic: { parameters: critic, loss: judging, learningRate: 1e-3 } },
  };
}

// The slower engines would take minutes for as many convolutions.
test("1,000 steps (60 without native TensorFlow) of convolutions and a companion: as many tensors, and memory that does not grow", async () => {
  const steps = native ? 1000 : 60;
  const settled = steps / 5;
  const tensors = new Set<number>();
  let bytes = 0;
  const { averaged } = await train({
    ...convolutions(),
    steps,
    learningRate: 1e-3,
    ema: 0.99,
    clip: 1,
    observe({ step }) {
      tensors.add(tf.memory().numTensors);
      if (step === settled) bytes = process.memoryUsage.rss();
    },
  });
  expect(tensors.size).toBe(1);
  const grown = process.memoryUsage.rss() - bytes;
  // A batch and its activations are 0.2 MB: a leak of one of them at each step would be 150 MB.
  expect(grown).toBeLessThan(60e6);
  averaged!.dispose();
}, 60_000);
