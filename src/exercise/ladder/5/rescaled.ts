/** 5.3: guidance that does not get louder. */
import { between, normals } from "../../draws";
import { formula } from "../../exercise";

const guidedBy = (c: readonly number[], u: readonly number[], w: number): number[] =>
  c.map((one, i) => u[i] + w * (one - u[i]));
function variance(x: readonly number[]): number {
  const mean = x.reduce((a, b) => a + b, 0) / x.length;
  return x.reduce((sum, one) => sum + (one - mean) ** 2, 0) / x.length;
}
const std = (x: readonly number[]): number => Math.sqrt(variance(x));

interface Strength {
  readonly w: number;
  readonly phi: number;
}

export const rescaled = formula<[number[], number[], Strength], number[]>({
  id: "5.3",
  title: "Rescaled guidance",
  goal: "Guide, then bring the result back to the spread of the answer with text, as far as φ says: φ = 0 not at all, φ = 1 fully.",
  signature:
    "(withText: number[], without: number[], strength: { w: number; phi: number }) => number[]",
  inputs: ["withText", "without", "strength"],
  answer: { quantity: "guided answer", unit: "1" },
  draw: (random) => [
    normals(random, 6),
    normals(random, 6),
    { w: between(random, 2, 6), phi: between(random, 0.2, 0.9) },
  ],
  corners: [
    () => [[1, 2, 4], [3, 5, 1], { w: 3, phi: 0 }],
    () => [[1, 2, 4], [3, 5, 1], { w: 3, phi: 1 }],
  ],
  truth(c, u, { w, phi }) {
    const guided = guidedBy(c, u, w);
    return guided.map((one) => (phi * one * std(c)) / std(guided) + (1 - phi) * one);
  },
  mistakes: [
    {
      name: "φ the other way round",
      says: "φ = 1 is fully rescaled. You have it at φ = 0.",
      make(c, u, { w, phi }) {
        const guided = guidedBy(c, u, w);
        return guided.map((one) => ((1 - phi) * one * std(c)) / std(guided) + phi * one);
      },
    },
    {
      name: "ratio upside down",
      says: "std(guided)/std(with) makes it louder still. The result must have the spread of the answer with text.",
      make(c, u, { w, phi }) {
        const guided = guidedBy(c, u, w);
        return guided.map((one) => (phi * one * std(guided)) / std(c) + (1 - phi) * one);
      },
    },
    {
      name: "variance in place of σ",
      says: "To halve a spread, numbers are halved, and their variance is quartered. The ratio is one of standard deviations.",
      make(c, u, { w, phi }) {
        const guided = guidedBy(c, u, w);
        return guided.map((one) => (phi * one * variance(c)) / variance(guided) + (1 - phi) * one);
      },
    },
    {
      name: "the spread of the answer without text",
      says: "It is the answer with text whose loudness is right; that without text is another piece of music.",
      make(c, u, { w, phi }) {
        const guided = guidedBy(c, u, w);
        return guided.map((one) => (phi * one * std(u)) / std(guided) + (1 - phi) * one);
      },
    },
    {
      name: "mixed with the unguided answer",
      says: "The rest, 1 − φ, is the guided answer as it was, not the one with text alone.",
      make(c, u, { w, phi }) {
        const guided = guidedBy(c, u, w);
        return guided.map((one, i) => (phi * one * std(c)) / std(guided) + (1 - phi) * c[i]);
      },
    },
  ],
  hints: [
    "Four steps: guide as in 5.2; the standard deviation of the answer with text; that of the guided one; and the mixture.",
    "φ·guided·std(with)/std(guided) + (1 − φ)·guided. The standard deviation is the root of the mean squared distance from the mean.",
  ],
});
