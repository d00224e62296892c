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
import { uniformTimes } from "../../../src/diffusion/schedules/uniformTimes";
import { prepareBackend } from "../../../src/tensor/backend";
import type { Tensor } from "../../../src/tensor/tf";
import { distance, end, errorAfter, noiseless, process, span, truth } from "./convergence";
import type { Spacing } from "./convergence";

beforeAll(async () => void (await prepareBackend()));

let flow: Tensor;
beforeAll(() => void (flow = truth()));

/** log2 of how much better twice the steps are. */
function observedOrder(sampler: Sampler, steps: number, even: Spacing): number {
  const [coarse, fine] = [steps, 2 * steps].map((count) => errorAfter(sampler, count, even, flow));
  return Math.log2(coarse / fine);
}

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
    return distance(end(sampler, { process, times: [span.from, span.to] }), flow);
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
