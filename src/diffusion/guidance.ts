/** Classifier-free guidance: further along the way from what any sound is to what this text asks for. */
import { TutorialError } from "../error";
import { tf } from "../tensor/tf";
import type { Tensor } from "../tensor/tf";
import type { DiffusionTime } from "../units";

/** How strongly to guide, and when. */
export interface GuidanceOptions {
  /** w: 1 is the conditional model itself, 0 the unconditional one, more than 1 exaggerates. */
  readonly strength: number;
  /** Guide only at these times; elsewhere the conditional model speaks alone. All times unless given. */
  readonly interval?: { readonly from: DiffusionTime; readonly to: DiffusionTime };
  /** φ, 0 to 1: how far to scale the guided answer back to the spread of the conditional one. */
  readonly rescale?: number;
  /** Spread over these axes, such as [-1] for channels; over all but the batch unless given. */
  readonly rescaleAxes?: readonly number[];
}

/** A time, or a noise level that has one. */
export type Where = DiffusionTime | { readonly t: DiffusionTime };

/** Which conditions the rows of a call have. */
export type Conditioned = "pair" | "conditional";

/**
 * A model that knows both answers. For `pair` it gets every x_t twice, [2B, …], and must answer the
 * first B rows with the condition and the last B without; for `conditional`, [B, …], all with it.
 */
export type GuidedModel<Place extends Where> = (
  xt: Tensor,
  where: Place,
  rows: Conditioned,
) => Tensor;

function checkOptions({ strength, rescale = 0, interval }: GuidanceOptions): void {
  const ordered = !interval || interval.from >= interval.to;
  if (Number.isFinite(strength) && rescale >= 0 && rescale <= 1 && ordered) return;
  const span = interval ? `${interval.from} to ${interval.to}` : "all";
  throw new TutorialError({
    code: "guidance.options",
    where: "guide",
    expected: "a finite strength, a rescale in [0, 1] and an interval that falls in t",
    got: `strength ${strength}, rescale ${rescale}, interval ${span}`,
    fix: "pass e.g. {strength: 7, rescale: 0.7, interval: {from: 0.9, to: 0.1}}",
  });
}

/** Standard deviation over axes, which stay as axes of size 1. */
function spread(x: Tensor, axes: readonly number[]): Tensor {
  return tf.moments(x, [...axes], true).variance.sqrt();
}

/**
 * Combines a conditional and an unconditional answer.
 *
 * guided = u + w·(c − u); with φ > 0 it is then mixed with itself at the spread of c,
 * φ·guided·std(c)/std(guided) + (1 − φ)·guided.
 *
 * @param conditional [B, …]
 * @param unconditional [B, …]
 *
 * Source: Ho & Salimans 2022, eq. 6 (their w is ours less 1); Lin et al. 2024, eqs. 15 and 16.
 *
 * @example
 * const guided = combineGuidance(tf.ones([1, 8]), tf.zeros([1, 8]), { strength: 7 });
 */
export function combineGuidance(
  conditional: Tensor,
  unconditional: Tensor,
  { strength, rescale = 0, rescaleAxes }: GuidanceOptions,
): Tensor {
  return tf.tidy(() => {
    const guided = unconditional.add(conditional.sub(unconditional).mul(strength));
    if (rescale === 0) return guided;
    const axes = rescaleAxes ?? guided.shape.slice(1).map((_, i) => i + 1);
    // Silence has no spread to scale; the floor keeps it silence.
    const matched = guided.mul(spread(conditional, axes).div(spread(guided, axes).maximum(1e-8)));
    return matched.mul(rescale).add(guided.mul(1 - rescale));
  });
}

/**
 * Guides a model: one call with every x_t twice gives both answers, which are then combined.
 *
 * It works on networks and on denoisers alike. Without rescaling it makes no difference which kind
 * of prediction is combined, as each is a sum of x_t and any other; with it, it does.
 *
 * @param model answers with and without the condition
 * @returns the guided model, which is called like one that knows no guidance
 * @throws TutorialError `guidance.options`; `guidance.shape` when the model does not answer both halves
 *
 * Source: Ho & Salimans 2022; the interval, Kynkäänniemi et al. 2024.
 *
 * @example
 * const [asked, any] = [{ means: [[1, 0]], std: 0.2 }, { means: [[-1, 0], [1, 0]], std: 0.2 }];
 * const [withText, without] = [mixtureDenoiser(asked), mixtureDenoiser(any)];
 * const denoise: Denoiser = guide(
 *   (xt, level: NoiseLevel, rows) => {
 *     if (rows === "conditional") return withText(xt, level);
 *     const [first, second] = tf.split(xt, 2);
 *     return tf.concat([withText(first, level), without(second, level)]);
 *   },
 *   { strength: 3, interval: { from: 0.9, to: 0.1 } },
 * );
 */
export function guide<Place extends Where>(
  model: GuidedModel<Place>,
  options: GuidanceOptions,
): (xt: Tensor, where: Place) => Tensor {
  checkOptions(options);
  const { strength, interval = { from: 1, to: 0 } } = options;
  return (xt, where) => {
    const t = typeof where === "number" ? where : where.t;
    if (strength === 1 || t > interval.from || t < interval.to) {
      return model(xt, where, "conditional");
    }
    return tf.tidy(() => {
      const both = model(tf.concat([xt, xt]), where, "pair"); // [2B, …]
      if (both.shape[0] !== 2 * xt.shape[0]) {
        throw new TutorialError({
          code: "guidance.shape",
          where: "guide",
          expected: `${2 * xt.shape[0]} answers, the second half of them unconditional`,
          got: `[${both.shape.join(", ")}] at t = ${t}`,
          fix: "answer every row of the batch you are given",
        });
      }
      const [conditional, unconditional] = tf.split(both, 2);
      return combineGuidance(conditional, unconditional, options);
    });
  };
}
