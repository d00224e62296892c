/** EDM's preconditioning: what keeps a network's input and target at unit size at every noise level. */

/** D(x; σ) = skip·x + out·F(in·x; noise), and the weight λ(σ) of its loss. */
export interface Preconditioning {
  readonly skip: number;
  readonly out: number;
  readonly in: number;
  /** What the network is told of the noise level. */
  readonly noise: number;
  readonly lossWeight: number;
}

/** What the data are like, and what the network predicts. */
export interface PreconditioningOptions {
  /** Standard deviation of the data; 0.5 unless given. */
  readonly sigmaData?: number;
  /** `noise` (default): EDM's. `v`: the v-objective seen from x_0 + σ·ε, which turns the sign of `out`. */
  readonly predicts?: "noise" | "v";
}

/**
 * The coefficients of D(x; σ) = c_skip·x + c_out·F(c_in·x; c_noise).
 *
 * c_skip = σd²/(σ² + σd²), c_out = ±σ·σd/√(σ² + σd²), c_in = 1/√(σ² + σd²), λ = 1/c_out²;
 * c_noise = ¼·ln σ for `noise`, 2·atan(σ)/π, the cosine process's time, for `v`.
 *
 * Source: Karras et al. 2022, table 1 and appendix B.6; Salimans & Ho 2022 for v.
 *
 * @example
 * const { skip, out } = edmPreconditioning(80, { sigmaData: 0.5 });
 */
export function edmPreconditioning(
  sigma: number,
  { sigmaData = 0.5, predicts = "noise" }: PreconditioningOptions = {},
): Preconditioning {
  const total = Math.hypot(sigma, sigmaData);
  const out = (sigma * sigmaData) / total;
  return {
    skip: (sigmaData / total) ** 2,
    out: predicts === "v" ? -out : out,
    in: 1 / total,
    noise: predicts === "v" ? (2 / Math.PI) * Math.atan(sigma) : 0.25 * Math.log(sigma),
    lossWeight: 1 / out ** 2,
  };
}
