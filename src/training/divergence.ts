/** Sees that a training runs away, and keeps the weights from before it did. */
import { TutorialError } from "../error";
import { tf } from "../tensor/tf";
import type { Tensor1D } from "../tensor/tf";

/** What is known of a step before its weights move. @internal */
export interface Observed {
  readonly step: number;
  readonly loss: number;
  readonly parts: Readonly<Record<string, number>>;
  readonly gradientNorm: number;
}

/** Weights with which the loss was as it should be. @internal */
export interface GoodWeights {
  readonly step: number;
  readonly weights: Tensor1D;
  readonly average?: Tensor1D;
}

/** The first so many steps say how large a loss is to be expected. */
const FIRST_STEPS = 20;

/** Of the lowest loss, at each step: twice as much after 700 of them. */
const LOWEST_GROWTH = 1.001;

/** Judges each loss. Good are weights whose loss, smoothed, is at most twice its lowest. @internal */
export class Watch {
  private good?: GoodWeights;
  private seen = 0;
  private largest = 1;
  private smooth = 0;
  private lowest = Number.POSITIVE_INFINITY;

  constructor(private readonly explosion = 1e4) {}

  /** Whether a training may go on from here; if so and the loss is no outlier, its weights are kept. */
  accepts({ loss, gradientNorm }: Observed, { step, weights, average }: GoodWeights): boolean {
    const size = Math.abs(loss);
    if (!Number.isFinite(size) || !Number.isFinite(gradientNorm)) return false;
    if (this.seen < FIRST_STEPS) this.largest = Math.max(this.largest, size);
    else if (size > this.explosion * this.largest) return false;
    this.smooth = this.seen === 0 ? size : 0.95 * this.smooth + 0.05 * size;
    // Slowly forgotten, as a loss may rise for good, such as when a critic begins to have its say.
    this.lowest = Math.min(this.lowest * LOWEST_GROWTH, this.smooth);
    this.seen++;
    if (size <= 3 * this.smooth && this.smooth <= 2 * this.lowest) {
      this.dispose();
      // Vectors are never changed in place, so that a clone copies no numbers.
      this.good = { step, weights: weights.clone(), average: average?.clone() };
    }
    return true;
  }

  /** Hands the last good weights over. */
  takeGood(): GoodWeights | undefined {
    const { good } = this;
    this.good = undefined;
    return good;
  }

  dispose(): void {
    if (this.good)
      tf.dispose([this.good.weights, ...(this.good.average ? [this.good.average] : [])]);
    this.good = undefined;
  }
}

const short = (value: number): string => String(Number(value.toPrecision(4)));

/** The error that says where a training ran away. @internal */
export function diverged(
  { step, loss, parts, gradientNorm }: Observed,
  keptStep: number,
): TutorialError {
  const named = Object.entries(parts).map(([name, value]) => `${name} = ${short(value)}`);
  const at = [`step ${step}`, ...named].join(", ");
  return new TutorialError({
    code: "training.diverged",
    where: "train",
    expected: "a loss that stays finite and does not explode",
    got: `loss ${short(loss)} with a gradient of length ${short(gradientNorm)} at ${at}`,
    fix: `lower the learning rate, add {warmup: 100} or {clip: 1}; the weights are those of step ${keptStep}`,
  });
}
