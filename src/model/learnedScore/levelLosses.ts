/** The loss at each noise level: the mean over all of them hides where a network is good. */
import { TutorialError } from "../../error";
import type { ForwardProcess } from "../../diffusion/process";
import type { DenoisingLoss } from "../../diffusion/denoisingLoss";
import type { Decibels, DiffusionTime } from "../../units";

/** The loss around one time. */
export interface LevelLoss {
  /** The middle of the bin. */
  readonly t: DiffusionTime;
  readonly snrDb: Decibels;
  /** Mean squared error of what the network predicts, unweighted; NaN where nothing was drawn. */
  readonly error: number;
  /** Mean of weight·error: what this level adds to the loss. */
  readonly weighted: number;
  /** How many draws. */
  readonly count: number;
}

/**
 * Gathers the losses of many batches in bins of equal width in t.
 *
 * @example
 * const levels = new LevelLosses(cosine(), 10);
 * const table = levels.take(); // ten bins, nothing in them yet
 */
export class LevelLosses {
  private errors: number[] = [];
  private weighted: number[] = [];
  private counts: number[] = [];

  /** @throws TutorialError `training.bins` */
  constructor(
    private readonly process: ForwardProcess,
    private readonly bins = 20,
  ) {
    if (!(Number.isInteger(bins) && bins >= 1)) {
      throw new TutorialError({
        code: "training.bins",
        where: "LevelLosses",
        expected: "a whole number of bins, at least 1",
        got: String(bins),
        fix: "pass e.g. 20",
      });
    }
    this.clear();
  }

  /** Adds a batch. @param errors the numbers of `errors` */
  add(
    times: readonly DiffusionTime[],
    errors: ArrayLike<number>,
    weights: DenoisingLoss["weights"],
  ): void {
    times.forEach((t, item) => {
      const bin = Math.min(this.bins - 1, Math.floor(t * this.bins));
      this.errors[bin] += errors[item];
      this.weighted[bin] += errors[item] * weights[item];
      this.counts[bin]++;
    });
  }

  /** The means since the last time they were taken. */
  take(): LevelLoss[] {
    const levels = this.counts.map((count, bin): LevelLoss => {
      const t = (bin + 0.5) / this.bins;
      return {
        t,
        snrDb: this.process.snrDb(t),
        error: this.errors[bin] / count,
        weighted: this.weighted[bin] / count,
        count,
      };
    });
    this.clear();
    return levels;
  }

  private clear(): void {
    const empty = (): number[] => new Array<number>(this.bins).fill(0);
    this.errors = empty();
    this.weighted = empty();
    this.counts = empty();
  }
}
