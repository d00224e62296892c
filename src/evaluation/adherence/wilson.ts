/** A share of yes and no answers, and how far it can be trusted. */
import { TutorialError } from "../../error";

/** A share and its interval of 95 %. */
export interface Share {
  /** How many were right. */
  readonly right: number;
  /** Of how many that were asked. */
  readonly asked: number;
  /** right / asked; NaN if nobody was asked, as are both ends. */
  readonly share: number;
  readonly low: number;
  readonly high: number;
}

/** The normal quantile of 97.5 %. */
const z = 1.959964;

/**
 * The share of right answers with Wilson's interval of 95 %: (p + z²/2n ± z·√(p(1 − p)/n + z²/4n²)) / (1 + z²/n).
 *
 * Unlike p ± z·√(p(1 − p)/n) it stays within 0 and 1, and 60 right out of 60 are not "100 % for certain".
 *
 * @throws TutorialError `evaluation.share`
 *
 * Source: Wilson 1927, "Probable Inference, the Law of Succession, and Statistical Inference".
 *
 * @example
 * const { share, low, high } = wilsonShare(57, 60); // 0.95, between 0.86 and 0.98
 */
export function wilsonShare(right: number, asked: number): Share {
  const areCounts = Number.isSafeInteger(right) && Number.isSafeInteger(asked);
  if (!areCounts || right < 0 || right > asked) {
    throw new TutorialError({
      code: "evaluation.share",
      where: "wilsonShare",
      expected: "whole numbers, 0 ≤ right ≤ asked",
      got: `${right} right of ${asked}`,
      fix: "count the answers, not their shares",
    });
  }
  if (asked === 0) return { right, asked, share: Number.NaN, low: Number.NaN, high: Number.NaN };
  const share = right / asked;
  const stretch = 1 + z ** 2 / asked;
  const middle = (share + z ** 2 / (2 * asked)) / stretch;
  const margin =
    (z / stretch) * Math.sqrt((share * (1 - share)) / asked + z ** 2 / (4 * asked ** 2));
  // Rounding may put an end that is 0 or 1 just outside of them.
  const low = right === 0 ? 0 : middle - margin;
  const high = right === asked ? 1 : middle + margin;
  return { right, asked, share, low, high };
}
