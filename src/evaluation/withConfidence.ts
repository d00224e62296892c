/** A mean, and how far it can be trusted. */
import { TutorialError } from "../error";

/** A mean and the interval that holds the true mean at the stated level. */
export interface Confidence {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

export interface ConfidenceOptions {
  /** How often the interval holds the true mean. Default 0.95. */
  readonly level?: number;
}

/**
 * P(|T| ≤ t) of Student's distribution with ν degrees of freedom, which for whole ν is a finite sum in θ = atan(t/√ν).
 *
 * Source: Abramowitz and Stegun 1964, eqs 26.7.3 and 26.7.4.
 */
function studentWithin(t: number, freedom: number): number {
  const angle = Math.atan(t / Math.sqrt(freedom));
  const [sine, cosine] = [Math.sin(angle), Math.cos(angle)];
  const odd = freedom % 2 === 1;
  let [sum, term] = [0, odd ? cosine : 1];
  for (let k = odd ? 1 : 0; k <= freedom - 2; k += 2) {
    sum += term;
    term *= cosine ** 2 * ((k + 1) / (k + 2));
  }
  return odd ? (2 / Math.PI) * (angle + sine * sum) : sine * sum;
}

/** The t for which P(|T| ≤ t) is the level: doubled until it is beyond, then halved into. */
function studentQuantile(level: number, freedom: number): number {
  let [low, high] = [0, 1];
  while (studentWithin(high, freedom) < level) high *= 2;
  while (high - low > 1e-12 * high) {
    const middle = (low + high) / 2;
    if (studentWithin(middle, freedom) < level) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/**
 * The mean of a few independent runs with Student's confidence interval.
 *
 * mean ± t·s/√n, with s² = Σ(xᵢ − mean)²/(n − 1) and t the quantile for n − 1 degrees of freedom. Right for values that
 * are about normal, which distances over some hundred samples are; a bootstrap of three or five values would be too narrow.
 *
 * @param values one number a seed, at least 2
 * @throws TutorialError `evaluation.values`, `evaluation.level`
 *
 * Source: Student (Gosset) 1908, "The probable error of a mean".
 *
 * @example
 * const { mean, low, high } = withConfidence([0.31, 0.29, 0.33], { level: 0.9 });
 */
export function withConfidence(
  values: readonly number[],
  options: ConfidenceOptions = {},
): Confidence {
  const { level = 0.95 } = options;
  if (values.length < 2 || !values.every(Number.isFinite)) {
    throw new TutorialError({
      code: "evaluation.values",
      where: "withConfidence",
      expected: "at least 2 finite values, one a seed",
      got: `[${values.join(", ")}]`,
      fix: "run with more seeds: one value says nothing of its own error",
    });
  }
  if (!(level > 0 && level < 1)) {
    throw new TutorialError({
      code: "evaluation.level",
      where: "withConfidence",
      expected: "a level between 0 and 1",
      got: String(level),
      fix: "pass e.g. {level: 0.95}",
    });
  }
  const count = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / count;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (count - 1);
  const margin = studentQuantile(level, count - 1) * Math.sqrt(variance / count);
  return { mean, low: mean - margin, high: mean + margin };
}
