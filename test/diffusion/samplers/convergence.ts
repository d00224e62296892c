/** How a solver's error falls with the number of its steps, measured against the flow itself. */
import { cosine } from "../../../src/diffusion/cosine";
import { rungeKutta4 } from "../../../src/diffusion/samplers/rungeKutta4";
import type { Route, Sampler, SamplerOptions } from "../../../src/diffusion/samplers/sampler";
import { logSnrTimes } from "../../../src/diffusion/schedules/logSnrTimes";
import { uniformTimes } from "../../../src/diffusion/schedules/uniformTimes";
import { tf } from "../../../src/tensor/tf";
import type { Tensor } from "../../../src/tensor/tf";
import { exact } from "./solvers";

/** The part of the way on which every solver is compared: its slopes are finite. */
export const span = { from: 0.95, to: 0.05 };
export const process = cosine();

/** What is divided evenly: time, or the logarithm of the signal-to-noise ratio. */
export type Spacing = "time" | "logSnr";

export function route(steps: number, even: Spacing): Route {
  const range = { steps, ...span };
  return { process, times: even === "time" ? uniformTimes(range) : logSnrTimes(process, range) };
}

/** x at the last time of a walk from the same 64 points. */
export function end(sampler: Sampler, options: SamplerOptions): Tensor {
  const start = options.process.prior([64, 2], 3);
  let last: Tensor | undefined;
  for (const { step, steps, xt } of sampler(exact, start, options)) {
    if (step === steps) last = xt.clone();
  }
  start.dispose();
  return last!;
}

/** Where the flow takes those points: steps so fine that what is left is rounding. */
export function truth(): Tensor {
  return end(rungeKutta4, route(256, "time"));
}

/** Root mean square. */
export function distance(a: Tensor, b: Tensor): number {
  return tf.tidy(() => Math.sqrt(a.sub(b).square().mean().dataSync()[0]));
}

/** How far from the flow a solver ends after so many steps. */
export function errorAfter(sampler: Sampler, steps: number, even: Spacing, flow: Tensor): number {
  const arrived = end(sampler, route(steps, even));
  const error = distance(arrived, flow);
  arrived.dispose();
  return error;
}

/** A solver that would draw noise, told not to. */
export const noiseless =
  (sampler: Sampler<SamplerOptions & { eta?: number }>): Sampler =>
  (denoise, start, options) =>
    sampler(denoise, start, { ...options, eta: 0 });
