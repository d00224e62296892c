/** What the trainings of this house have in common, unless a recipe says otherwise. */

/**
 * Adam with a short memory for squares, gradients clipped, a cosine from 30 % of the way, averaged weights.
 *
 * @internal
 */
export const usualTraining = {
  warmup: 100,
  decay: "cosine",
  decayFrom: 0.3,
  beta2: 0.99,
  clip: 1,
  ema: 0.999,
} as const;
