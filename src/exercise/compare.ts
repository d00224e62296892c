/** When two answers are the same, and where they first differ. */
import type { Answer } from "./answer";

/** How large the numbers of an answer are, so that "off by 0.001" means something. */
function sizeOf({ numbers }: Answer): number {
  return numbers.reduce((size, one) => Math.max(size, Number.isFinite(one) ? Math.abs(one) : 0), 0);
}

/** How far each of several answers may be off. */
export function allowances(exact: readonly Answer[], tolerance: number): number[] {
  const overall = Math.max(...exact.map(sizeOf));
  return exact.map((one) => tolerance * Math.max(sizeOf(one), 0.01 * overall, 1e-12));
}

function isSame(a: number, b: number, allowance: number): boolean {
  return Object.is(a, b) || a === b || Math.abs(a - b) <= allowance;
}

/** Whether two are the same, shape and all. */
export function agree(a: Answer, b: Answer, allowance: number): boolean {
  return a.shape === b.shape && a.numbers.every((one, i) => isSame(one, b.numbers[i], allowance));
}

/** The number in which they differ most. */
export function worstOf(yours: Answer, exact: Answer): number {
  const far = (i: number): number => {
    const distance = Math.abs(yours.numbers[i] - exact.numbers[i]);
    return Number.isNaN(distance) ? Infinity : distance;
  };
  return exact.numbers.reduce((worst, _, i) => (far(i) > far(worst) ? i : worst), 0);
}
