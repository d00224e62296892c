/** Do the notes of a decoded clip begin when they began? */
import type { AudioClip } from "../audio/clip";
import type { Seconds } from "../units";
import { onsets } from "./onsets";
import type { OnsetOptions } from "./onsets";

export interface OnsetAgreement {
  /** Share of the original's onsets that have one of their own in the decoded clip; NaN if it has none. */
  readonly recall: number;
  /** Share of the decoded clip's onsets that were there; NaN if it has none. */
  readonly precision: number;
  readonly matched: number;
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

/**
 * How many of a clip's note beginnings survive: onsets of both clips by {@link onsets}, matched one to one.
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
  const { within = 0.03 } = options;
  const [truth, found] = [onsets(original, options), onsets(decoded, options)];
  const matched = matchTimes(truth, found, within);
  return {
    recall: matched / truth.length,
    precision: matched / found.length,
    matched,
    original: truth.length,
    decoded: found.length,
  };
}
