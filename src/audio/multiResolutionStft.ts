/** The STFT loss in several resolutions at once: no single frame is short enough for clicks and long enough for pitch. */
import { TutorialError } from "../error";
import { tf } from "../tensor/tf";
import type { Tensor2D, Tensor3D } from "../tensor/tf";
import type { Hertz } from "../units";
import { aWeighting } from "./aWeighting";
import { stftLoss } from "./stftLoss";
import type { StftLoss, StftLossOptions, StftResolution } from "./stftLoss";

/** The three resolutions of Parallel WaveGAN, which are auraloss's default. */
export const parallelWaveGanResolutions: readonly StftResolution[] = [
  { fftSize: 1024, hop: 120, windowLength: 600 },
  { fftSize: 2048, hop: 240, windowLength: 1200 },
  { fftSize: 512, hop: 50, windowLength: 240 },
];

export interface MultiResolutionStftOptions extends Omit<
  StftLossOptions,
  "fftSize" | "hop" | "windowLength"
> {
  /** Default {@link parallelWaveGanResolutions}. Windows of n and hops of n/4 need half the time. */
  readonly resolutions?: readonly StftResolution[];
  /** Weigh both sounds as the ear does, see {@link aWeighting}: their sample rate. Default off. */
  readonly aWeighting?: Hertz;
}

const parts = ["loss", "spectralConvergence", "logMagnitude", "linearMagnitude"] as const;

/**
 * The multi-resolution STFT loss of a sound x against its target y, with gradients for x on every backend.
 *
 * The mean of {@link stftLoss} over the resolutions, as of each of its parts. Agrees with
 * `auraloss.freq.MultiResolutionSTFTLoss`, with `perceptual_weighting` if `aWeighting` is given.
 *
 * @param x [B, S]; several channels go into the batch
 * @param y [B, S]
 * @throws TutorialError `audio.loss.resolutions`, and those of {@link stftLoss}
 *
 * Source: Yamamoto, Song and Kim 2020, "Parallel WaveGAN", eqs 5–7; Steinmetz and Reiss 2020, "auraloss".
 *
 * @example
 * const target = seededNoise([1, 8192], 1) as Tensor2D;
 * const { loss } = multiResolutionStft(target.mul(0.5), target, {
 *   resolutions: [{ fftSize: 2048 }, { fftSize: 1024 }, { fftSize: 512 }],
 * });
 */
export function multiResolutionStft(
  x: Tensor2D,
  y: Tensor2D,
  options: MultiResolutionStftOptions = {},
): StftLoss {
  const { resolutions = parallelWaveGanResolutions, aWeighting: rate, ...weights } = options;
  if (resolutions.length === 0) {
    throw new TutorialError({
      code: "audio.loss.resolutions",
      where: "multiResolutionStft",
      expected: "at least one resolution",
      got: "an empty list",
      fix: "pass for example {resolutions: [{fftSize: 1024}, {fftSize: 512}]}",
    });
  }
  return tf.tidy(() => {
    const [a, b] = rate === undefined ? [x, y] : [aWeighting(x, rate), aWeighting(y, rate)];
    const each = resolutions.map((resolution) => stftLoss(a, b, { ...weights, ...resolution }));
    const means = parts.map((part) => {
      const sum: tf.Scalar = tf.addN(each.map((one) => one[part]));
      return [part, sum.div<tf.Scalar>(each.length)];
    });
    return Object.fromEntries(means) as StftLoss;
  });
}

/** The loss of stereo: of the sum and of the difference of the channels. (A type, for `tf.tidy`.) */
export type SumDifferenceStft = {
  /** The mean of both. */
  readonly loss: tf.Scalar;
  readonly sum: tf.Scalar;
  readonly difference: tf.Scalar;
};

/**
 * The multi-resolution STFT loss of stereo sound: of left + right and of left − right, so that what is in the middle
 * and what is at the sides are heard apart.
 *
 * Agrees with `auraloss.freq.SumAndDifferenceSTFTLoss`.
 *
 * @param x [B, S, 2]
 * @param y [B, S, 2]
 * @throws TutorialError `audio.loss.stereo`, and those of {@link multiResolutionStft}
 *
 * Source: Steinmetz et al. 2021, "Automatic multitrack mixing with a differentiable mixing console", eqs 4, 5.
 *
 * @example
 * const stereo = seededNoise([1, 4096, 2], 1) as Tensor3D;
 * const { sum, difference } = sumDifferenceStft(stereo.mul(0.5), stereo);
 */
export function sumDifferenceStft(
  x: Tensor3D,
  y: Tensor3D,
  options: MultiResolutionStftOptions = {},
): SumDifferenceStft {
  const isStereo = (one: Tensor3D): boolean => one.rank === 3 && one.shape[2] === 2;
  if (!isStereo(x) || !isStereo(y)) {
    throw new TutorialError({
      code: "audio.loss.stereo",
      where: "sumDifferenceStft",
      expected: "stereo waveforms, [B, S, 2]",
      got: `[${x.shape.join(", ")}] and [${y.shape.join(", ")}]`,
      fix: "use multiResolutionStft for one channel",
    });
  }
  return tf.tidy(() => {
    const channel = (one: Tensor3D, index: number): Tensor2D =>
      one.slice([0, 0, index], [-1, -1, 1]).squeeze<Tensor2D>([2]);
    const [left, right] = [0, 1].map((index) => ({ x: channel(x, index), y: channel(y, index) }));
    const sum = multiResolutionStft(left.x.add(right.x), left.y.add(right.y), options).loss;
    const difference = multiResolutionStft(left.x.sub(right.x), left.y.sub(right.y), options).loss;
    return { loss: sum.add<tf.Scalar>(difference).div(2), sum, difference };
  });
}
