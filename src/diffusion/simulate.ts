/** The forward SDE walked step by step, as its definition says, to hold against the closed form. */
import { TutorialError } from "../error";
import { seededNoise } from "../tensor/random";
import { tf } from "../tensor/tf";
import type { Tensor } from "../tensor/tf";
import type { DiffusionTime } from "../units";
import type { ForwardProcess } from "./process";
import { checkTime } from "./time";

/** How to walk. */
export interface SimulationOptions {
  readonly steps: number;
  readonly seed: number;
  /** Where to stop; 1 unless said otherwise. */
  readonly until?: DiffusionTime;
}

/** Where the walk is. `xt` belongs to the simulation: clone it to keep it past the next step. */
export interface SimulationStep {
  readonly step: number;
  readonly t: DiffusionTime;
  readonly xt: Tensor;
}

/**
 * Walks dx = f dt + g dw from data to noise by Euler and Maruyama's method.
 *
 * x ← x + f(x, t)·Δt + g(t)·√Δt·z with z ~ N(0, I), one fresh z a step.
 *
 * @param process which way to walk
 * @param x0 the start, [B, …]; stays yours
 * @yields the start and then every step; all tensors are released when the loop ends or is left
 * @throws TutorialError `diffusion.steps`, `diffusion.time`
 *
 * Source: Kloeden & Platen 1992, §10.2.
 *
 * @example
 * const x0 = seededNoise([100, 2], 1);
 * for (const { t, xt } of simulate(variancePreserving(), x0, { steps: 50, seed: 7 })) {
 *   console.log(t, xt.shape);
 * }
 */
export function* simulate(
  process: ForwardProcess,
  x0: Tensor,
  { steps, seed, until = 1 }: SimulationOptions,
): Generator<SimulationStep, void, void> {
  if (!Number.isInteger(steps) || steps < 1) {
    throw new TutorialError({
      code: "diffusion.steps",
      where: "simulate",
      expected: "a whole number of steps, at least 1",
      got: String(steps),
      fix: "pass e.g. {steps: 100}",
    });
  }
  checkTime("simulate", until);
  const dt = until / steps;
  let xt = x0.clone();
  try {
    yield { step: 0, t: 0, xt };
    for (let step = 0; step < steps; step++) {
      const t = step * dt;
      const next = tf.tidy(() => {
        const noise = seededNoise(xt.shape, seed, step);
        const moved = xt.add(process.drift(xt, t).mul(dt));
        return moved.add(noise.mul(process.diffusion(t) * Math.sqrt(dt)));
      });
      xt.dispose();
      xt = next;
      yield { step: step + 1, t: t + dt > until ? until : t + dt, xt };
    }
  } finally {
    xt.dispose();
  }
}
