/** The network of diffusion and of its student: a small MLP between EDM's coefficients. */
import { fourierFeatures } from "../../nn/fourierFeatures";
import { mlp } from "../../nn/mlp";
import type { Parameters } from "../../nn/parameters";
import { edmPreconditioning } from "../../diffusion/schedules/edmPreconditioning";
import { tf } from "../../tensor/tf";
import type { Tensor2D } from "../../tensor/tf";

/** Standard deviation of the data, and the noise levels between which both networks work. */
export const noiseRange = { sigmaData: 1, sigmaMin: 0.02, sigmaMax: 10 } as const;

/** How much of x_t is let through, and how large the network's own word is. */
export interface Mix {
  readonly skip: number;
  readonly out: number;
}

/** A column of numbers, one for each point: [B, 1]. @internal */
export function column(numbers: readonly number[]): Tensor2D {
  return tf.tensor2d([...numbers], [numbers.length, 1]);
}

/**
 * F(c_in·x; c_noise): the network itself, which sees numbers of unit size at every noise level. [B, 2]
 *
 * Source: Karras et al. 2022, §5.
 *
 * @internal
 */
export function rawNetwork(
  parameters: Parameters,
  xt: Tensor2D,
  sigmas: readonly number[],
): Tensor2D {
  return tf.tidy(() => {
    const each = sigmas.map((sigma) => edmPreconditioning(sigma, noiseRange));
    const scaled = xt.mul<Tensor2D>(column(each.map((one) => one.in)));
    const waves = { count: 4, lowest: 0.15, highest: 1.2 };
    const level = fourierFeatures(
      each.map((one) => one.noise),
      waves,
    ); // [B, 8]
    return mlp(parameters, "network", tf.concat([scaled, level], 1), { sizes: [64, 64, 64, 2] });
  });
}

/**
 * skip·x + out·F: a guess of clean data.
 *
 * @param sigmas one noise level for each point, B numbers
 * @returns [B, 2]
 * @internal
 */
export function mixed(
  parameters: Parameters,
  xt: Tensor2D,
  sigmas: readonly number[],
  mix: (sigma: number) => Mix,
): Tensor2D {
  return tf.tidy(() => {
    const each = sigmas.map(mix);
    const through = xt.mul(column(each.map((one) => one.skip)));
    const own = rawNetwork(parameters, xt, sigmas).mul(column(each.map((one) => one.out)));
    return through.add<Tensor2D>(own);
  });
}
