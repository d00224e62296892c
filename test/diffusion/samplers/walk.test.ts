/** What holds for every sampler: who owns the tensors, what is said of bad input, and whose noise it is. */
import { cpuUsage } from "node:process";
import { beforeAll, describe, expect, test } from "vitest";
import { edm } from "../../../src/diffusion/edm";
import { rectifiedFlow } from "../../../src/diffusion/rectifiedFlow";
import { ddim } from "../../../src/diffusion/samplers/ddim";
import { dpmSolver3MSde } from "../../../src/diffusion/samplers/dpmSolver3MSde";
import { dpmSolverMultistep } from "../../../src/diffusion/samplers/dpmSolverMultistep";
import { euler } from "../../../src/diffusion/samplers/euler";
import { eulerMaruyama } from "../../../src/diffusion/samplers/eulerMaruyama";
import { finalSample } from "../../../src/diffusion/samplers/finalSample";
import { heun } from "../../../src/diffusion/samplers/heun";
import { replayedNoise, seededNoiseSource } from "../../../src/diffusion/samplers/noise";
import type { Denoiser } from "../../../src/diffusion/samplers/denoiser";
import { uniformTimes } from "../../../src/diffusion/schedules/uniformTimes";
import { variancePreserving } from "../../../src/diffusion/variancePreserving";
import { prepareBackend } from "../../../src/tensor/backend";
import { countTensors } from "../../../src/tensor/budget";
import { seededNoise } from "../../../src/tensor/random";
import { tf } from "../../../src/tensor/tf";
import { all, exact, stochastic } from "./solvers";

beforeAll(async () => void (await prepareBackend()));

const process = variancePreserving();
const route = { process, times: uniformTimes({ steps: 12, from: 0.99, to: 0.01 }), seed: 7 };
const names = Object.keys(all);

describe.each(names)("%s", (name) => {
  const sampler = all[name];

  test("leaves no tensor when it ends, is left, or fails half-way", async () => {
    const start = process.prior([5, 2], 1);
    const { leaked } = await countTensors(() => {
      for (const { xt, x0 } of sampler(exact, start, route)) expect(xt.shape).toEqual(x0.shape);
      for (const { step } of sampler(exact, start, route)) if (step === 4) break;
      const unused = sampler(exact, start, route);
      unused.return();
      let calls = 0;
      const failing: Denoiser = (xt, level) => {
        if (++calls > 6) throw new Error("the network is gone");
        return exact(xt, level);
      };
      expect(() => [...sampler(failing, start, route)]).toThrow("the network is gone");
      finalSample(sampler(exact, start, route)).dispose();
    });
    expect(leaked).toBe(0);
  });

  test("the same seed gives the same sample bit for bit, watched or not", () => {
    const start = process.prior([5, 2], 1);
    const watched = finalSample(sampler(exact, start, route), ({ xt }) => void xt.dataSync());
    const unwatched = finalSample(sampler(exact, start, route));
    expect(watched.dataSync()).toEqual(unwatched.dataSync());
    const other = finalSample(sampler(exact, start, { ...route, seed: 8 })).dataSync();
    const drawsNoise = name in stochastic || name === "pingPong";
    expect(other.join() !== unwatched.dataSync().join()).toBe(drawsNoise);
  });

  test("visits the times in order, says how many there are, and ends with the last", () => {
    const seen = [...sampler(exact, process.prior([5, 2], 1), route)];
    expect(seen.map(({ step }) => step)).toEqual(seen.map((_, i) => i));
    expect(seen[0].t).toBe(0.99);
    const last = seen[seen.length - 1];
    expect([last.t, last.steps]).toEqual([0.01, seen.length - 1]);
    expect(last.sigma).toBeCloseTo(process.marginal(0.01).sigma, 12);
  });
});

describe("bad input", () => {
  let start: tf.Tensor;
  beforeAll(() => void (start = tf.zeros([3, 2])));
  const run = (denoise: Denoiser, times: number[]) => () => [
    ...heun(denoise, start, { process, times }),
  ];

  test("no steps, times that rise, and times outside the process", () => {
    expect(run(exact, [1])).toThrowErrorMatchingInlineSnapshot(
      `[TutorialError: heun: expected at least 1 step, which is 2 times, got 1 times; pass e.g. {times: uniformTimes({ steps: 50 })}]`,
    );
    expect(run(exact, [1, 0.2, 0.5])).toThrowErrorMatchingInlineSnapshot(
      `[TutorialError: heun: expected times that fall at every step, such as 1, 0.5, 0, got 0.2 and then 0.5 at step 2; sort the times from noise to data and drop repeats]`,
    );
    expect(run(exact, [1.5, 0.5])).toThrowErrorMatchingInlineSnapshot(
      `[TutorialError: heun: expected a time t in [0, 1], 0 clean and 1 noise, got 1.5; divide steps by their number, or seconds by the total, before you pass them]`,
    );
  });

  test("a denoiser of another shape or without numbers is named with its step and t", () => {
    const turnsBad = (worse: Denoiser): Denoiser => {
      return (xt, level) => (level.t < 0.6 ? worse(xt, level) : exact(xt, level));
    };
    const missing = turnsBad((xt) => xt.mul(Number.NaN));
    expect(run(missing, [1, 0.8, 0.5, 0])).toThrowErrorMatchingInlineSnapshot(
      `[TutorialError: heun: expected a denoiser or score that returns finite numbers, got NaN among them at step 1, t = 0.5000, sigma = 0.9597; check the network at that time and noise level; a walk of smaller steps may not run away]`,
    );
    const narrow = turnsBad((xt) => xt.slice([0, 0], [3, 1]));
    expect(run(narrow, [1, 0.8, 0.5, 0])).toThrowErrorMatchingInlineSnapshot(
      `[TutorialError: heun: expected a denoiser or score that returns the shape it is given, [3, 2], got [3, 1] at step 1, t = 0.5000, sigma = 0.9597; return one estimate for each number of x_t]`,
    );
  });

  test("coefficients that are infinite are named before they make nonsense", () => {
    const times = [1, 0.5, 0];
    expect(() => [
      ...eulerMaruyama(exact, start, { process: rectifiedFlow(), times }),
    ]).toThrowErrorMatchingInlineSnapshot(
      `[TutorialError: the reverse SDE of the rectified flow process: expected a time at which drift and diffusion are finite, got a = -Infinity and g = Infinity at t = 1; start a little later, e.g. at t = 0.999, or use ddim with {eta: 1}]`,
    );
    expect(() => [...all.rungeKutta4(exact, start, { process, times })]).toThrow(
      "a time at which α and σ change at a finite rate",
    );
  });

  test("options that make no sense, a walk used twice, a recording that is too short", () => {
    const odd = { ...route, order: 4 as 3 };
    expect(() => dpmSolverMultistep(exact, start, odd)).toThrowErrorMatchingInlineSnapshot(
      `[TutorialError: dpmSolverMultistep: expected order 1, 2 or 3 and eta of at least 0, got order 4 and eta 0; pass e.g. {order: 2, eta: 1}]`,
    );
    const walk = ddim(exact, start, route);
    finalSample(walk).dispose();
    expect(() => finalSample(walk)).toThrowErrorMatchingInlineSnapshot(
      `[TutorialError: finalSample: expected a walk that has not been walked, got one that is over; call the sampler again: a walk can be made only once]`,
    );
    const noise = replayedNoise(tf.zeros([2, 3, 2]));
    const short = eulerMaruyama(exact, start, { ...route, noise });
    expect(() => finalSample(short)).toThrowErrorMatchingInlineSnapshot(
      `[TutorialError: replayedNoise: expected recorded noise of shape [more than 2, 3, 2], got [2, 3, 2]; record as many draws as the sampler takes, with the shape of its start]`,
    );
  });
});

test("a denoiser may hand back what it was given, or what it keeps", async () => {
  const start = seededNoise([3, 2], 1);
  const kept = tf.ones([3, 2]);
  const { leaked } = await countTensors(() => {
    finalSample(euler((xt) => xt, start, route)).dispose();
    finalSample(dpmSolver3MSde(() => kept, start, route)).dispose();
  });
  expect(leaked).toBe(0);
  expect(kept.dataSync()).toEqual(new Float32Array(6).fill(1));
});

test("at the end x0 is xt when no noise is left, and the last look when some is", () => {
  const start = edm().prior([3, 2], 1);
  const last = (to: number) => {
    const steps = ddim(exact, start, { process: edm(), times: [1, 0.5, to] });
    let same = false;
    for (const { step, xt, x0 } of steps) if (step === 2) same = xt === x0;
    return same;
  };
  expect(last(0)).toBe(true);
  expect(last(0.1)).toBe(false);
});

test("churn adds noise and nothing else: the walk still ends in the data", () => {
  const along = edm({ sigmaMax: 10 });
  const start = along.prior([4000, 2], 1);
  const times = uniformTimes({ steps: 40 });
  const settings = { process: along, times, churn: 10, churnTo: 7, seed: 3 };
  const { mean, variance } = tf.moments(finalSample(heun(exact, start, settings)), 0);
  const calm = finalSample(heun(exact, start, { process: along, times }));
  const { mean: calmMean, variance: calmVariance } = tf.moments(calm, 0);
  for (const [a, b] of [
    [mean, calmMean],
    [variance, calmVariance],
  ]) {
    expect(a.sub(b).abs().max().dataSync()[0]).toBeLessThan(0.06);
    expect(a.dataSync()).not.toEqual(b.dataSync());
  }
});

test("noise depends on seed, step and draw, and never equals the start's", () => {
  const noise = seededNoiseSource(7);
  const read = (step: number, draw: number) => noise([4], step, draw).dataSync().join();
  const draws = [read(0, 0), read(1, 0), read(0, 1), seededNoise([4], 7).dataSync().join()];
  expect(new Set(draws).size).toBe(4);
  expect(read(1, 0)).toBe(draws[1]);
});

test("a sampler costs less than 5 % of a call of a small DiT, 35 ms", (context) => {
  // In plain JavaScript the network itself takes a hundred times as long.
  if (tf.getBackend() === "cpu") context.skip();
  const start = seededNoise([1, 128, 64], 1);
  const instant: Denoiser = (xt) => xt.clone();
  const times = uniformTimes({ steps: 200, from: 0.99, to: 0.01 });
  // Time of this process alone, whatever else the machine is doing.
  const perStep = [0, 1, 2].map((seed) => {
    const before = cpuUsage();
    finalSample(dpmSolver3MSde(instant, start, { process, times, seed })).dispose();
    const { user, system } = cpuUsage(before);
    return (user + system) / 1000 / 200;
  });
  expect(Math.min(...perStep)).toBeLessThan(0.05 * 35);
});
