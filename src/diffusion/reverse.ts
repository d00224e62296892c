/** The way back: the reverse-time SDE of Anderson (1982), and the ODE with the same marginals. */
import { tf } from "../tensor/tf";
import type { ForwardProcess, ReverseOptions, ReverseProcess, Score } from "./process";
import { scaleByTime } from "./time";

/**
 * Builds the way back from the way forward and a score; `process.reverse(score)` calls this.
 *
 * SDE: dx = [f − g²·∇ log p_t] dt + g dw̄. ODE: dx = [f − ½·g²·∇ log p_t] dt. Time runs from 1 to 0.
 *
 * @param forward the process that made noise of the data
 * @param score ∇ log p_t of that process; shapes [B, …] → [B, …]
 *
 * Source: Anderson 1982; Song et al. 2021, eqs. 6 and 13.
 *
 * @example
 * const forward = variancePreserving();
 * const score: Score = (xt) => xt.neg(); // of data that are N(0, I) already
 * const back = forward.reverse(score, { stochastic: false });
 * const drift = back.drift(seededNoise([4, 2], 1), 0.5);
 */
export function reverseProcess(
  forward: ForwardProcess,
  score: Score,
  { stochastic = true }: ReverseOptions = {},
): ReverseProcess {
  const share = stochastic ? 1 : 0.5;
  return {
    forward,
    stochastic,
    drift: (xt, t) =>
      tf.tidy(() => {
        const pull = scaleByTime(score(xt, t), t, (one) => share * forward.diffusion(one) ** 2);
        return forward.drift(xt, t).sub(pull);
      }),
    diffusion: (t) => (stochastic ? forward.diffusion(t) : 0),
  };
}
