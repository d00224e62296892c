/** The samplers under test, by name, and the data they walk to. */
import { mixtureDenoiser } from "../../../src/diffusion/gaussianMixture";
import { ddim } from "../../../src/diffusion/samplers/ddim";
import { eulerAncestral } from "../../../src/diffusion/samplers/eulerAncestral";
import { ddpm } from "../../../src/diffusion/samplers/ddpm";
import { dpm2 } from "../../../src/diffusion/samplers/dpm2";
import { dpmSolver2SAncestral } from "../../../src/diffusion/samplers/dpmSolver2SAncestral";
import { dpmSolver2M } from "../../../src/diffusion/samplers/dpmSolver2M";
import { dpmSolver2MSde } from "../../../src/diffusion/samplers/dpmSolver2MSde";
import { dpmSolver3MSde } from "../../../src/diffusion/samplers/dpmSolver3MSde";
import { dpmSolverSde } from "../../../src/diffusion/samplers/dpmSolverSde";
import { euler } from "../../../src/diffusion/samplers/euler";
import { eulerMaruyama } from "../../../src/diffusion/samplers/eulerMaruyama";
import { heun } from "../../../src/diffusion/samplers/heun";
import { linearMultistep } from "../../../src/diffusion/samplers/linearMultistep";
import { pingPong } from "../../../src/diffusion/samplers/pingPong";
import { predictorCorrector } from "../../../src/diffusion/samplers/predictorCorrector";
import { rungeKutta4 } from "../../../src/diffusion/samplers/rungeKutta4";
import { rungeKutta45 } from "../../../src/diffusion/samplers/rungeKutta45";
import type { Sampler } from "../../../src/diffusion/samplers/sampler";

export const mixture = {
  means: [
    [-1, 0.5],
    [1, 0],
    [0.2, -1],
  ],
  std: [0.5, 0.6, 0.7],
  weights: [1, 2, 1],
};

export const exact = mixtureDenoiser(mixture);

/** Draw no noise, unless asked to. */
export const deterministic = {
  euler,
  heun,
  rungeKutta4,
  rungeKutta45,
  linearMultistep,
  dpm2,
  ddim,
  dpmSolver2M,
} satisfies Record<string, Sampler>;

/** Draw fresh noise at every step. */
export const stochastic = {
  eulerMaruyama,
  predictorCorrector,
  eulerAncestral,
  ddpm,
  dpmSolver2SAncestral,
  dpmSolverSde,
  dpmSolver2MSde,
  dpmSolver3MSde,
} satisfies Record<string, Sampler>;

export const all: Readonly<Record<string, Sampler>> = { ...deterministic, ...stochastic, pingPong };
