/** How far two sounds are apart in one short-time spectrum: a loss that looks at what is heard, not at each sample. */
import { TutorialError } from "../error";
import { tf } from "../tensor/tf";
import type { Tensor, Tensor2D, Tensor3D } from "../tensor/tf";
import type { Hertz, Samples } from "../units";
import { constantMatrix, timesMatrix } from "./constantMatrix";
import type { ConstantMatrix } from "./constantMatrix";
import { melFilterBank } from "./melFilterBank";
import { stft } from "./stft";
import type { StftOptions } from "./stftOptions";

/** One way to cut a sound into frames; hop defaults to a quarter of fftSize, windowLength to all of it. */
export type StftResolution = Pick<StftOptions, "fftSize" | "hop" | "windowLength">;

/** What counts, and how much. Names and defaults as in `auraloss`. */
export interface StftLossOptions extends StftResolution {
  /** Weight of ‖|Y| − |X|‖ / ‖|Y|‖, which hears what is loud. Default 1. */
  readonly spectralConvergence?: number;
  /** Weight of mean |ln|X| − ln|Y||, which hears what is soft. Default 1. */
  readonly logMagnitude?: number;
  /** Weight of mean ||X| − |Y||. Default 0. */
  readonly linearMagnitude?: number;
  /** Compare mel bands of the magnitudes (Slaney's, of area 1) instead of bins. */
  readonly mel?: { readonly sampleRate: Hertz; readonly bands: number };
  /** Powers under this count as this, and have no gradient. Default 10⁻⁸. */
  readonly floor?: number;
}

/** A loss and its parts before their weights; a part of weight 0 is not computed and is 0. (A type, for `tf.tidy`.) */
export type StftLoss = {
  readonly loss: tf.Scalar;
  readonly spectralConvergence: tf.Scalar;
  readonly logMagnitude: tf.Scalar;
  readonly linearMagnitude: tf.Scalar;
};

/** √max(re² + im², floor), with one gradient instead of a chain of five: dx = dy·x/|X|. */
function floored(real: Tensor3D, imag: Tensor3D, floor: number): Tensor3D {
  const root = tf.customGrad<Tensor3D>((...inputs) => {
    const [re, im, save] = inputs as [Tensor3D, Tensor3D, (tensors: Tensor[]) => void];
    const value = re.square().add(im.square()).maximum<Tensor3D>(floor).sqrt();
    save([re, im, value]);
    const gradFunc = (dy: Tensor3D, saved: Tensor[]): Tensor3D[] => {
      const [x, y, size] = saved as Tensor3D[];
      const heard = size.greater(Math.sqrt(floor)).cast<Tensor3D>("float32");
      const slope = dy.div(size).mul<Tensor3D>(heard);
      return [slope.mul(x), slope.mul(y)];
    };
    return { value, gradFunc };
  });
  return root(real, imag);
}

const banks = new Map<string, ConstantMatrix>();

/** The mel filters as a matrix [bins, bands], made once. */
function melMatrix(mel: { sampleRate: Hertz; bands: number }, fftSize: Samples): ConstantMatrix {
  const key = [mel.sampleRate, mel.bands, fftSize].join();
  const known = banks.get(key);
  if (known) return known;
  const { bands, bins, weights } = melFilterBank({ ...mel, fftSize });
  const isEmpty = (band: number): boolean =>
    weights.subarray(band * bins, (band + 1) * bins).every((weight) => weight === 0);
  const empty = Array.from({ length: bands }, (_, band) => band).filter(isEmpty);
  if (empty.length > 0) {
    throw new TutorialError({
      code: "audio.loss.emptyBands",
      where: "stftLoss",
      expected: "mel bands that each hold a bin, or their logarithm has no end",
      got: `${empty.length} of ${bands} bands between the bins of fftSize ${fftSize}`,
      fix: "take fewer bands or a larger fftSize",
    });
  }
  const matrix = constantMatrix(bins, bands, (bin, band) => weights[band * bins + bin]);
  banks.set(key, matrix);
  return matrix;
}

/** [B, frames, bins], or [B, frames, bands] */
function magnitudes(waveform: Tensor2D, options: StftLossOptions): Tensor3D {
  const { real, imag } = stft(waveform, options);
  const bins = floored(real, imag, options.floor ?? 1e-8);
  if (!options.mel) return bins;
  const [batch, frames, count] = bins.shape;
  const matrix = melMatrix(options.mel, options.fftSize ?? 1024);
  const flat = timesMatrix(bins.reshape([batch * frames, count]), matrix);
  return flat.reshape([batch, frames, matrix.columns]);
}

/** √Σx², whose slope at 0 is 0. */
function norm(x: Tensor): tf.Scalar {
  return x.square().sum().maximum<tf.Scalar>(1e-30).sqrt();
}

/**
 * The STFT loss of a sound x against its target y, with gradients for x on every backend.
 *
 * w₁·‖|Y| − |X|‖/‖|Y|‖ + w₂·mean|ln|X| − ln|Y|| + w₃·mean||X| − |Y||, the norms over the whole batch. Agrees with
 * `auraloss.freq.STFTLoss` and, given `mel`, with `MelSTFTLoss`.
 *
 * @param x [B, S]; several channels go into the batch
 * @param y [B, S]
 * @throws TutorialError `audio.loss.shapes`, `audio.loss.emptyBands`, and those of {@link stft}
 *
 * Source: Arık, Jun and Diamos 2018, "Fast Spectrogram Inversion using Multi-head Convolutional Neural Networks", eqs 3, 4.
 *
 * @example
 * const [x, y] = [seededNoise([1, 4096], 1), seededNoise([1, 4096], 2)];
 * const { loss } = stftLoss(x as Tensor2D, y as Tensor2D, { fftSize: 512, linearMagnitude: 1 });
 */
export function stftLoss(x: Tensor2D, y: Tensor2D, options: StftLossOptions = {}): StftLoss {
  if (x.shape.join() !== y.shape.join()) {
    throw new TutorialError({
      code: "audio.loss.shapes",
      where: "stftLoss",
      expected: "two batches of waveforms of the same shape, [B, S]",
      got: `[${x.shape.join(", ")}] and [${y.shape.join(", ")}]`,
      fix: "crop the longer one: x.slice([0, 0], y.shape)",
    });
  }
  const { spectralConvergence = 1, logMagnitude = 1, linearMagnitude = 0 } = options;
  return tf.tidy(() => {
    const [a, b] = [magnitudes(x, options), magnitudes(y, options)];
    const apart = (weight: number, distance: () => tf.Scalar): tf.Scalar =>
      weight === 0 ? tf.scalar(0) : distance();
    const parts = {
      spectralConvergence: apart(spectralConvergence, () => norm(b.sub(a)).div(norm(b))),
      logMagnitude: apart(logMagnitude, () => a.log().sub(b.log()).abs().mean()),
      linearMagnitude: apart(linearMagnitude, () => a.sub(b).abs().mean()),
    };
    const loss = parts.spectralConvergence
      .mul(spectralConvergence)
      .add(parts.logMagnitude.mul(logMagnitude))
      .add<tf.Scalar>(parts.linearMagnitude.mul(linearMagnitude));
    return { loss, ...parts };
  });
}
