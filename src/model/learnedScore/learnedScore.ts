/** A trained network as what it stands for: a score, a denoiser, a conditional denoiser. */
import type { TimedNetwork } from "../../diffusion/denoisingLoss";
import type { GuidedModel } from "../../diffusion/guidance";
import type { ForwardProcess, Score } from "../../diffusion/process";
import { networkDenoiser } from "../../diffusion/samplers/denoiser";
import type { Denoiser } from "../../diffusion/samplers/denoiser";
import type { NoiseLevel } from "../../diffusion/samplers/level";
import { scaleByTime } from "../../diffusion/time";
import { targetRows } from "../../diffusion/trainingTarget";
import type { Parameters } from "../../nn/parameters";
import { tf } from "../../tensor/tf";
import { scaledNetwork } from "./scaledNetwork";
import type { Labels, ScaledNetworkOptions } from "./scaledNetwork";

/** What a network has learned, in every form in which it is asked for. */
export interface LearnedScore {
  readonly parameters: Parameters;
  readonly process: ForwardProcess;
  /** What it was trained to predict, as it says it. */
  readonly network: TimedNetwork;
  /** ∇ log p_t(x_t), as `process.reverse` takes it. */
  readonly score: Score;
  /** E[x_0 | x_t], as every sampler takes it. */
  readonly denoise: Denoiser;
  /** The same given a class: one for all items, or one each. Null is no class. */
  denoiseClass(labels: Labels): Denoiser;
  /** Both answers, with one class for all items and with none, as {@link guide} takes them. */
  conditional(label: number): GuidedModel<NoiseLevel>;
  /** Releases the weights. */
  dispose(): void;
}

/** c′·x_t + d′·output: the two coefficients at each time that turn a prediction into something else. */
type Mix = (t: number) => { readonly ofState: number; readonly ofOutput: number };

function mixed(network: TimedNetwork, mix: Mix): TimedNetwork {
  return (xt, t) =>
    tf.tidy(() => {
      const ofState = scaleByTime(xt, t, (one) => mix(one).ofState);
      return ofState.add(scaleByTime(network(xt, t), t, (one) => mix(one).ofOutput));
    });
}

/**
 * Reads a score and a denoiser off a network's prediction.
 *
 * From x_t = a·x_0 + b·ε and out = c·x_0 + d·ε: x_0 = (d·x_t − b·out)/det, score = −ε/b =
 * (c·x_t − a·out)/(b·det), det = a·d − b·c.
 *
 * @example
 * const parameters = new Parameters(7);
 * const learned = learnedScore({ parameters, target: "v", process: cosine() });
 * const x0 = learned.denoise(seededNoise([5, 2], 1), levelAt(cosine(), 0.4));
 */
export function learnedScore(options: ScaledNetworkOptions): LearnedScore {
  const { parameters, process } = options;
  const ofData: Mix = (t) => {
    const { a, b, c, d } = targetRows(options, t);
    const determinant = a * d - b * c;
    return { ofState: d / determinant, ofOutput: -b / determinant };
  };
  const ofScore: Mix = (t) => {
    const { a, b, c, d } = targetRows(options, t);
    const determinant = b * (a * d - b * c);
    return { ofState: c / determinant, ofOutput: -a / determinant };
  };
  const denoiseClass = (labels: Labels): Denoiser => {
    const toData = mixed(scaledNetwork(options, labels), ofData);
    return networkDenoiser(toData, { predicts: "x0", process });
  };
  const network = scaledNetwork(options);
  return {
    parameters,
    process,
    network,
    score: mixed(network, ofScore),
    denoise: denoiseClass(null),
    denoiseClass,
    conditional: (label) => (xt, level, rows) => {
      const half = xt.shape[0] / 2;
      const pair = Array.from({ length: xt.shape[0] }, (_, i) => (i < half ? label : null));
      return denoiseClass(rows === "pair" ? pair : label)(xt, level);
    },
    dispose: () => parameters.dispose(),
  };
}
