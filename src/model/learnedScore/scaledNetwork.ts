/** The network between its scales: whatever the process and the target, it sees and says unit-sized numbers. */
import type { TimedNetwork } from "../../diffusion/denoisingLoss";
import { levelAt } from "../../diffusion/samplers/level";
import { scaleByTime } from "../../diffusion/time";
import type { Time } from "../../diffusion/time";
import { targetRows } from "../../diffusion/trainingTarget";
import type { TargetOptions } from "../../diffusion/trainingTarget";
import type { Parameters } from "../../nn/parameters";
import { scoreMlp } from "../../network/scoreMlp";
import type { ScoreMlpSize } from "../../network/scoreMlp";
import { tf } from "../../tensor/tf";
import type { Tensor, Tensor2D } from "../../tensor/tf";

/** What is learned by a network of which size. */
export interface ScaledNetworkOptions extends TargetOptions, ScoreMlpSize {
  readonly parameters: Parameters;
}

/** Classes of all items: one each, one for all, or none. */
export type Labels = readonly (number | null)[] | number | null;

/** ¼·ln(σ/α), EDM's clock, kept within what a float can tell apart. */
function clock(options: TargetOptions, t: number): number {
  const { alpha, sigma } = levelAt(options.process, t);
  return Math.max(-3, Math.min(3, 0.25 * Math.log(sigma / alpha)));
}

/**
 * s(t)·F(x_t/√(α²·σd² + σ²), ¼·ln(σ/α), class), with s the size of the target.
 *
 * Source: Karras et al. 2022, §5, for the scales of input and output.
 * @internal
 */
export function scaledNetwork(options: ScaledNetworkOptions, labels: Labels = null): TimedNetwork {
  const { parameters, process, sigmaData = 1 } = options;
  const inputScale = (t: number): number => {
    const { alpha, sigma } = process.marginal(t);
    return 1 / Math.hypot(alpha * sigmaData, sigma);
  };
  const outputScale = (t: number): number => {
    const { c, d } = targetRows(options, t);
    return Math.hypot(c * sigmaData, d);
  };
  return (xt: Tensor, t: Time) =>
    tf.tidy(() => {
      const items = Array.from({ length: xt.shape[0] }, (_, item) => item);
      const noise = items.map((item) => clock(options, typeof t === "number" ? t : t[item]));
      const classes = Array.isArray(labels) ? labels : items.map(() => labels as number | null);
      const input = scaleByTime(xt, t, inputScale) as Tensor2D;
      const said = scoreMlp(parameters, "score", input, { noise, labels: classes }, options);
      return scaleByTime(said, t, outputScale);
    });
}
