/** Asks a denoiser, and does not let a wrong answer spread over the rest of a walk. */
import { TutorialError } from "../../error";
import { tf } from "../../tensor/tf";
import type { Tensor } from "../../tensor/tf";
import type { Denoiser } from "./denoiser";
import type { NoiseLevel } from "./level";

/** Who asks, for the error's sake. */
export interface Asking {
  readonly where: string;
  readonly step: number;
}

/**
 * E[x_0 | x_t] from a denoiser, checked for shape and for numbers that are none.
 *
 * Where there is no noise the answer is x_t/α, and the denoiser is not asked.
 *
 * @throws TutorialError `sampler.shape`, `sampler.notFinite`, which name the step and t
 * @internal
 */
export function askDenoiser(
  denoise: Denoiser,
  xt: Tensor,
  level: NoiseLevel,
  { where, step }: Asking,
): Tensor {
  if (level.sigma === 0) return tf.div(xt, level.alpha);
  // A clone, because the denoiser may hand back a tensor that it keeps, or x_t itself.
  const x0 = tf.tidy(() => denoise(xt, level).clone());
  const place = `step ${step}, t = ${level.t.toPrecision(4)}, sigma = ${level.sigma.toPrecision(4)}`;
  if (x0.shape.join() !== xt.shape.join()) {
    const got = `[${x0.shape.join(", ")}] at ${place}`;
    x0.dispose();
    throw new TutorialError({
      code: "sampler.shape",
      where,
      expected: `a denoiser or score that returns the shape it is given, [${xt.shape.join(", ")}]`,
      got,
      fix: "return one estimate for each number of x_t",
    });
  }
  const sum = tf.tidy(() => x0.sum().dataSync()[0]);
  if (!Number.isFinite(sum)) {
    x0.dispose();
    throw new TutorialError({
      code: "sampler.notFinite",
      where,
      expected: "a denoiser or score that returns finite numbers",
      got: `${sum} among them at ${place}`,
      fix: "check the network at that time and noise level; a walk of smaller steps may not run away",
    });
  }
  return x0;
}
