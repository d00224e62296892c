/** One step of the way back: the predictors of score-based sampling. */
import { TutorialError } from "../error";
import { tf } from "../tensor/tf";
import type { Tensor } from "../tensor/tf";
import type { Discretization } from "./discretization";
import type { ReverseOptions, ReverseProcess, Score } from "./process";
import { scaleByTime } from "./time";
import type { Time } from "./time";

/** A step's result, and the same step without its noise: the better last answer. */
export interface StepResult {
  readonly x: Tensor;
  readonly mean: Tensor;
}

/**
 * Euler–Maruyama on the reverse process: mean = x − drift·Δt, x = mean + g·√Δt·z.
 *
 * @param xt [B, …]
 * @param noise z ~ N(0, I) of the same shape
 * @param dt how far back to go, positive
 *
 * Source: Song et al. 2021, appendix D.
 *
 * @example
 * const back = variancePreserving().reverse((xt) => xt.neg());
 * const step = eulerMaruyamaStep(back, seededNoise([4, 2], 1), 0.9, seededNoise([4, 2], 2), 1 / 100);
 */
export function eulerMaruyamaStep(
  reverse: ReverseProcess,
  xt: Tensor,
  t: Time,
  noise: Tensor,
  dt: number,
): StepResult {
  const mean = tf.tidy(() => xt.sub(reverse.drift(xt, t).mul(dt)));
  const kick = (one: number): number => reverse.diffusion(one) * Math.sqrt(dt);
  return { mean, x: tf.tidy(() => mean.add(scaleByTime(noise, t, kick))) };
}

/**
 * Reverse diffusion: undoes one discrete step, mean = x − f + G²·score, x = mean + G·z.
 *
 * Source: Song et al. 2021, eq. 46.
 *
 * @example
 * const steps = ddpmSteps({ steps: 1000 });
 * const x = seededNoise([4, 2], 1);
 * const step = reverseDiffusionStep(steps, (xt) => xt.neg(), x, 0.9, seededNoise([4, 2], 2));
 */
export function reverseDiffusionStep(
  steps: Discretization,
  score: Score,
  xt: Tensor,
  t: Time,
  noise: Tensor,
  options: ReverseOptions = {},
): StepResult {
  const mean = tf.tidy(() => xt.sub(reverseDecay(steps, score, xt, t, options)));
  const kick = (one: number): number => (options.stochastic === false ? 0 : steps.noise(one));
  return { mean, x: tf.tidy(() => mean.add(scaleByTime(noise, t, kick))) };
}

/** f − G²·score of one discrete step, half the score for the ODE. @internal */
export function reverseDecay(
  steps: Discretization,
  score: Score,
  xt: Tensor,
  t: Time,
  { stochastic = true }: ReverseOptions = {},
): Tensor {
  const share = stochastic ? 1 : 0.5;
  return tf.tidy(() => {
    const forward = scaleByTime(xt, t, (one) => steps.decay(one));
    return forward.sub(scaleByTime(score(xt, t), t, (one) => share * steps.noise(one) ** 2));
  });
}

/**
 * Ancestral sampling: draws from the exact posterior of one discrete step, given the score.
 *
 * @throws TutorialError `sampler.ancestral` for a process that has no such form (sub-VP)
 *
 * Source: Ho et al. 2020, algorithm 2; Song et al. 2021, appendix F.
 *
 * @example
 * const steps = smldSteps({ steps: 1000 });
 * const step = ancestralStep(steps, (xt) => xt.neg(), seededNoise([4, 2], 1), 0.9, seededNoise([4, 2], 2));
 */
export function ancestralStep(
  steps: Discretization,
  score: Score,
  xt: Tensor,
  t: Time,
  noise: Tensor,
): StepResult {
  const { ancestral } = steps;
  if (!ancestral) {
    throw new TutorialError({
      code: "sampler.ancestral",
      where: "ancestralStep",
      expected: "DDPM or SMLD steps, whose posterior is known",
      got: "steps without one",
      fix: "use reverseDiffusionStep, which any process has",
    });
  }
  const mean = tf.tidy(() => {
    const pulled = xt.add(scaleByTime(score(xt, t), t, (one) => ancestral(one).pull));
    return scaleByTime(pulled, t, (one) => ancestral(one).scale);
  });
  return {
    mean,
    x: tf.tidy(() => mean.add(scaleByTime(noise, t, (one) => ancestral(one).noise))),
  };
}
