/** Does a decoded clip sound the notes of the original? */
import type { AudioClip } from "../audio/clip";
import { pitchTrack } from "./pitchTrack";
import type { PitchTrackOptions } from "./pitchTrack";

/** A decoded frame may be this rough and still have a pitch: only where the original has one is it asked for. */
const decodedAperiodicity = 0.5;

export interface PitchAgreement {
  /** Share of the original's voiced frames with the same pitch in the decoded clip; NaN if it has none. */
  readonly share: number;
  /** Frames of the original with a pitch. */
  readonly voiced: number;
  /** Median of |cents| over frames where both have a pitch within the limit; NaN if there are none. */
  readonly medianCents: number;
}

/**
 * The share of frames in which a clip keeps its fundamental frequency through coding and decoding.
 *
 * Frames count where the original has a pitch by {@link pitchTrack}; a decoded frame without one is wrong.
 *
 * @param within the largest |1200·log₂(f/f₀)| that counts as the same. Default 50 cents, half a semitone
 * @throws TutorialError those of {@link pitchTrack}
 *
 * @example
 * const tone = Float32Array.from({ length: 16000 }, (_, i) => Math.sin((2 * Math.PI * 440 * i) / 16000));
 * const { share } = pitchAgreement(monoClip(tone, 16000), monoClip(tone.map((x) => x / 2), 16000)); // 1
 */
export function pitchAgreement(
  original: AudioClip,
  decoded: AudioClip,
  options: PitchTrackOptions & { readonly within?: number } = {},
): PitchAgreement {
  const { within = 50 } = options;
  const truth = pitchTrack(original, options).frequencies;
  const rough = { ...options, aperiodicity: decodedAperiodicity };
  const found = pitchTrack(decoded, rough).frequencies;
  const cents: number[] = [];
  let voiced = 0;
  truth.forEach((frequency, frame) => {
    if (Number.isNaN(frequency)) return;
    voiced++;
    const apart = Math.abs(1200 * Math.log2((found[frame] ?? Number.NaN) / frequency));
    if (apart <= within) cents.push(apart);
  });
  cents.sort((a, b) => a - b);
  return {
    share: cents.length / voiced,
    voiced,
    medianCents: cents[cents.length >> 1] ?? Number.NaN,
  };
}
