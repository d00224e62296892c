/** Halving the steps divides the error by 2^order: the observed order of every solver of the ODE. */
import { beforeAll, expect, test } from "vitest";
import { cosine } from "../../../src/diffusion/cosine";
import { rectifiedFlow } from "../../../src/diffusion/rectifiedFlow";
import { ddim } from "../../../src/diffusion/samplers/ddim";
import { dpm2 } from "../../../src/diffusion/samplers/dpm2";
import { dpmSolver2SAncestral } from "../../../src/diffusion/samplers/dpmSolver2SAncestral";
import { dpmSolver2M } from "../../../src/diffusion/samplers/dpmSolver2M";
import { dpmSolver3MSde } from "../../../src/diffusion/samplers/dpmSolver3MSde";
import { dpmSolverSde } from "../../../src/diffusion/samplers/dpmSolverSde";
import { euler } from "../../../src/diffusion/samplers/euler";
import { heun } from "../../../src/diffusion/samplers/heun";
import { linearMultistep } from "../../../src/diffusion/samplers/linearMultistep";
import { rungeKutta4 } from "../../../src/diffusion/samplers/rungeKutta4";
import { rungeKutta45 } from "../../../src/diffusion/samplers/rungeKutta45";
import type { Sampler, SamplerOptions } from "../../../src/diffusion/samplers/sampler";
import { logSnrTimes } from "../../../src/diffusion/schedules/logSnrTimes";
import { uniformTimes } from "../../../src/diffusion/schedules/uniformTimes";
import { prepareBackend } from "../../../src/tensor/backend";
import { tf } from "../../../src/tensor/tf";
import type { Tensor } from "../../../src/tensor/tf";
import { exact } from "./solvers";

beforeAll(async () => void (await prepareBackend()));

const span = { from: 0.95, to: 0.05 };
const process = cosine();

/** x at the last time. */
function end(sampler: Sampler, options: SamplerOptions): Tensor {
  const start = options.process.prior([64, 2], 3);
  let last: Tensor | undefined;
  for (const { step, steps, xt } of sampler(exact, start, options)) {
    if (step === steps) last = xt.clone();
  }
  start.dispose();
  return last!;
}

function distance(a: Tensor, b: Tensor): number {
  return tf.tidy(() => Math.sqrt(a.sub(b).square().mean().dataSync()[0]));
}

let truth: Tensor;
beforeAll(() => {
  truth = end(rungeKutta4, { process, times: uniformTimes({ steps: 256, ...span }) });
});

/** log2 of how much better twice the steps are. */
function observedOrder(sampler: Sampler, steps: number, even: "time" | "logSnr"): number {
  const [coarse, fine] = [steps, 2 * steps].map((count) => {
    const range = { steps: count, ...span };
    const times = even === "time" ? uniformTimes(range) : logSnrTimes(process, range);
    return distance(end(sampler, { process, times }), truth);
  });
  return Math.log2(coarse / fine);
}

const noiseless =
  (sampler: Sampler<SamplerOptions & { eta?: number }>): Sampler =>
  (denoise, start, options) =>
    sampler(denoise, start, { ...options, eta: 0 });

test.each([
  ["euler", euler, 32, "time", 1],
  ["ddim", ddim, 32, "time", 1],
  ["heun", heun, 16, "time", 2],
  ["dpm2", dpm2, 16, "time", 2],
  ["dpmSolver2M", dpmSolver2M, 32, "logSnr", 2],
  ["dpmSolver2SAncestral without noise", noiseless(dpmSolver2SAncestral), 16, "time", 2],
  ["dpmSolverSde without noise", noiseless(dpmSolverSde), 16, "time", 2],
  ["rungeKutta4", rungeKutta4, 4, "time", 4],
] as const)("%s", (_name, sampler, steps, even, order) => {
  const observed = observedOrder(sampler, steps, even);
  expect(Math.abs(observed - order)).toBeLessThan(order === 4 ? 0.5 : 0.15);
});

test("multistep methods of higher order are held back only by their first step", () => {
  expect(observedOrder(linearMultistep, 16, "logSnr")).toBeGreaterThan(3);
  expect(observedOrder(noiseless(dpmSolver3MSde), 8, "logSnr")).toBeGreaterThan(2.7);
});

test("adaptive steps are as exact as asked for", () => {
  const error = (tolerance: number): number => {
    const settings = { rtol: tolerance, atol: tolerance };
    const sampler: Sampler = (denoise, start, options) =>
      rungeKutta45(denoise, start, { ...options, ...settings });
    return distance(end(sampler, { process, times: [span.from, span.to] }), truth);
  };
  expect(error(1e-3)).toBeLessThan(5e-3);
  expect(error(1e-6)).toBeLessThan(3e-6);
  expect(error(1e-6)).toBeLessThan(error(1e-3) / 10);
});

test("where α and σ are straight lines, Euler is DDIM; elsewhere DDIM is another method", () => {
  const times = uniformTimes({ steps: 10 });
  const apart = (along: SamplerOptions["process"]): number =>
    distance(end(euler, { process: along, times }), end(ddim, { process: along, times }));
  expect(apart(rectifiedFlow())).toBeLessThan(1e-5);
  expect(apart(cosine())).toBeGreaterThan(1e-2);
});
