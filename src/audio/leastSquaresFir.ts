/** A filter of given gain, as good as a number of taps allows. */
import { Matrix, solve } from "ml-matrix";
import { TutorialError } from "../error";

/** A stretch of frequencies, as shares of half the sample rate, over which the gain goes in a straight line. */
export interface GainBand {
  readonly from: number;
  readonly to: number;
  readonly gainFrom: number;
  readonly gainTo: number;
}

function sinc(x: number): number {
  return x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
}

/** ∫ cos(πnω) dω over the bands. */
function cosineIntegral(n: number, bands: readonly GainBand[]): number {
  return bands.reduce((sum, { from, to }) => sum + to * sinc(n * to) - from * sinc(n * from), 0);
}

/** ∫ gain(ω)·cos(πnω) dω over the bands, gain(ω) = slope·ω + offset in each. */
function gainIntegral(n: number, bands: readonly GainBand[]): number {
  return bands.reduce((sum, { from, to, gainFrom, gainTo }) => {
    const slope = (gainTo - gainFrom) / (to - from);
    const offset = gainFrom - slope * from;
    const antiderivative = (w: number): number =>
      n === 0
        ? (slope * w * w) / 2 + offset * w
        : w * (slope * w + offset) * sinc(n * w) +
          (slope * Math.cos(Math.PI * n * w)) / (Math.PI * n) ** 2;
    return sum + antiderivative(to) - antiderivative(from);
  }, 0);
}

/**
 * The symmetric filter whose gain comes nearest to the wanted one, in the mean of squares over the bands.
 *
 * Its gain is A(ω) = Σₙ aₙ·cos(πnω); setting the derivatives of ∫(A − wanted)² dω to zero leaves one linear system of
 * (taps + 1)/2 equations. Agrees with `scipy.signal.firls`.
 *
 * @param taps an odd number
 * @returns the taps, in double precision
 * @throws TutorialError `audio.fir.taps`
 *
 * Source: Selesnick 2005, "Linear-Phase FIR Filter Design By Least Squares", eqs 3–7.
 */
export function leastSquaresFir(taps: number, bands: readonly GainBand[]): Float64Array {
  if (!(Number.isInteger(taps) && taps >= 1 && taps % 2 === 1)) {
    throw new TutorialError({
      code: "audio.fir.taps",
      where: "leastSquaresFir",
      expected: "an odd number of taps, so that one of them is the middle",
      got: String(taps),
      fix: "pass for example 101",
    });
  }
  const middle = (taps - 1) / 2;
  const cosines = Array.from({ length: taps }, (_, n) => cosineIntegral(n, bands));
  // cos(a)·cos(b) = (cos(a − b) + cos(a + b))/2, so every entry is a sum of two integrals.
  const system = Matrix.zeros(middle + 1, middle + 1);
  for (let k = 0; k <= middle; k++) {
    for (let n = 0; n <= middle; n++) system.set(k, n, cosines[Math.abs(k - n)] + cosines[k + n]);
  }
  const wanted = Array.from({ length: middle + 1 }, (_, n) => gainIntegral(n, bands));
  const a = solve(system, Matrix.columnVector(wanted)).to1DArray();
  // Each cosine is shared by two taps, except that of n = 0; the system left out the ½ of the sum above.
  return Float64Array.from({ length: taps }, (_, i) =>
    i === middle ? 2 * a[0] : a[Math.abs(i - middle)],
  );
}
