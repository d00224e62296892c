import { beforeAll, expect, test } from "vitest";
import { Parameters } from "../../../src/nn/parameters";
import { dacQuantiser } from "../../../src/representation/bottleneck/dacQuantiser";
import { prepareBackend } from "../../../src/tensor/backend";
import { Random } from "../../../src/tensor/random";
import { tf } from "../../../src/tensor/tf";
import { train } from "../../../src/training/train";
import { clusteredFrames, missed } from "./quantisers";

beforeAll(async () => void (await prepareBackend()));

const sizes = { size: 6, quantisers: 3, codebookSize: 16, codebookDim: 4 };

test("trained, it says clustered frames well, and every further quantiser says them better", async () => {
  const parameters = new Parameters(1);
  const quantiser = dacQuantiser(parameters, "rvq", sizes);
  const h = clusteredFrames(8, 50, 1);
  const before = missed(h, quantiser.encode(h));
  await train({
    parameters,
    steps: 150,
    learningRate: 0.01,
    loss: (_, random) => {
      const { z, losses } = quantiser.train(h, random);
      return { loss: tf.addN([z.sub(h).square().mean(), ...Object.values(losses)]) as tf.Scalar };
    },
  });
  const errors = [1, 2, 3].map((quantisers) => missed(h, quantiser.encode(h, { quantisers })));
  expect(errors[0]).toBeLessThan(before / 10);
  expect(errors[1]).toBeLessThan(errors[0]);
  expect(errors[2]).toBeLessThan(errors[1]);
  const unseen = clusteredFrames(8, 50, 2);
  expect(missed(unseen, quantiser.encode(unseen))).toBeLessThan(before / 10);
});

test("dropout: each item uses some first n quantisers, the rest get no gradient from it", () => {
  const parameters = new Parameters(1);
  const quantiser = dacQuantiser(parameters, "rvq", { ...sizes, dropout: 1 });
  const h = clusteredFrames(64, 4, 1);
  const { z } = quantiser.train(h, new Random(1));
  const counts = [1, 2, 3].map((quantisers) => {
    const gap = quantiser.encode(h, { quantisers }).sub(z).abs().max([1, 2]);
    return Array.from(gap.dataSync()).filter((one) => one < 1e-5).length;
  });
  expect(counts.reduce((a, b) => a + b)).toBe(64);
  expect(Math.min(...counts)).toBeGreaterThan(10);

  const single = clusteredFrames(1, 4, 1);
  // A stream that lets the item use the first quantiser only.
  const seed = [...Array(50).keys()].find((one) => {
    const random = new Random(one);
    random.uniform(); // whether to drop any
    return random.integer(3) === 0;
  })!;
  const { grads } = tf.variableGrads(
    () => quantiser.train(single, new Random(seed)).losses.codebook,
    Object.values(parameters.values()),
  );
  const slope = (name: string): number => {
    const { name: id } = parameters.values()[name];
    return grads[id].abs().sum().dataSync()[0];
  };
  expect(slope("rvq.0.codebook")).toBeGreaterThan(0);
  expect(slope("rvq.1.codebook")).toBe(0);
});

test("losses: commitment moves the projection, codebook the codes, and neither the other", () => {
  const parameters = new Parameters(1);
  const quantiser = dacQuantiser(parameters, "rvq", { ...sizes, quantisers: 1, dropout: 0 });
  const h = clusteredFrames(2, 10, 1);
  const slopes = (loss: "commitment" | "codebook"): Record<string, number> => {
    const values = parameters.values();
    const { grads } = tf.variableGrads(
      () => quantiser.train(h, new Random(1)).losses[loss],
      Object.values(values),
    );
    const total = (variable: tf.Variable): number => grads[variable.name].abs().sum().dataSync()[0];
    return Object.fromEntries(
      Object.entries(values)
        .filter(([, variable]) => variable.name in grads && grads[variable.name])
        .map(([name, variable]) => [name, total(variable)]),
    );
  };
  const commitment = slopes("commitment");
  expect(commitment["rvq.0.in.weight"]).toBeGreaterThan(0);
  expect(commitment["rvq.0.codebook"] ?? 0).toBe(0);
  const codebook = slopes("codebook");
  expect(codebook["rvq.0.codebook"]).toBeGreaterThan(0);
  expect(codebook["rvq.0.in.weight"] ?? 0).toBe(0);
});
