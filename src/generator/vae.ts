/** The variational autoencoder: squeeze data into a code that looks like noise, then read noise as code. */
import { mlp } from "../nn/mlp";
import { heNormal, zeros } from "../nn/initializers";
import type { Parameters } from "../nn/parameters";
import { Random } from "../tensor/random";
import { tf } from "../tensor/tf";
import type { Tensor1D, Tensor2D } from "../tensor/tf";
import { checkCount, normals } from "./pointGenerator";
import type { PointGenerator } from "./pointGenerator";

/** Sizes of the two networks. */
export interface VaeOptions {
  /** Length of the code z; 2 unless given. */
  readonly codeSize?: number;
  /** Widths of the hidden layers of encoder and decoder; three of 64 unless given. */
  readonly hidden?: readonly number[];
}

/** q(z | x) = N(mean, e^logVariance): where the encoder puts a point, and how sure it is. [B, Z] each. */
export interface Code {
  readonly mean: Tensor2D;
  readonly logVariance: Tensor2D;
}

/** A VAE of points. The encoder is needed for training only. */
export interface Vae extends PointGenerator {
  /** x [B, 2] → q(z | x). */
  readonly encode: (x: Tensor2D) => Code;
  /** z [B, Z] → the mean of p(x | z), [B, 2]. */
  readonly decode: (z: Tensor2D) => Tensor2D;
  /** σ of p(x | z): how blurred the decoder says that its own picture is. [1] */
  readonly blur: () => Tensor1D;
  /** The mean loss of a batch [B, 2]. */
  readonly loss: (x: Tensor2D, random: Random) => tf.Scalar;
}

/**
 * A variational autoencoder. One call a sample: x = G(z) + σ·ε, z ~ N(0, I).
 *
 * Training makes −ELBO small:
 *
 * −log p(x | z) + KL(q(z | x) ‖ N(0, I)), z = mean + e^(logVariance/2)·ε
 *
 * - −log p(x | z) = ‖x − G(z)‖²/(2σ²) + D·ln σ + …: the code must tell where x was;
 * - KL = ½·Σ(mean² + e^logVariance − logVariance − 1): and yet look like noise.
 *
 * Codes of different points overlap, so G(z) is a mean of them: that is where the blur is from. σ is learned.
 *
 * Source: Kingma & Welling 2014, eq. 10; Rybkin et al. 2021, "σ-VAE", for σ.
 *
 * @example
 * const parameters = new Parameters(7);
 * const model = vae(parameters);
 * const loss = model.loss(tf.ones([16, 2]), new Random(7));
 * const x = model.sample(100, 1); // [100, 2]
 */
export function vae(
  parameters: Parameters,
  { codeSize = 2, hidden = [64, 64, 64] }: VaeOptions = {},
): Vae {
  const encode = (x: Tensor2D): Code => {
    const code = mlp(parameters, "encoder", x, {
      sizes: [...hidden, 2 * codeSize],
      initializer: heNormal,
    });
    const [mean, logVariance] = tf.split<Tensor2D>(code, 2, 1); // [B, Z] each
    return { mean, logVariance };
  };
  const decode = (z: Tensor2D): Tensor2D =>
    mlp(parameters, "decoder", z, { sizes: [...hidden, 2], initializer: heNormal });
  const logBlur = (): Tensor1D => parameters.get("decoder.logBlur", [1] as [number], zeros);

  return {
    name: "VAE",
    callsPerSample: 1,
    encode,
    decode,
    blur: () => tf.tidy(() => logBlur().exp()),
    loss: (x, random) =>
      tf.tidy(() => {
        const { mean, logVariance } = encode(x);
        const eps = normals(random, x.shape[0], codeSize);
        const z = mean.add<Tensor2D>(logVariance.div(2).exp().mul(eps));
        const misses = x.sub(decode(z)).square().sum(1); // [B]
        const variance = logBlur().mul(2).exp();
        const rebuilding = misses.div(variance.mul(2)).add(logBlur().mul(x.shape[1])); // [B]
        const surprise = mean.square().add(logVariance.exp()).sub(logVariance).sub(1);
        const kl = surprise.sum(1).div(2); // [B]
        return rebuilding.add(kl).mean<tf.Scalar>();
      }),
    sample: (count, seed) => {
      checkCount("vae.sample", count);
      return tf.tidy(() => {
        const random = new Random(seed, "vae");
        const z = normals(random, count, codeSize);
        const eps = normals(random, count, 2);
        return decode(z).add<Tensor2D>(logBlur().exp().mul(eps));
      });
    },
  };
}
