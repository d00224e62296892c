/** When notes begin: moments at which the spectrum grows. */
import { checkClip } from "../audio/checkClip";
import type { AudioClip } from "../audio/clip";
import { clipToTensor } from "../audio/clipTensor";
import { melSpectrogram } from "../audio/melSpectrogram";
import { tf } from "../tensor/tf";
import type { Samples, Seconds } from "../units";

export interface OnsetOptions {
  /** From one frame to the next, and so how finely onsets are told. Default 0.01. */
  readonly hop?: Seconds;
  /** How far a peak of the flux must stand out of its surroundings, as a share of the highest. Default 0.12. */
  readonly threshold?: number;
  /** Of two onsets nearer than this the first counts. Default 0.05. */
  readonly apart?: Seconds;
}

/** What {@link OnsetOptions.threshold} is unless given. */
export const defaultThreshold = 0.12;
/** Frames are this long; the growth over one spans two hops. */
const frameSeconds = 0.064;
const bands = 80;
/** Against which frame a frame is held: two hops earlier, since frames overlap. */
const lag = 2;

/** The largest of each band and its two neighbours, so that vibrato is no growth. */
function widened(frame: Float32Array): Float32Array {
  return frame.map((value, band) =>
    Math.max(value, frame[band - 1] ?? value, frame[band + 1] ?? value),
  );
}

/** Σ over bands of the growth since `lag` frames ago. */
function fluxOf(frames: readonly Float32Array[]): Float64Array {
  const wide = frames.map(widened);
  return Float64Array.from(frames, (frame, m) => {
    if (m < lag) return 0;
    return frame.reduce((sum, value, band) => sum + Math.max(0, value - wide[m - lag][band]), 0);
  });
}

/** ln(1 + mel), frame by frame. */
function logMelFrames(
  clip: AudioClip,
  sizes: { readonly fftSize: Samples; readonly hop: Samples },
): Float32Array[] {
  const kind = { of: "magnitude", norm: "none", scale: "htk", minimum: 30 } as const;
  const settings = { ...sizes, ...kind, sampleRate: clip.sampleRate, bands };
  const log = tf.tidy(() => melSpectrogram(clipToTensor(clip), settings).add(1).log());
  const values = log.dataSync<"float32">();
  log.dispose();
  return Array.from({ length: values.length / bands }, (_, m) =>
    values.subarray(m * bands, (m + 1) * bands),
  );
}

function mean(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}

/**
 * The times at which notes begin, by spectral flux with a maximum filter ("SuperFlux").
 *
 * The flux is the growth of ln(1 + mel) over two frames of 10 ms, summed over bands; a note begins where it is the
 * highest within 30 ms and stands out of the mean of the last and next 100 ms. Plucked and struck notes are found
 * within 10 ms; a bow or a breath that swells slowly is found later, or not. What sounds from the first sample on is
 * no onset: nothing was before it. Nor is what begins in the last 32 ms.
 *
 * @param clip several channels become their mean
 * @returns rising times in seconds
 * @throws TutorialError those of {@link checkClip} and {@link melSpectrogram}
 *
 * Source: Böck and Widmer 2013, "Maximum Filter Vibrato Suppression for Onset Detection".
 *
 * @example
 * const samples = new Float32Array(16000);
 * for (let i = 8000; i < 16000; i++) samples[i] = 0.3 * Math.sin((2 * Math.PI * 440 * i) / 16000);
 * const [start] = onsets(monoClip(samples, 16000)); // 0.5
 */
export function onsets(clip: AudioClip, options: OnsetOptions = {}): readonly Seconds[] {
  checkClip(clip, "onsets");
  const { hop = 0.01, threshold = defaultThreshold, apart = 0.05 } = options;
  const { sampleRate } = clip;
  const step = Math.round(hop * sampleRate);
  const fftSize = 2 ** Math.round(Math.log2(frameSeconds * sampleRate));
  const frames = logMelFrames(clip, { fftSize, hop: step });
  const flux = fluxOf(frames);
  // The last frames hang over the end, whose mirror image is no music.
  const last = frames.length - 1 - Math.ceil(fftSize / 2 / step);
  const highest = Math.max(...flux.subarray(0, last + 1));
  const near = Math.round(0.03 / hop);
  const around = Math.round(0.1 / hop);
  const found: Seconds[] = [];
  for (let m = 1; m <= last; m++) {
    const isPeak =
      flux[m] > 0 && flux[m] === Math.max(...flux.subarray(Math.max(0, m - near), m + near + 1));
    const level = mean(flux.subarray(Math.max(0, m - around), m + around + 1));
    const time = (m * step) / sampleRate;
    const isFree = found.length === 0 || time - found[found.length - 1] >= apart;
    if (isPeak && isFree && flux[m] >= level + threshold * highest) found.push(time);
  }
  return found;
}
