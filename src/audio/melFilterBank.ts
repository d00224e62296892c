/** Triangular filters, evenly spaced on the mel scale, that gather FFT bins into bands. */
import { TutorialError } from "../error";
import type { Hertz, Samples } from "../units";
import { hzToMel, melToHz } from "./melScale";
import type { MelScale } from "./melScale";

export interface MelFilterBankOptions {
  readonly sampleRate: Hertz;
  readonly fftSize: Samples;
  /** Number of filters. */
  readonly bands: number;
  /** Lower edge of the first filter. Default 0. */
  readonly minimum?: Hertz;
  /** Upper edge of the last. Default sampleRate / 2. */
  readonly maximum?: Hertz;
  /** Default `"slaney"`. */
  readonly scale?: MelScale;
  /** `"slaney"` (default): every filter of area 1. `"none"`: every filter of peak 1. */
  readonly norm?: "slaney" | "none";
}

export interface MelFilterBank {
  readonly bands: number;
  readonly bins: number;
  /** [bands, bins], row after row. */
  readonly weights: Float32Array;
  /** bands + 2 frequencies: the edges of filter m are m and m + 2, its peak m + 1. */
  readonly frequencies: Float32Array;
}

function checkOptions(options: Required<MelFilterBankOptions>): void {
  const { sampleRate, fftSize, bands, minimum, maximum } = options;
  const isCount = (n: number): boolean => Number.isInteger(n) && n >= 1;
  const inOrder = minimum >= 0 && minimum < maximum && maximum <= sampleRate / 2;
  if (isCount(fftSize) && isCount(bands) && sampleRate > 0 && inOrder) return;
  throw new TutorialError({
    code: "audio.mel.options",
    where: "melFilterBank",
    expected: `bands >= 1, fftSize >= 1, 0 <= minimum < maximum <= ${sampleRate / 2} Hz (Nyquist)`,
    got: `bands ${bands}, fftSize ${fftSize}, minimum ${minimum}, maximum ${maximum}`,
    fix: "leave minimum and maximum out to cover the whole spectrum",
  });
}

/**
 * A mel filter bank. Filter m rises from f_m to f_{m+1} and falls to f_{m+2}; with `norm: "slaney"` it
 * is scaled by 2 / (f_{m+2} − f_m). Agrees with `librosa.filters.mel`.
 *
 * @throws TutorialError `audio.mel.options`
 *
 * @example
 * const bank = melFilterBank({ sampleRate: 22050, fftSize: 1024, bands: 80 });
 * console.log(bank.weights.length); // 80 · 513
 */
export function melFilterBank(options: MelFilterBankOptions): MelFilterBank {
  const defaults = { minimum: 0, maximum: options.sampleRate / 2 };
  const settings = { ...defaults, scale: "slaney", norm: "slaney", ...options } as const;
  checkOptions(settings);
  const { sampleRate, fftSize, bands, minimum, maximum, scale, norm } = settings;
  const bins = Math.floor(fftSize / 2) + 1;
  const [low, high] = [hzToMel(minimum, scale), hzToMel(maximum, scale)];
  const edges = Array.from({ length: bands + 2 }, (_, i) =>
    melToHz(low + (i * (high - low)) / (bands + 1), scale),
  );
  const weights = new Float32Array(bands * bins);
  for (let m = 0; m < bands; m++) {
    const [left, peak, right] = edges.slice(m, m + 3);
    const gain = norm === "slaney" ? 2 / (right - left) : 1;
    for (let k = 0; k < bins; k++) {
      const frequency = (k * sampleRate) / fftSize;
      const rising = (frequency - left) / (peak - left);
      const falling = (right - frequency) / (right - peak);
      weights[m * bins + k] = gain * Math.max(0, Math.min(rising, falling));
    }
  }
  return { bands, bins, weights, frequencies: Float32Array.from(edges) };
}
