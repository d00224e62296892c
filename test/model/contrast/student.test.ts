/** The student against a teacher that knows the truth. */
import { beforeAll, expect, test } from "vitest";
import { levelAt } from "../../../src/diffusion/samplers/level";
import { karrasSigmas } from "../../../src/diffusion/schedules/karras";
import { edm } from "../../../src/diffusion/edm";
import { consistencyStudent } from "../../../src/model/contrast/consistencyStudent";
import { diffusionModel } from "../../../src/model/contrast/diffusionModel";
import { noiseRange } from "../../../src/model/contrast/noiseNetwork";
import { withoutGradient } from "../../../src/tensor/withoutGradient";
import { Parameters } from "../../../src/nn/parameters";
import { prepareBackend } from "../../../src/tensor/backend";
import { Random, seededNoise } from "../../../src/tensor/random";
import { tf } from "../../../src/tensor/tf";
import type { Tensor2D } from "../../../src/tensor/tf";

beforeAll(async () => {
  await prepareBackend();
});

test("a leap from the lowest noise level stays where it is, whatever the weights", () => {
  const process = edm({ sigmaMax: noiseRange.sigmaMax });
  const level = levelAt(process, noiseRange.sigmaMin / noiseRange.sigmaMax);
  const x = seededNoise<tf.Rank.R2>([20, 2], 1);
  const landed = consistencyStudent(new Parameters(7)).leap(x, level);
  expect(landed.sub(x).abs().max().dataSync()[0]).toBeLessThan(1e-5);
});

/** How often the network is asked, counted at its first layer. */
function countCalls(body: (parameters: Parameters) => void): number {
  class Counting extends Parameters {
    calls = 0;
    override get: Parameters["get"] = (name, shape, initializer) => {
      if (name === "network.0.weight") this.calls++;
      return super.get(name, shape, initializer);
    };
  }
  const parameters = new Counting(7);
  body(parameters);
  return parameters.calls;
}

test("callsPerSample is what is called", () => {
  for (const calls of [1, 2, 3, 4]) {
    const counted = countCalls((parameters) => {
      const student = consistencyStudent(parameters, { calls });
      expect(student.callsPerSample).toBe(calls);
      student.sample(5, 1).dispose();
    });
    expect(counted).toBe(calls);
  }
  const counted = countCalls((parameters) => {
    const model = diffusionModel(parameters, { steps: 4 });
    expect(model.callsPerSample).toBe(7);
    model.sample(5, 1).dispose();
  });
  expect(counted).toBe(7);
});

/** E(√(a²·r² + c²) − c) for r = ‖ε‖, ε ~ N(0, I) on the plane, whose density is r·e^(−r²/2). */
function meanHuber(a: number, c: number): number {
  const dr = 0.001;
  return Array.from({ length: 10_000 }, (_, i) => (i + 0.5) * dr)
    .map((r) => (Math.hypot(a * r, c) - c) * r * Math.exp((-r * r) / 2) * dr)
    .reduce((sum, one) => sum + one, 0);
}

test("the loss is how far neighbours on a walk disagree", () => {
  // All data at 0: D = 0 and the teacher walks straight down to x·lo/hi. A network of zeros leaves f = skip·x.
  const parameters = new Parameters(7);
  const student = consistencyStudent(parameters);
  const teacher = { denoiseEach: (xt: Tensor2D) => tf.zerosLike(xt) };
  const x = tf.zeros<tf.Rank.R2>([8192, 2]);
  student.loss(x, new Random(1), teacher).dispose();
  for (const weight of Object.values(parameters.values())) weight.assign(tf.zerosLike(weight));
  const skip = (sigma: number): number => 1 / ((sigma - 0.02) ** 2 + 1);
  const stations = karrasSigmas({ steps: 12, sigmaMin: 0.02, sigmaMax: 10 }).slice(0, -1);
  const pairs = stations.slice(1).map((low, i) => ({ low, high: stations[i] }));
  const each = pairs.map(({ low, high }) => {
    return meanHuber(skip(high) * high - skip(low) * low, 0.03) / (high - low);
  });
  const expected = each.reduce((sum, one) => sum + one, 0) / each.length;
  const loss = student.loss(x, new Random(1), teacher).dataSync()[0];
  expect(Math.abs(loss / expected - 1)).toBeLessThan(0.03);
  parameters.dispose();
});

test("no gradient flows through a constant", () => {
  const slope = tf.grad((x) => x.mul(withoutGradient(() => x.square())).sum());
  expect(slope(tf.scalar(3)).dataSync()[0]).toBeCloseTo(9, 5);
});

test("a number of calls that was not taught is refused", () => {
  expect(() =>
    consistencyStudent(new Parameters(7), { calls: 9 }),
  ).toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: consistencyStudent: expected 1 to 4 calls, got 9; pass e.g. {calls: 2}, or walk with the teacher]`,
  );
});
