/** Do the notes of a decoded clip begin when they began? */
import type { AudioClip } from "../audio/clip";
import type { Seconds } from "../units";
import { defaultThreshold, onsets } from "./onsets";
import type { OnsetOptions } from "./onsets";

export interface OnsetAgreement {
  /** Share of the original's onsets that have one of their own in the decoded clip; NaN if it has none. */
  readonly recall: number;
  /** Share of the decoded clip's onsets that were there; NaN if it has none. */
  readonly precision: number;
  /** How many of the original's onsets that is. */
  readonly survived: number;
  readonly original: number;
  readonly decoded: number;
}

/**
 * How many pairs (a, b) with |a − b| ≤ within can be made, each time used once.
 *
 * Going through both in order and taking each pair that fits makes as many as there can be.
 *
 * @param a rising times
 * @param b rising times
 */
export function matchTimes(a: readonly Seconds[], b: readonly Seconds[], within: Seconds): number {
  let [i, j, matched] = [0, 0, 0];
  while (i < a.length && j < b.length) {
    const apart = a[i] - b[j];
    // Times are whole hops; a difference of exactly `within` should count whatever its last digits.
    if (Math.abs(apart) <= within + 1e-9) {
      matched++;
      i++;
      j++;
    } else if (apart < 0) i++;
    else j++;
  }
  return matched;
}

/** Against how much of the threshold an onset is looked for in the other clip. */
const leniency = 0.5;

/**
 * How many of a clip's note beginnings survive: onsets of both clips by {@link onsets}, matched one to one.
 *
 * What only just stands out in one clip may only just not in the other, though it sounds the same. So the onsets of
 * either clip are looked for in the other at half the threshold, however near they are to each other.
 *
 * @param within how far a matched pair may be apart. Default 0.03
 * @throws TutorialError those of {@link onsets}
 *
 * @example
 * const { clip } = (await openCorpus({ count: 1, instruments: ["piano"] })).clipAt(0);
 * const { recall, precision } = onsetAgreement(clip, clip); // 1, 1
 */
export function onsetAgreement(
  original: AudioClip,
  decoded: AudioClip,
  options: OnsetOptions & { readonly within?: Seconds } = {},
): OnsetAgreement {
  const { within = 0.03, threshold = defaultThreshold } = options;
  const clear = (clip: AudioClip): readonly Seconds[] => onsets(clip, options);
  const faint = (clip: AudioClip): readonly Seconds[] =>
    onsets(clip, { ...options, threshold: leniency * threshold, apart: 0 });
  const [truth, found] = [clear(original), clear(decoded)];
  const survived = matchTimes(truth, faint(decoded), within);
  const justified = matchTimes(found, faint(original), within);
  return {
    recall: survived / truth.length,
    precision: justified / found.length,
    survived,
    original: truth.length,
    decoded: found.length,
  };
}
