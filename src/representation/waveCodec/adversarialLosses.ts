/** The game between a decoder and its judges. */
import { tf } from "../../tensor/tf";
import type { Verdict } from "./stftDiscriminator";

/** What a decoder is to make small. (A type, for `tf.tidy`.) */
export type GeneratorLosses = {
  /** −mean D(y): be taken for real. */
  readonly adversarial: tf.Scalar;
  /** Mean |f(x) − f(y)| / mean |f(x)| over the judges' layers f: look to them like the very sound that went in. */
  readonly featureMatching: tf.Scalar;
};

function meanOf(scalars: readonly tf.Scalar[]): tf.Scalar {
  return tf.addN([...scalars]).div<tf.Scalar>(scalars.length);
}

/**
 * The hinge loss of the judges: mean max(0, 1 − D(x)) + mean max(0, 1 + D(y)).
 *
 * Where a judge is sure enough it learns nothing more, so that it does not run ahead of the decoder.
 *
 * @param real verdicts on sounds x
 * @param fake verdicts on decoded sounds y
 *
 * Source: Lim & Ye 2017, "Geometric GAN", eqs 25, 26; Défossez et al. 2022, §3.4.
 *
 * @example
 * const judge = new Parameters(7);
 * const [x, y] = [1, 2].map((seed) => seededNoise([1, 4096], seed) as Tensor2D);
 * const loss = discriminatorLoss(stftDiscriminator(judge, x), stftDiscriminator(judge, y)); // about 2 untrained
 */
export function discriminatorLoss(real: readonly Verdict[], fake: readonly Verdict[]): tf.Scalar {
  return tf.tidy(() =>
    meanOf(
      real.map(({ logits }, i) => {
        const doubt = tf.sub(1, logits).relu().mean();
        const belief = tf.add(1, fake[i].logits).relu().mean();
        return doubt.add<tf.Scalar>(belief);
      }),
    ),
  );
}

/**
 * The losses of the decoder before the same judges.
 *
 * @param real verdicts on sounds x
 * @param fake verdicts on decoded sounds y
 *
 * Source: Défossez et al. 2022, §3.4, eq. 2; Larsen et al. 2016 for the matching of features.
 *
 * @example
 * const judge = new Parameters(7);
 * const verdicts = stftDiscriminator(judge, seededNoise([1, 4096], 1) as Tensor2D);
 * const { featureMatching } = generatorLosses(verdicts, verdicts); // 0
 */
export function generatorLosses(
  real: readonly Verdict[],
  fake: readonly Verdict[],
): GeneratorLosses {
  return tf.tidy(() => {
    const misses = real.flatMap(({ features }, i) =>
      features.map((f, layer) => {
        const apart = f.sub(fake[i].features[layer]).abs().mean();
        return apart.div<tf.Scalar>(f.abs().mean().add(1e-6));
      }),
    );
    return {
      adversarial: meanOf(fake.map(({ logits }) => logits.mean().mul<tf.Scalar>(-1))),
      featureMatching: meanOf(misses),
    };
  });
}
