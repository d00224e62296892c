/** The frames that all spectral representations of the house share, so that they can be told apart by nothing else. */
import type { Hertz, Samples } from "../../units";

/** Sizes of the frames, and of the bands over them. */
export const frameSettings = {
  sampleRate: 16000 as Hertz,
  /** N, samples under a Hann window. */
  fftSize: 1024 as Samples,
  /** Samples from a frame to the next. */
  hop: 256 as Samples,
  /** N/2 + 1. */
  bins: 513,
  /** Triangles of peak 1, even on the HTK mel scale. */
  bands: 80,
  minimum: 30 as Hertz,
  maximum: 8000 as Hertz,
  /** Added before the logarithm: magnitudes below it, 60 dB under a loud partial, count as silence. */
  floor: 0.1,
} as const;
