/** What a call of the U-Net costs, counted rather than timed. */
import { unetFrames, unetLayout } from "./layout";
import type { UnetSize, UnetStep } from "./layout";

/** Where the floating-point operations of one forward pass of one item go. */
export interface UnetFlops {
  /** All convolutions, and the linear layers beside those blocks whose width changes. */
  readonly convolutions: number;
  /** The condition to shifts and scales. */
  readonly modulation: number;
  /** Queries, keys, values and the way out: linear in the number of frames. */
  readonly projections: number;
  /** Scores and mixing: quadratic in it. */
  readonly attention: number;
  readonly total: number;
}

/**
 * Multiplications and additions of one forward pass of one item, as products of matrices and convolutions have them.
 *
 * A product [n, k]·[k, m] counts 2·n·k·m, and a convolution with a window of w is one with k = w·channels; what is
 * done number by number does not count. What a text adds, its modes say.
 *
 * @param shape of an item, [T, C]
 * @param size of the U-Net, and the width Dc of its condition
 * @throws TutorialError `network.unet.size`
 *
 * @example
 * const { total, convolutions } = unetFlops([64, 64], { width: 128, heads: 4, conditionWidth: 96 });
 * console.log(`${total / 1e6} MFLOP, ${(100 * convolutions) / total} % of them in convolutions`);
 */
export function unetFlops(
  [frames, channels]: readonly number[],
  size: UnetSize & { readonly conditionWidth: number },
): UnetFlops {
  const { width, conditionWidth, outChannels = channels } = size;
  const steps = unetLayout(size);
  const product = (n: number, k: number, m: number): number => 2 * n * k * m;
  const framesOf = ({ level }: UnetStep): number => unetFrames(frames, level, size);
  const sumOver = (some: readonly UnetStep[], cost: (step: UnetStep) => number): number =>
    some.reduce((sum, step) => sum + cost(step), 0);
  const blocks = steps.filter(({ kind }) => kind === "block");
  const sites = steps.filter(({ site }) => site !== undefined);
  const convolved = (step: UnetStep): number => {
    const n = framesOf(step);
    if (step.kind !== "block") return product(n, 3 * width, width);
    const joined = step.skip === "take" ? 2 * width : width;
    const beside = joined === width ? 0 : product(n, joined, width);
    return product(n, 3 * joined, width) + product(n, 3 * width, width) + beside;
  };
  const ends = product(frames, 3 * channels, width) + product(frames, 3 * width, outChannels);
  const parts = {
    convolutions: ends + sumOver(steps, convolved),
    modulation: blocks.length * product(1, conditionWidth, 2 * width),
    projections: sumOver(sites, (step) => product(framesOf(step), width, 4 * width)),
    attention: sumOver(sites, (step) => 2 * product(framesOf(step), width, framesOf(step))),
  };
  return { ...parts, total: Object.values(parts).reduce((a, b) => a + b, 0) };
}
