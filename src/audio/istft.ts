/** From a short-time spectrum back to sound. */
import { TutorialError } from "../error";
import { tf } from "../tensor/tf";
import type { Tensor2D, Tensor3D } from "../tensor/tf";
import type { Frames, Samples } from "../units";
import { inverseRealFourier } from "./fourier";
import { overlapAdd } from "./frames";
import type { Spectrum } from "./stft";
import { frameWindow, stftSettings } from "./stftOptions";
import type { StftOptions, StftSettings } from "./stftOptions";

/** The smallest normal float32: where the windows add up to less, there is nothing to divide by. */
const tiny = 2 ** -126;

/** 1 / Σ_m w²[n − m·hop], what every sample must be divided by; 1 where no window reaches. */
function inverseWindowSum(frames: Frames, settings: StftSettings): Float32Array {
  const { fftSize, hop } = settings;
  const window = frameWindow(settings);
  const sum = new Float64Array((frames - 1 + Math.ceil(fftSize / hop)) * hop);
  for (let m = 0; m < frames; m++) {
    for (let n = 0; n < fftSize; n++) sum[m * hop + n] += window[n] * window[n];
  }
  return Float32Array.from(sum, (weight) => (weight > tiny ? 1 / weight : 1));
}

export interface IstftOptions extends StftOptions {
  /** How long the waveform is to be, S; else it ends with the last frame. */
  readonly length?: Samples;
}

/**
 * The inverse short-time Fourier transform by weighted overlap-add (Griffin and Lim 1984, equation 6):
 * x[n] = Σ_m w[n−m·hop]·x_m[n−m·hop] / Σ_m w²[n−m·hop]. Of all waveforms, the one whose
 * spectrum lies nearest, so it inverts {@link stft} exactly wherever a window reaches.
 *
 * Differentiable on every backend. Agrees with `librosa.istft`.
 *
 * @param spectrum `{real, imag}`, each [B, frames, bins]
 * @returns [B, S]
 * @throws TutorialError `audio.istft.shape`, `audio.stft.options`
 *
 * @example
 * const options = { fftSize: 512, hop: 128 };
 * const back = istft(stft(tf.zeros([1, 4096]), options), { ...options, length: 4096 }); // [1, 4096]
 */
export function istft(spectrum: Spectrum, options: IstftOptions = {}): Tensor2D {
  const settings = stftSettings(options);
  const { fftSize, hop, center } = settings;
  const bins = Math.floor(fftSize / 2) + 1;
  const [batch, frames, given] = spectrum.real.shape;
  if (given !== bins || frames < 1 || spectrum.imag.shape.join() !== spectrum.real.shape.join()) {
    throw new TutorialError({
      code: "audio.istft.shape",
      where: "istft",
      expected: `real and imag, both [B, frames, ${bins}] for fftSize ${fftSize}`,
      got: `[${spectrum.real.shape.join(", ")}] and [${spectrum.imag.shape.join(", ")}]`,
      fix: "pass the options that the spectrum was made with",
    });
  }
  const trimmed = center ? Math.floor(fftSize / 2) : 0;
  const end = fftSize + hop * (frames - 1) - trimmed;
  const length = options.length ?? end - trimmed;
  return tf.tidy(() => {
    const unbatch = (part: Tensor3D): Tensor2D => part.reshape([batch * frames, bins]);
    const { real, imag } = spectrum;
    const cut = inverseRealFourier({ real: unbatch(real), imag: unbatch(imag) }, fftSize);
    const windowed = cut
      .mul<Tensor2D>(tf.tensor1d(frameWindow(settings)))
      .reshape<Tensor3D>([batch, frames, fftSize]); //                        [B, frames, N]
    const sum = overlapAdd(windowed, hop); //                                [B, (frames − 1 + K)·hop]
    const whole = sum.mul<Tensor2D>(tf.tensor1d(inverseWindowSum(frames, settings)));
    const present = Math.max(0, Math.min(length, whole.shape[1] - trimmed));
    const waveform = whole.slice([0, trimmed], [batch, present]);
    return waveform.pad([
      [0, 0],
      [0, length - present],
    ]); //                                                                    [B, S]
  });
}
