/** What a short-time Fourier transform needs to know, checked and with its defaults. */
import { TutorialError } from "../error";
import type { Samples } from "../units";
import { periodicWindow } from "./window";
import type { WindowName } from "./window";

/** How a waveform is cut into frames. Names and meaning as in librosa and torch. */
export interface StftOptions {
  /** Samples a frame, N; it has ⌊N/2⌋ + 1 frequency bins. Default 1024. */
  readonly fftSize?: Samples;
  /** Samples from a frame to the next. Default a quarter of fftSize. */
  readonly hop?: Samples;
  /** Samples under the window, which stands in the middle of the frame. Default fftSize. */
  readonly windowLength?: Samples;
  /** Default `"hann"`. */
  readonly window?: WindowName;
  /** Let frame k be centred on sample k·hop, by padding ⌊N/2⌋ at both ends. Default true. */
  readonly center?: boolean;
  /** What the padding holds: the sound mirrored, or zeros. Default `"reflect"`. */
  readonly padMode?: "reflect" | "constant";
}

/** {@link StftOptions} with every default filled in. */
export type StftSettings = Required<StftOptions>;

/**
 * Fills in the defaults and refuses sizes that make no transform.
 *
 * @throws TutorialError `audio.stft.options`
 *
 * @example
 * console.log(stftSettings({ fftSize: 512 }).hop); // 128
 */
export function stftSettings(options: StftOptions = {}): StftSettings {
  const { fftSize = 1024, window = "hann", center = true, padMode = "reflect" } = options;
  const { hop = Math.max(1, Math.floor(fftSize / 4)), windowLength = fftSize } = options;
  const isCount = (n: number): boolean => Number.isInteger(n) && n >= 1;
  if (!isCount(fftSize) || !isCount(hop) || !isCount(windowLength) || windowLength > fftSize) {
    throw new TutorialError({
      code: "audio.stft.options",
      where: "stftSettings",
      expected: "whole numbers >= 1 of samples, windowLength <= fftSize",
      got: `fftSize ${fftSize}, hop ${hop}, windowLength ${windowLength}`,
      fix: "pass for example {fftSize: 1024, hop: 256}",
    });
  }
  return { fftSize, hop, windowLength, window, center, padMode };
}

/** The window in the middle of its frame, zeros around it: [fftSize]. */
export function frameWindow(settings: StftSettings): Float32Array {
  const { fftSize, windowLength, window } = settings;
  const frame = new Float32Array(fftSize);
  frame.set(periodicWindow(window, windowLength), Math.floor((fftSize - windowLength) / 2));
  return frame;
}
