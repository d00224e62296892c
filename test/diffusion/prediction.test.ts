import { beforeAll, describe, expect, test } from "vitest";
import { convertPrediction, predictionNames } from "../../src/diffusion/prediction";
import type { Prediction } from "../../src/diffusion/prediction";
import { cosine } from "../../src/diffusion/cosine";
import { rectifiedFlow } from "../../src/diffusion/rectifiedFlow";
import { prepareBackend } from "../../src/tensor/backend";
import { countTensors } from "../../src/tensor/budget";
import { seededNoise } from "../../src/tensor/random";
import type { tf } from "../../src/tensor/tf";
import { fiveProcesses } from "./processes";

beforeAll(async () => void (await prepareBackend()));

describe.each(fiveProcesses)("$name", (process) => {
  const pairs = predictionNames.flatMap((from) => predictionNames.map((to) => ({ from, to })));

  test.each(pairs)("$from → $to → $from is the identity", ({ from, to }) => {
    for (const t of [0.1, 0.4, 0.7]) {
      const [output, xt] = [seededNoise([2, 5], 1), seededNoise([2, 5], 2)];
      const there = convertPrediction(output, xt, { from, to, process, t });
      const back = convertPrediction(there, xt, { from: to, to: from, process, t });
      const error = back.sub(output).abs().max().dataSync()[0];
      const size = Math.max(1, there.abs().max().dataSync()[0]);
      expect(error).toBeLessThan(2e-4 * size);
    }
  });

  test("from known x₀ and ε, each prediction is its definition", () => {
    const t = 0.35;
    const [x0, eps] = [seededNoise([2, 5], 3), seededNoise([2, 5], 4)];
    const xt = process.perturb(x0, t, eps);
    const { alpha, sigma } = process.marginal(t);
    const rate = process.marginalRate(t);
    const defined: Record<Prediction, tf.Tensor> = {
      noise: eps,
      x0,
      v: eps.mul(alpha).sub(x0.mul(sigma)),
      velocity: x0.mul(rate.alpha).add(eps.mul(rate.sigma)),
      score: eps.div(-sigma),
    };
    for (const to of predictionNames) {
      const got = convertPrediction(eps, xt, { from: "noise", to, process, t });
      const error = got.sub(defined[to]).abs().max().dataSync()[0];
      expect(error, to).toBeLessThan(1e-4 * Math.max(1, defined[to].abs().max().dataSync()[0]));
    }
  });
});

test("rectified flow's velocity is ε − x₀, and v of the cosine process turns the circle", () => {
  const [x0, eps] = [seededNoise([1, 4], 3), seededNoise([1, 4], 4)];
  const flow = rectifiedFlow();
  const velocity = convertPrediction(x0, flow.perturb(x0, 0.3, eps), {
    from: "x0",
    to: "velocity",
    process: flow,
    t: 0.3,
  });
  expect(velocity.sub(eps.sub(x0)).abs().max().dataSync()[0]).toBeLessThan(1e-5);
  const process = cosine();
  const options = { from: "v", process, t: 0.3 } as const;
  const v = seededNoise([1, 4], 5);
  const turned = convertPrediction(v, eps, { ...options, to: "velocity" });
  expect(
    turned
      .div(v)
      .sub(Math.PI / 2)
      .abs()
      .max()
      .dataSync()[0],
  ).toBeLessThan(1e-4);
});

test("it leaves one tensor, and refuses what cannot be known", async () => {
  const [output, xt] = [seededNoise([1, 3], 1), seededNoise([1, 3], 2)];
  const process = rectifiedFlow();
  const { leaked } = await countTensors(() =>
    convertPrediction(output, xt, { from: "v", to: "score", process, t: 0.5 }),
  );
  expect(leaked).toBe(1);
  const at = (t: number, from: string, to: string) => () =>
    convertPrediction(output, xt, { from: from as Prediction, to: to as Prediction, process, t });
  expect(at(1, "noise", "x0")).toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: convertPrediction: expected a time at which noise determines x0, got t = 1 of the rectified flow process; stay a little inside, e.g. between t = 0.001 and t = 0.999, or predict v]`,
  );
  expect(at(0, "x0", "score")).toThrow("expected a time at which x0 determines score");
  expect(at(0.5, "epsilon", "x0")).toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: convertPrediction: expected one of noise, x0, v, velocity, score, got "epsilon"; name what your network was trained to predict]`,
  );
});
