/** The short-time Fourier transform: the spectrum of a sound, moment by moment. */
import { TutorialError } from "../error";
import { tf } from "../tensor/tf";
import type { Tensor2D, Tensor3D } from "../tensor/tf";
import { realFourier } from "./fourier";
import { countFrames, cutFrames, padEnds } from "./frames";
import { frameWindow, stftSettings } from "./stftOptions";
import type { StftOptions } from "./stftOptions";

/**
 * A complex spectrogram as two tensors, since wasm knows no complex ones.
 * (A type, not an interface: only so does `tf.tidy` see that it holds tensors.)
 */
export type Spectrum = {
  /** [B, frames, bins] */
  readonly real: Tensor3D;
  /** [B, frames, bins] */
  readonly imag: Tensor3D;
};

function checkWaveform(waveform: Tensor2D, size: number, where: string): void {
  if (waveform.rank === 2 && countFrames(waveform.shape[1], size, 1) > 0) return;
  throw new TutorialError({
    code: "audio.stft.shape",
    where,
    expected: `waveforms [B, S] with S >= ${size}, one frame`,
    got: `[${waveform.shape.join(", ")}]`,
    fix: "add the batch axis, or take a longer clip or a smaller fftSize",
  });
}

/**
 * The short-time Fourier transform X[m, k] = Σₙ w[n]·x[m·hop + n]·e^(−2πi·nk/N), differentiable on
 * every backend. Agrees with `librosa.stft` and `torch.stft`.
 *
 * @param waveform [B, S]
 * @returns `{real, imag}`, each [B, frames, bins]; bins = ⌊N/2⌋ + 1, and with `center`
 *   frames = 1 + ⌊(S + 2⌊N/2⌋ − N)/hop⌋
 * @throws TutorialError `audio.stft.shape`, `audio.stft.options`, `audio.pad.short`
 *
 * @example
 * const { real, imag } = stft(tf.zeros([1, 4096]), { fftSize: 512, hop: 128 });
 * console.log(real.shape); // 1, 33, 257
 */
export function stft(waveform: Tensor2D, options: StftOptions = {}): Spectrum {
  const settings = stftSettings(options);
  const { fftSize, hop, center, padMode } = settings;
  checkWaveform(waveform, center ? 1 : fftSize, "stft");
  return tf.tidy(() => {
    const padded = padEnds(waveform, center ? Math.floor(fftSize / 2) : 0, padMode);
    checkWaveform(padded, fftSize, "stft");
    const frames = cutFrames(padded, fftSize, hop); //                        [B, frames, N]
    const [batch, count] = frames.shape;
    const windowed = frames.mul<Tensor3D>(tf.tensor1d(frameWindow(settings)));
    const spectra = realFourier(windowed.reshape([batch * count, fftSize])); // [B·frames, bins]
    const unfold = (part: Tensor2D): Tensor3D => part.reshape([batch, count, part.shape[1]]);
    return { real: unfold(spectra.real), imag: unfold(spectra.imag) }; //     [B, frames, bins]
  });
}
