/** 1.1: how much louder the music is than the noise. */
import { between } from "../../draws";
import { formula } from "../../exercise";

export const snr = formula<[number, number], number>({
  id: "1.1",
  title: "Signal to noise, in decibels",
  goal: "From α and σ, the ratio of music to noise in decibels: 20·log₁₀(α/σ).",
  signature: "(alpha: number, sigma: number) => number",
  inputs: ["alpha", "sigma"],
  answer: { quantity: "signal-to-noise ratio", unit: "dB" },
  draw: (random) => [between(random, 0.05, 1), between(random, 0.05, 1)],
  truth: (alpha, sigma) => 20 * Math.log10(alpha / sigma),
  mistakes: [
    {
      name: "10 in place of 20",
      says: "10·log₁₀ is for powers. α and σ are amplitudes; their powers are α² and σ², and the square comes out of the logarithm as a factor 2.",
      make: (alpha, sigma) => 10 * Math.log10(alpha / sigma),
    },
    {
      name: "natural logarithm",
      says: "Math.log is the logarithm to base e. Decibels are counted to base 10: Math.log10.",
      make: (alpha, sigma) => 20 * Math.log(alpha / sigma),
    },
    {
      name: "noise over signal",
      says: "The ratio is upside down: this is large where there is much noise.",
      make: (alpha, sigma) => 20 * Math.log10(sigma / alpha),
    },
    {
      name: "variance in place of σ",
      says: "α was compared with σ², an amplitude with a power.",
      make: (alpha, sigma) => 20 * Math.log10(alpha / sigma ** 2),
    },
  ],
  hints: [
    "At α = σ there is as much music as noise: what must the answer be there? And at α = 10·σ?",
    "JavaScript has three logarithms: Math.log, Math.log2 and Math.log10. A factor of 10 in amplitude is 20 dB.",
  ],
  curve: {
    x: { quantity: "time t of the cosine process", unit: "1", from: 0.02, to: 0.98 },
    y: { quantity: "signal-to-noise ratio", unit: "dB" },
    inputs: (t) => [Math.cos((Math.PI / 2) * t), Math.sin((Math.PI / 2) * t)],
  },
});
