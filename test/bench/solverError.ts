/** Error against steps of every solver on a mixture whose denoiser is exact. */
import { mixtureSamples } from "../../src/diffusion/mixtureSamples";
import type { Sampler } from "../../src/diffusion/samplers/sampler";
import { dpmSolver2SAncestral } from "../../src/diffusion/samplers/dpmSolver2SAncestral";
import { dpmSolver3MSde } from "../../src/diffusion/samplers/dpmSolver3MSde";
import { dpmSolverSde } from "../../src/diffusion/samplers/dpmSolverSde";
import { pingPong } from "../../src/diffusion/samplers/pingPong";
import { slicedWasserstein } from "../../src/evaluation/slicedWasserstein";
import { seededNoise } from "../../src/tensor/random";
import { tf } from "../../src/tensor/tf";
import type { Tensor } from "../../src/tensor/tf";
import {
  errorAfter,
  noiseless,
  process,
  route,
  span,
  truth,
} from "../diffusion/samplers/convergence";
import type { Spacing } from "../diffusion/samplers/convergence";
import { deterministic, exact, mixture, stochastic } from "../diffusion/samplers/solvers";
import { medianMilliseconds, rounded } from "./bench";
import type { Bench, BenchCase, BenchRow } from "./bench";

const stepCounts = [4, 8, 16, 32, 64, 128];
const points = 10_000;
/** Directions of the sliced distance: in the plane these are plenty. */
const projections = 32;

/** The points of the mixture at a time, seen through the forward process: [points, 2]. */
function noisyData(t: number, seed: number): Tensor {
  const { alpha, sigma } = process.marginal(t);
  return tf.tidy(() => {
    const noise = seededNoise([points, 2], seed);
    return mixtureSamples(mixture, points, seed).points.mul(alpha).add(noise.mul(sigma));
  });
}

/** Where a walk of the data's own noise ends, and how often it asked the denoiser. */
function walkAll(sampler: Sampler, steps: number, even: Spacing): { end: Tensor; calls: number } {
  const start = noisyData(span.from, 1);
  let calls = 0;
  let end: Tensor | undefined;
  const options = { ...route(steps, even), seed: 2 };
  for (const one of sampler((xt, level) => (calls++, exact(xt, level)), start, options)) {
    if (one.step === one.steps) end = one.xt.clone();
  }
  start.dispose();
  return { end: end!, calls };
}

function cost(sampler: Sampler, even: Spacing): BenchRow {
  const steps = 32;
  let calls = 0;
  const milliseconds = medianMilliseconds(() => {
    const walked = walkAll(sampler, steps, even);
    calls = walked.calls;
    walked.end.dataSync();
    walked.end.dispose();
  });
  return { "calls a step": rounded(calls / steps), "ms a step": rounded(milliseconds / steps) };
}

/** log₂ of what twice the steps gain, at the last doubling whose finer error is still above the floor. */
function observedOrder(errors: readonly number[], floor: number): number | null {
  const usable = errors.map((error) => error > floor).lastIndexOf(true);
  return usable < 1 ? null : rounded(Math.log2(errors[usable - 1] / errors[usable]));
}

function row(even: Spacing, errors: readonly number[], floor: number): BenchRow {
  const columns = stepCounts.map((steps, i): [string, number] => [
    `error, ${steps} steps`,
    rounded(errors[i]),
  ]);
  return { even, ...Object.fromEntries(columns), order: observedOrder(errors, floor) };
}

/** Single precision: rounding adds up to about this. */
const roundingFloor = 3e-6;

function flowCase(name: string, sampler: Sampler, even: Spacing): BenchCase {
  const run = (): BenchRow => {
    const flow = truth();
    const errors = stepCounts.map((steps) => errorAfter(sampler, steps, even, flow));
    flow.dispose();
    return { ...row(even, errors, roundingFloor), ...cost(sampler, even) };
  };
  return { name, run };
}

function distributionCase(name: string, sampler: Sampler, even: Spacing): BenchCase {
  const run = (): BenchRow => {
    const [data, others] = [noisyData(span.to, 5), noisyData(span.to, 6)];
    const floor = slicedWasserstein(data, others, { projections });
    const errors = stepCounts.map((steps) => {
      const { end } = walkAll(sampler, steps, even);
      const error = slicedWasserstein(end, data, { projections });
      end.dispose();
      return error;
    });
    tf.dispose([data, others]);
    return { ...row(even, errors, 3 * floor), floor: rounded(floor), ...cost(sampler, even) };
  };
  return { name, run };
}

/** Solvers that count in log-SNR are given even steps of it. */
function spacing(name: string): Spacing {
  return /^(dpmSolver[23]M|linearMultistep)/.test(name) ? "logSnr" : "time";
}

const withoutNoise = { dpmSolver2SAncestral, dpmSolverSde, dpmSolver3MSde };

export const flowSolvers: Bench = {
  name: "flow",
  about:
    "root mean square distance to the exact flow of 64 points, cosine process, t = 0.95 to 0.05",
  cases: [
    ...Object.entries(deterministic).map(([name, one]) => flowCase(name, one, spacing(name))),
    ...Object.entries(withoutNoise).map(([name, one]) =>
      flowCase(`${name}, eta 0`, noiseless(one), spacing(name)),
    ),
  ],
};

export const stochasticSolvers: Bench = {
  name: "stochastic",
  about:
    "sliced Wasserstein distance of 10⁴ points to the exact distribution; floor: two exact samples. " +
    "pingPong wants a distilled network, whose one call is a sample: fed with a mean, it does not converge",
  cases: Object.entries({ ...stochastic, pingPong }).map(([name, one]) =>
    distributionCase(name, one, spacing(name)),
  ),
};
