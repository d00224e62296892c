/** The mel scale: pitch as heard, in two common definitions. */
import type { Hertz } from "../units";

/** A position on the mel scale. */
export type Mels = number;

/**
 * `"slaney"`: linear to 1 kHz, logarithmic above (Slaney 1998, Auditory Toolbox; librosa's default).
 * `"htk"`: 2595·log₁₀(1 + f/700) (O'Shaughnessy 1987; HTK, torchaudio's default).
 */
export type MelScale = "slaney" | "htk";

/** Slaney: 200/3 Hz a mel up to 1000 Hz, which is 15 mel; above, 27 mel make a factor of 6.4. */
const hertzPerMel = 200 / 3;
const bendHertz = 1000;
const bendMels = bendHertz / hertzPerMel;
const logStep = Math.log(6.4) / 27;

/**
 * Hertz to mels.
 *
 * @example
 * console.log(hzToMel(1000, "slaney")); // 15
 */
export function hzToMel(frequency: Hertz, scale: MelScale = "slaney"): Mels {
  if (scale === "htk") return 2595 * Math.log10(1 + frequency / 700);
  if (frequency < bendHertz) return frequency / hertzPerMel;
  return bendMels + Math.log(frequency / bendHertz) / logStep;
}

/**
 * Mels to hertz, the inverse of {@link hzToMel}.
 *
 * @example
 * console.log(melToHz(15, "slaney")); // 1000
 */
export function melToHz(mels: Mels, scale: MelScale = "slaney"): Hertz {
  if (scale === "htk") return 700 * (10 ** (mels / 2595) - 1);
  if (mels < bendMels) return mels * hertzPerMel;
  return bendHertz * Math.exp(logStep * (mels - bendMels));
}
