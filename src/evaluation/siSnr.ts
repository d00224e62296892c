/** How much of a waveform is right, whatever its volume: for representations that keep the phase. */
import { TutorialError } from "../error";
import type { Tensor2D } from "../tensor/tf";
import type { Decibels } from "../units";
import { checkWaveformPair } from "./waveformPair";

/** Beyond this a 32-bit sample has no digits to tell. */
const ceiling: Decibels = 140;

function centred(samples: Float32Array): Float64Array {
  const mean = samples.reduce((sum, x) => sum + x, 0) / samples.length;
  return Float64Array.from(samples, (x) => x - mean);
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}

function ratio(original: Float32Array, decoded: Float32Array, clip: number): Decibels {
  const [x, y] = [centred(original), centred(decoded)];
  const power = dot(x, x);
  if (power === 0) {
    throw new TutorialError({
      code: "evaluation.silent",
      where: "siSnr",
      expected: "original clips with some sound",
      got: `clip ${clip} without any`,
      fix: "leave silent clips out: there is no signal to hold noise against",
    });
  }
  const scale = dot(x, y) / power;
  const noise = y.reduce((sum, one, i) => sum + (one - scale * x[i]) ** 2, 0);
  const decibels = 10 * Math.log10((scale ** 2 * power) / noise);
  // 0/0 is a decoded silence: nothing of the signal is in it.
  return Number.isNaN(decibels) ? -ceiling : Math.max(-ceiling, Math.min(ceiling, decibels));
}

/**
 * The scale-invariant signal-to-noise ratio of each clip, in decibels.
 *
 * 10·log₁₀(|s|²/|ŷ − s|²) with s = (⟨ŷ, x⟩/|x|²)·x, both waveforms without their mean: the part of the decoded ŷ that is
 * the original x, against all else. A wrong phase is all else, so it says nothing of representations that
 * throw the phase away, however good they sound. Kept to ±140 dB.
 *
 * @param original [B, S]
 * @param decoded [B, S]
 * @throws TutorialError `evaluation.waveforms`, `evaluation.silent`
 *
 * Source: Le Roux et al. 2019, "SDR – Half-baked or Well Done?", eq. 3.
 *
 * @example
 * const waveform = seededNoise([1, 16000], 1) as Tensor2D;
 * const [decibels] = siSnr(waveform, waveform.add(seededNoise([1, 16000], 2).mul(0.1))); // about 20
 */
export function siSnr(original: Tensor2D, decoded: Tensor2D): Decibels[] {
  checkWaveformPair(original, decoded, "siSnr");
  const [clips, samples] = original.shape;
  const [x, y] = [original.dataSync<"float32">(), decoded.dataSync<"float32">()];
  return Array.from({ length: clips }, (_, clip) => {
    const [from, to] = [clip * samples, (clip + 1) * samples];
    return ratio(x.subarray(from, to), y.subarray(from, to), clip);
  });
}
