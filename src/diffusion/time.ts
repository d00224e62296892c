/** Diffusion time, 0 (clean) to 1 (noise): one for a whole batch, or one for each of its items. */
import { TutorialError } from "../error";
import { tf } from "../tensor/tf";
import type { Tensor } from "../tensor/tf";
import type { DiffusionTime } from "../units";

/** One time for the whole batch, or B times, one for each item. */
export type Time = DiffusionTime | readonly DiffusionTime[];

function checkOne(where: string, t: number): void {
  if (t >= 0 && t <= 1) return;
  throw new TutorialError({
    code: "diffusion.time",
    where,
    expected: "a time t in [0, 1], 0 clean and 1 noise",
    got: String(t),
    fix: "divide steps by their number, or seconds by the total, before you pass them",
  });
}

/** Throws unless every time lies in [0, 1]. */
export function checkTime(where: string, t: Time): void {
  if (typeof t === "number") checkOne(where, t);
  else for (const one of t) checkOne(where, one);
}

/**
 * Multiplies a batch by a coefficient of time, item by item.
 *
 * @param x [B, …]
 * @param t one time, or B of them
 * @param coefficient a function of time, such as α(t)
 * @returns coefficient(t)·x, [B, …]
 * @throws TutorialError `diffusion.shape` when there is not one time an item
 * @internal
 */
export function scaleByTime(x: Tensor, t: Time, coefficient: (t: DiffusionTime) => number): Tensor {
  if (typeof t === "number") return tf.mul(x, coefficient(t));
  if (x.shape[0] !== t.length) {
    throw new TutorialError({
      code: "diffusion.shape",
      where: "scaleByTime",
      expected: `${x.shape[0]} times, one for each item of the batch`,
      got: `${t.length} times`,
      fix: "pass one time for the whole batch, or as many as the batch has items",
    });
  }
  return tf.tidy(() => {
    const shape = [t.length, ...x.shape.slice(1).map(() => 1)]; // [B, 1, …]
    return tf.mul(x, tf.tensor(Float32Array.from(t, coefficient), shape));
  });
}

/**
 * Throws unless a list of times falls strictly, as a walk from noise back to data must.
 *
 * @throws TutorialError `diffusion.schedule`
 *
 * @example
 * checkFalling("mySampler", [1, 0.5, 0]);
 */
export function checkFalling(where: string, times: readonly DiffusionTime[]): void {
  for (let i = 0; i < times.length; i++) {
    checkOne(where, times[i]);
    if (i === 0 || times[i] < times[i - 1]) continue;
    throw new TutorialError({
      code: "diffusion.schedule",
      where,
      expected: "times that fall at every step, such as 1, 0.5, 0",
      got: `${times[i - 1]} and then ${times[i]} at step ${i}`,
      fix: "sort the times from noise to data and drop repeats",
    });
  }
}
