/** The loop that all samplers share: it asks the denoiser, checks, yields, advances, and releases. */
import { TutorialError } from "../../error";
import { tf } from "../../tensor/tf";
import type { Tensor } from "../../tensor/tf";
import type { ForwardProcess } from "../process";
import { checkFalling } from "../time";
import { askDenoiser } from "./askDenoiser";
import type { Denoiser } from "./denoiser";
import { levelAt } from "./level";
import type { NoiseLevel } from "./level";
import { seededNoiseSource } from "./noise";
import type { Route, SamplerOptions, SamplerWalk } from "./sampler";

/** A noisy sample and its level. */
export interface Standing {
  readonly xt: Tensor;
  readonly level: NoiseLevel;
}

/** What a solver may know where it stands. */
export interface Ground extends Standing {
  readonly step: number;
  readonly steps: number;
  readonly process: ForwardProcess;
  /** Asks the denoiser again, at any level, within this step. */
  readonly denoise: Denoiser;
  /** Fresh noise of x_t's shape: draw 0, 1, … of this step. */
  readonly noise: (draw?: number) => Tensor;
}

/** The same once the denoiser has spoken, with where to go. */
export interface Here extends Ground {
  readonly x0: Tensor;
  readonly next: NoiseLevel;
  /** What `remember` kept at earlier steps, the latest first. */
  readonly past: readonly Memory[];
}

/** Something kept from an earlier step. */
export interface Memory {
  readonly level: NoiseLevel;
  readonly kept: Tensor;
}

/** An algorithm. `advance` and `remember` run inside `tf.tidy`; all return new tensors. */
export interface Solver {
  readonly name: string;
  /** Changes x_t before the denoiser is asked, if need be: churn, Langevin steps. Leaves no other tensor. */
  readonly stir?: (ground: Ground) => Standing | undefined;
  /** x at the next level. */
  readonly advance: (here: Here) => Tensor;
  /** Multistep methods look back this many steps … */
  readonly depth?: number;
  /** … at what this returns. */
  readonly remember?: (here: Here) => Tensor;
}

/** The levels of a route; throws unless there is a step and times fall. */
export function levelsOf(where: string, { process, times }: Route): NoiseLevel[] {
  if (times.length < 2) {
    throw new TutorialError({
      code: "sampler.steps",
      where,
      expected: "at least 1 step, which is 2 times",
      got: `${times.length} times`,
      fix: "pass e.g. {times: uniformTimes({ steps: 50 })}",
    });
  }
  checkFalling(where, times);
  return times.map((t) => levelAt(process, t));
}

function rememberedBy({ remember }: Solver, here: Here): Tensor[] {
  return remember ? [remember(here)] : [];
}

/**
 * Walks a solver down a route.
 *
 * @yields N + 1 steps; their tensors are released as the walk moves on, ends, or is left
 * @throws TutorialError `sampler.steps`, `diffusion.schedule`, `sampler.shape`, `sampler.notFinite`
 * @internal
 */
export function* walk(
  solver: Solver,
  denoise: Denoiser,
  start: Tensor,
  options: SamplerOptions,
): SamplerWalk {
  const { process, seed = 0, noise = seededNoiseSource(seed) } = options;
  const levels = levelsOf(solver.name, options);
  const steps = levels.length - 1;
  const { shape } = start;
  let xt = start.clone();
  let x0: Tensor | undefined;
  let past: Memory[] = [];
  try {
    for (let step = 0; step < steps; step++) {
      const ask: Denoiser = (x, at) => askDenoiser(denoise, x, at, { where: solver.name, step });
      let level = levels[step];
      const ground = { step, steps, process, denoise: ask };
      const draw = (index = 0): Tensor => noise(shape, step, index);
      const before: Ground = { ...ground, xt, level, noise: draw };
      const stirred = solver.stir?.(before);
      if (stirred) {
        xt.dispose();
        ({ xt, level } = stirred);
      }
      x0?.dispose();
      x0 = ask(xt, level);
      yield { step, steps, t: level.t, sigma: level.sigma, xt, x0 };
      const next = levels[step + 1];
      const here: Here = { ...ground, xt, x0, level, next, past, noise: draw };
      const [moved, ...kept] = tf.tidy(() => [solver.advance(here), ...rememberedBy(solver, here)]);
      xt.dispose();
      xt = moved;
      past = [...kept.map((one) => ({ level, kept: one })), ...past];
      for (const old of past.splice(solver.depth ?? 0)) old.kept.dispose();
    }
    const { t, sigma } = levels[steps];
    yield { step: steps, steps, t, sigma, xt, x0: sigma === 0 ? xt : x0! };
  } finally {
    tf.dispose([xt, ...past.map(({ kept }) => kept)]);
    x0?.dispose();
  }
}
