/** A cloud in place of a point: the bottleneck of latent diffusion. */
import { TutorialError } from "../../error";
import { tf } from "../../tensor/tf";
import type { Tensor3D } from "../../tensor/tf";
import type { Bottleneck } from "./bottleneck";
import { checkWidth } from "./checkBottleneck";

/** Size of the code, and how much it is pressed towards N(0, I). */
export interface KlBottleneckOptions {
  /** C, numbers a frame of the code. The encoder gives 2·C. */
  readonly channels: number;
  /** What the mean KL of a number is multiplied by; 2e-4 unless given. */
  readonly weight?: number;
  /** The log-variance where the encoder says 0, as it nearly does when training begins; −4 unless given. */
  readonly startLogVariance?: number;
}

/** q(z | x) = N(mean, e^logVariance), [B, T, C] each. */
export type Posterior = {
  readonly mean: Tensor3D;
  readonly logVariance: Tensor3D;
};

/** A {@link Bottleneck} that can also say how sure the encoder is. */
export interface KlBottleneck extends Bottleneck {
  /** h [B, T, 2·C] → mean and log-variance, [B, T, C] each. */
  posterior(h: Tensor3D): Posterior;
}

/** A standard deviation of 3·10⁻⁴ to 55: beyond, the exponential overflows before anything is learned. */
const LOG_VARIANCE_RANGE = { lowest: -16, highest: 8 };

/**
 * The KL bottleneck: h = [mean | log-variance], and the decoder gets a draw from that Gaussian.
 *
 * z = mean + e^(logVariance/2)·ε
 *
 * loss `kl` = weight · mean over all numbers of ½·(mean² + e^logVariance − logVariance − 1)
 *
 * The offset `startLogVariance` is added to the encoder's second half here, so that no encoder needs to know of it:
 * at a variance of 1 the code drowns in its own noise before it says anything, and pitch is never learned.
 *
 * @throws TutorialError `bottleneck.options`; of its methods `bottleneck.width`
 *
 * Source: Kingma & Welling 2014, eq. 10; Rombach et al. 2022, §3.1, for the small weight.
 *
 * @example
 * const bottleneck = klBottleneck({ channels: 32 });
 * const h = seededNoise<tf.Rank.R3>([2, 128, 64], 7);
 * const { z, losses } = bottleneck.train(h, new Random(7)); // [2, 128, 32]; {kl}
 */
export function klBottleneck({
  channels,
  weight = 2e-4,
  startLogVariance = -4,
}: KlBottleneckOptions): KlBottleneck {
  if (!(Number.isInteger(channels) && channels >= 1)) {
    throw new TutorialError({
      code: "bottleneck.options",
      where: "klBottleneck",
      expected: "a whole number of channels, at least 1",
      got: String(channels),
      fix: "pass e.g. {channels: 32}; the encoder must then give 64 numbers a frame",
    });
  }
  const posterior = (h: Tensor3D): Posterior => {
    checkWidth("KL", h, 2 * channels);
    return tf.tidy(() => {
      const [mean, raw] = tf.split<Tensor3D>(h, 2, 2); // [B, T, C] each
      const { lowest, highest } = LOG_VARIANCE_RANGE;
      const logVariance = raw.add(startLogVariance).clipByValue(lowest, highest) as Tensor3D;
      return { mean, logVariance };
    });
  };
  return {
    name: "KL",
    inputSize: 2 * channels,
    outputSize: channels,
    posterior,
    train: (h, random) =>
      tf.tidy(() => {
        const { mean, logVariance } = posterior(h);
        const eps = tf.tensor3d(random.normals(mean.size), mean.shape);
        const z = mean.add<Tensor3D>(logVariance.div(2).exp().mul(eps));
        const divergence = mean.square().add(logVariance.exp()).sub(logVariance).sub(1).div(2);
        return { z, losses: { kl: divergence.mean().mul<tf.Scalar>(weight) } };
      }),
    encode: (h) => tf.tidy(() => posterior(h).mean),
  };
}
