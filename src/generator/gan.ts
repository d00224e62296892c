/** The generative adversarial network: a forger and a critic, each as good as the other makes it. */
import { heNormal } from "../nn/initializers";
import { mlp } from "../nn/mlp";
import type { Parameters } from "../nn/parameters";
import { Random } from "../tensor/random";
import { tf } from "../tensor/tf";
import type { Tensor2D } from "../tensor/tf";
import { checkCount, normals } from "./pointGenerator";
import type { PointGenerator } from "./pointGenerator";

/** Sizes of the two networks. */
export interface GanOptions {
  /** Length of the noise z; 2 unless given. */
  readonly noiseSize?: number;
  /** Widths of the hidden layers; three of 64 unless given. */
  readonly hidden?: readonly number[];
}

/** The forger G. */
export interface GanGenerator extends PointGenerator {
  readonly noiseSize: number;
  /** z [B, Z] → x [B, 2]. */
  readonly generate: (z: Tensor2D) => Tensor2D;
}

/** What the two make small in turn, each its own. Both take a batch of real points, [B, 2]. */
export interface GanLosses {
  readonly generator: (x: Tensor2D, random: Random) => tf.Scalar;
  readonly critic: (x: Tensor2D, random: Random) => tf.Scalar;
}

/** How far R₁ moves a point, and how much it counts. */
const nudge = 0.02;
const smoothness = 0.05;

/**
 * The generator of a GAN. One call a sample: x = G(z), z ~ N(0, I).
 *
 * Source: Goodfellow et al. 2014, §3.
 *
 * @example
 * const x = ganGenerator(new Parameters(7)).sample(100, 1); // [100, 2]
 */
export function ganGenerator(
  parameters: Parameters,
  { noiseSize = 2, hidden = [64, 64, 64] }: GanOptions = {},
): GanGenerator {
  const generate = (z: Tensor2D): Tensor2D =>
    mlp(parameters, "generator", z, { sizes: [...hidden, 2], initializer: heNormal });
  return {
    name: "GAN",
    callsPerSample: 1,
    noiseSize,
    generate,
    sample: (count, seed) => {
      checkCount("gan.sample", count);
      return tf.tidy(() => generate(normals(new Random(seed, "gan"), count, noiseSize)));
    },
  };
}

/**
 * The game of a generator and a critic D, which says how real a point looks.
 *
 * With fake = G(z) and softplus(u) = ln(1 + eᵘ):
 *
 * - the critic: softplus(D(fake) − D(x)): a real point shall look more real than a fake one;
 * - the generator: softplus(D(x) − D(fake)): the reverse.
 *
 * A pair is compared, so that a generator which forgot a mode is told so at every real point of it. The
 * critic must also be smooth, or it would learn the points by heart and give no direction: R₁ + R₂ =
 * ½·γ·(‖∇D(x)‖² + ‖∇D(fake)‖²), with ‖∇D‖² from how D changes when a point moves by ν·ε:
 * E (D(x + ν·ε) − D(x))²/ν².
 *
 * Source: Jolicoeur-Martineau 2019, "The relativistic discriminator"; Huang et al. 2024, "The GAN is dead;
 * long live the GAN!", §2, for pairs with R₁ + R₂; Lin et al. 2025, "Diffusion adversarial post-training",
 * approximated R₁, for ∇D without second derivatives.
 *
 * @example
 * const generator = ganGenerator(new Parameters(7));
 * const losses = ganLosses(generator, new Parameters(8));
 * const loss = losses.critic(tf.ones([16, 2]), new Random(7));
 */
export function ganLosses(
  { generate, noiseSize }: GanGenerator,
  parameters: Parameters,
  { hidden = [64, 64, 64] }: GanOptions = {},
): GanLosses {
  const critic = (x: Tensor2D): Tensor2D =>
    mlp(parameters, "critic", x, { sizes: [...hidden, 1], initializer: heNormal }); // [B, 1]
  const forge = (x: Tensor2D, random: Random): Tensor2D =>
    generate(normals(random, x.shape[0], noiseSize));

  return {
    generator: (x, random) =>
      tf.tidy(() => {
        const [real, fake] = tf.split(critic(tf.concat([x, forge(x, random)])), 2);
        return tf.softplus(real.sub(fake)).mean<tf.Scalar>();
      }),
    critic: (x, random) =>
      tf.tidy(() => {
        const points = tf.concat([x, forge(x, random)]); // [2B, 2]
        const moved = points.add<Tensor2D>(normals(random, points.shape[0], 2).mul(nudge));
        // One call for all four, because small calls cost as much as large ones.
        const [real, fake, ...there] = tf.split(critic(tf.concat([points, moved])), 4);
        const change = tf
          .concat(there)
          .sub(tf.concat([real, fake]))
          .square();
        const slopes = change.mean().mul(2 / nudge ** 2); // ‖∇D(x)‖² + ‖∇D(fake)‖²
        return tf.softplus(fake.sub(real)).mean().add<tf.Scalar>(slopes.mul(smoothness));
      }),
  };
}
