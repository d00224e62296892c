/** A small network for points in the plane: from (x_t, noise level, class) to a prediction. */
import { TutorialError } from "../error";
import { dense } from "../nn/dense";
import { embedding } from "../nn/embedding";
import { fourierFeatures } from "../nn/fourierFeatures";
import { silu } from "../nn/activations";
import { zeros } from "../nn/initializers";
import type { Parameters } from "../nn/parameters";
import { tf } from "../tensor/tf";
import type { Tensor2D } from "../tensor/tf";

/** How large the network is. */
export interface ScoreMlpSize {
  /** Width of the hidden layers; 128 unless given. */
  readonly width?: number;
  /** How many residual layers; 3 unless given. */
  readonly depth?: number;
  /** How many classes can be asked for; 0 (none) unless given. */
  readonly classes?: number;
}

/** What the network is told beside x_t. */
export interface ScoreMlpInput {
  /** How noisy each point is, B numbers of about −3 to 3, e.g. ¼·ln(σ/α). */
  readonly noise: readonly number[];
  /** The class of each point; null, or none at all, where none is asked for. */
  readonly labels?: readonly (number | null)[];
}

function checkLabels(labels: ScoreMlpInput["labels"], classes: number): void {
  const known = (label: number | null): boolean =>
    label === null || (Number.isInteger(label) && label >= 0 && label < classes);
  const wrong = labels?.find((label) => !known(label));
  if (wrong === undefined) return;
  throw new TutorialError({
    code: "network.label",
    where: "scoreMlp",
    expected: `classes from 0 to ${classes - 1}, or null for none`,
    got: String(wrong),
    fix: "ask for a class that was there in the training",
  });
}

/**
 * x_t and Fourier features of the noise level, through residual layers: h ← h + W·silu(h).
 *
 * A class is a learned vector added to the first layer. "No class" has one of its own, so that one
 * network learns both what guidance needs: with the class and without.
 *
 * @param xt [B, D], of about unit size
 * @returns [B, D]; zeros before training
 * @throws TutorialError `network.label`
 *
 * Source: He et al. 2016 for the residuals; Ho & Salimans 2022 for the null class.
 *
 * @example
 * const parameters = new Parameters(7);
 * const y = scoreMlp(parameters, "net", tf.ones([2, 2]), { noise: [-1, 0.5] }); // [2, 2]
 */
export function scoreMlp(
  parameters: Parameters,
  name: string,
  xt: Tensor2D,
  { noise, labels }: ScoreMlpInput,
  { width = 128, depth = 3, classes = 0 }: ScoreMlpSize = {},
): Tensor2D {
  return tf.tidy(() => {
    const waves = fourierFeatures(noise, { count: 8, lowest: 1 / 8, highest: 2 }); // [B, 16]
    let hidden = dense(parameters, `${name}.in`, tf.concat([xt, waves], 1), width); // [B, width]
    if (classes > 0) {
      checkLabels(labels, classes);
      // The row after the last class is that of no class.
      const ids = noise.map((_, item) => labels?.[item] ?? classes);
      const options = { count: classes + 1, size: width };
      hidden = hidden.add(embedding(parameters, `${name}.label`, ids, options));
    }
    for (let layer = 0; layer < depth; layer++) {
      hidden = hidden.add(dense(parameters, `${name}.layers.${layer}`, silu(hidden), width));
    }
    const silent = { initializer: zeros };
    return dense(parameters, `${name}.out`, silu(hidden), xt.shape[1], silent); // [B, D]
  });
}
