/** What a listener would say of a sound, moment by moment: how loud, how bright, how noisy, which pitch classes. */
import type { Frames, Hertz, Samples } from "../units";
import { checkClip } from "./checkClip";
import { toMono } from "./clip";
import type { AudioClip } from "./clip";
import { countFrames } from "./frames";
import { meydaFrames } from "./meydaFrames";

export interface SoundFeatureOptions {
  /** A power of two. Default 2048. */
  readonly frameSize?: Samples;
  /** Default half of frameSize. */
  readonly hop?: Samples;
  /** Bands of the mel spectrum under the MFCC. Default 26. */
  readonly melBands?: number;
  /** How many MFCC, at most melBands. Default 13. */
  readonly coefficients?: number;
}

/** One value, or one row, a frame. */
export interface SoundFeatures {
  readonly frames: Frames;
  /** Seconds: the middle of each frame. */
  readonly times: Float32Array;
  /** Root mean square of the samples: 0 to 1. */
  readonly rms: Float32Array;
  /** Changes of sign a second: twice the frequency of a lone tone, high for noise. */
  readonly zeroCrossings: Float32Array;
  /** Hertz: mean frequency weighted by magnitude, "brightness". NaN where a frame is silent. */
  readonly centroid: Float32Array;
  /** Geometric over arithmetic mean of the magnitudes: 0 for a tone, near 1 for noise. NaN if silent. */
  readonly flatness: Float32Array;
  /** Sum over 24 Bark bands of (magnitude)^0.23; comparable between equal frame sizes only. */
  readonly loudness: Float32Array;
  /** 12 strengths a frame, C to B, of which the greatest is 1; all 0 if silent. */
  readonly chroma: readonly Float32Array[];
  /** Mel-frequency cepstral coefficients, the first of them the overall level. */
  readonly mfcc: readonly Float32Array[];
}

function cut(samples: Float32Array, size: Samples, hop: Samples): Float32Array[] {
  const frames = Math.max(1, countFrames(samples.length, size, hop));
  return Array.from({ length: frames }, (_, m) => {
    const frame = new Float32Array(size);
    frame.set(samples.subarray(m * hop, m * hop + size));
    return frame;
  });
}

function rootMeanSquare(frame: Float32Array): number {
  return Math.sqrt(frame.reduce((sum, x) => sum + x * x, 0) / frame.length);
}

/** Counted here and not by Meyda, which sees each frame after the window. The same holds for the rms. */
function zeroCrossingRate(frame: Float32Array, sampleRate: Hertz): Hertz {
  let crossings = 0;
  for (let i = 1; i < frame.length; i++) if (frame[i - 1] < 0 !== frame[i] < 0) crossings++;
  return (crossings * sampleRate) / (frame.length - 1);
}

/**
 * The features of a clip that people look at, frame by frame, each in its unit.
 *
 * By the npm package `meyda` (Rawlinson, Segal and Fiala 2015), except rms and zero crossings. Its mel
 * bands are not those of {@link melSpectrogram}: HTK-like, up to Nyquist, edges rounded down to
 * whole bins. So its MFCC are for looking and comparing, not for models.
 *
 * @param clip several channels become their mean; shorter than a frame: one frame, filled up with zeros
 * @throws TutorialError `audio.features.frameSize`, and those of {@link checkClip}
 *
 * @example
 * const tone = Float32Array.from({ length: 16000 }, (_, i) => Math.sin((2 * Math.PI * 440 * i) / 16000));
 * const { centroid } = soundFeatures(monoClip(tone, 16000)); // about 440 Hz everywhere
 */
export function soundFeatures(clip: AudioClip, options: SoundFeatureOptions = {}): SoundFeatures {
  checkClip(clip, "soundFeatures");
  const { sampleRate } = clip;
  const { frameSize = 2048, melBands = 26, coefficients = 13 } = options;
  const { hop = frameSize / 2 } = options;
  const frames = cut(toMono(clip).channels[0], frameSize, hop);
  const found = meydaFrames(
    frames,
    ["spectralCentroid", "spectralFlatness", "loudness", "chroma", "mfcc"],
    { sampleRate, frameSize, melBands, coefficients },
  );
  const hertzPerBin = sampleRate / frameSize;
  return {
    frames: frames.length,
    times: Float32Array.from(frames, (_, m) => (m * hop + frameSize / 2) / sampleRate),
    rms: Float32Array.from(frames, rootMeanSquare),
    zeroCrossings: Float32Array.from(frames, (frame) => zeroCrossingRate(frame, sampleRate)),
    centroid: Float32Array.from(found, ({ spectralCentroid }) => spectralCentroid * hertzPerBin),
    flatness: Float32Array.from(found, ({ spectralFlatness }) => spectralFlatness),
    loudness: Float32Array.from(found, ({ loudness }) => loudness.total),
    chroma: found.map(({ chroma }) => Float32Array.from(chroma)),
    mfcc: found.map(({ mfcc }) => Float32Array.from(mfcc)),
  };
}
