/** The autoencoder's narrow place: a cloud for each latent frame. */
import { TutorialError } from "../../error";
import { tf } from "../../tensor/tf";
import type { Tensor3D } from "../../tensor/tf";

/** q(z | sound) = N(mean, std²), [B, T, C] each. (A type, for `tf.tidy`.) */
export type LatentCloud = {
  readonly mean: Tensor3D;
  readonly std: Tensor3D;
};

/** Keeps every cloud from shrinking to a point. */
const leastStd = 1e-4;

/**
 * Splits what the encoder says into means and standard deviations.
 *
 * std = softplus(scale) + 10⁻⁴, with [mean | scale] along the channels
 *
 * @param moments [B, T, 2·C]
 * @returns [B, T, C] each
 * @throws TutorialError `oobleck.moments`
 *
 * @example
 * const { mean, std } = latentCloud(tf.zeros([1, 10, 128])); // [1, 10, 64] each; std is ln 2 + 0.0001
 */
export function latentCloud(moments: Tensor3D): LatentCloud {
  if (moments.rank !== 3 || moments.shape[2] % 2 !== 0) {
    throw new TutorialError({
      code: "oobleck.moments",
      where: "latentCloud",
      expected: "means and scales side by side, [B, T, 2·C]",
      got: `[${moments.shape.join(", ")}]`,
      fix: "pass what the encoder gave",
    });
  }
  return tf.tidy(() => {
    const [mean, scale] = tf.split<Tensor3D>(moments, 2, 2);
    return { mean, std: tf.softplus(scale).add<Tensor3D>(leastStd) };
  });
}

/**
 * A draw from each cloud, the noise given: z = mean + std·ε.
 *
 * @param eps [B, T, C], N(0, 1)
 * @returns [B, T, C]
 *
 * @example
 * const cloud = latentCloud(tf.zeros([1, 10, 128]));
 * const z = drawLatents(cloud, seededNoise<tf.Rank.R3>([1, 10, 64], 7)); // [1, 10, 64]
 */
export function drawLatents({ mean, std }: LatentCloud, eps: Tensor3D): Tensor3D {
  return tf.tidy(() => mean.add<Tensor3D>(std.mul(eps)));
}

/**
 * How far the clouds are from N(0, I), the way this model's training counts it: twice the KL divergence.
 *
 * mean over batch and time of Σ_C (mean² + std² − ln std² − 1)
 *
 * @returns a scalar
 *
 * @example
 * const kl = cloudDivergence(latentCloud(tf.zeros([1, 10, 128])));
 */
export function cloudDivergence({ mean, std }: LatentCloud): tf.Scalar {
  return tf.tidy(() => {
    const variance = std.square();
    const each = mean.square().add(variance).sub(variance.log()).sub(1);
    return each.sum(2).mean().asScalar();
  });
}
