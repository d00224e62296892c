/** The diffusion model of the contrast: many small steps, each asking for the clean data. */
import type { Denoiser } from "../../diffusion/samplers/denoiser";
import { finalSample } from "../../diffusion/samplers/finalSample";
import { heun } from "../../diffusion/samplers/heun";
import { edmPreconditioning } from "../../diffusion/schedules/edmPreconditioning";
import { karrasSigmas } from "../../diffusion/schedules/karras";
import { sigmaRoute } from "../../diffusion/schedules/sigmaRoute";
import { checkCount, normals } from "../../generator/pointGenerator";
import type { PointGenerator } from "../../generator/pointGenerator";
import type { Parameters } from "../../nn/parameters";
import type { Random } from "../../tensor/random";
import { tf } from "../../tensor/tf";
import type { Tensor2D } from "../../tensor/tf";
import { column, mixed, noiseRange, rawNetwork } from "./noiseNetwork";

/** A diffusion model of points. */
export interface DiffusionModel extends PointGenerator {
  /** E[x_0 | x_t], for any sampler that walks `edm()`. */
  readonly denoise: Denoiser;
  /** The same for points at noise levels of their own, B numbers; [B, 2]. */
  readonly denoiseEach: (xt: Tensor2D, sigmas: readonly number[]) => Tensor2D;
  /** The mean loss of a batch [B, 2]. */
  readonly loss: (x: Tensor2D, random: Random) => tf.Scalar;
}

/** ln σ ~ N(mean, std²): noise levels at which there is something to learn. */
const training = { mean: -1.2, std: 1.4 };

/**
 * A diffusion model by EDM's recipe. 2·steps − 1 calls a sample: Heun's method down Karras's schedule.
 *
 * Training: x_t = x + σ·ε, and ‖F(c_in·x_t; c_noise) − (x − c_skip·x_t)/c_out‖² is made small, which is
 * λ(σ)·‖D(x_t; σ) − x‖² for D = c_skip·x_t + c_out·F. Each loss is of the same size at every σ.
 *
 * Source: Karras et al. 2022, eq. 8 and algorithm 1.
 *
 * @param steps of sampling; 18 unless given
 *
 * @example
 * const model = diffusionModel(new Parameters(7));
 * const x = model.sample(100, 1); // [100, 2], after 35 calls
 */
export function diffusionModel(
  parameters: Parameters,
  { steps = 18 }: { readonly steps?: number } = {},
): DiffusionModel {
  const route = sigmaRoute(karrasSigmas({ steps, ...noiseRange }));
  const mix = (sigma: number) => edmPreconditioning(sigma, noiseRange);
  const denoiseEach = (xt: Tensor2D, sigmas: readonly number[]): Tensor2D =>
    mixed(parameters, xt, sigmas, mix);
  const denoise: Denoiser = (xt, { sigma }) =>
    denoiseEach(xt as Tensor2D, new Array<number>(xt.shape[0]).fill(sigma));

  return {
    name: "diffusion",
    callsPerSample: 2 * steps - 1,
    denoise,
    denoiseEach,
    loss: (x, random) =>
      tf.tidy(() => {
        const count = x.shape[0];
        const sigmas = Array.from({ length: count }, () =>
          Math.exp(training.mean + training.std * random.normal()),
        );
        const xt = x.add<Tensor2D>(normals(random, count, 2).mul(column(sigmas)));
        const mixes = sigmas.map(mix);
        const left = x.sub(xt.mul(column(mixes.map(({ skip }) => skip))));
        const target = left.div(column(mixes.map(({ out }) => out)));
        return rawNetwork(parameters, xt, sigmas).sub(target).square().mean<tf.Scalar>();
      }),
    sample: (count, seed) => {
      checkCount("diffusionModel.sample", count);
      return tf.tidy(() => {
        const start = route.process.prior([count, 2], seed);
        return finalSample(heun(denoise, start, route)) as Tensor2D;
      });
    },
  };
}
