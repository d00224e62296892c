/** One step of training at a time: for loops of one's own, such as two networks that take turns. */
import { Random } from "../tensor/random";
import { tf } from "../tensor/tf";
import type { Tensor1D } from "../tensor/tf";
import type { Parameters } from "../nn/parameters";
import { adamStep } from "./adam";
import type { AdamOptions } from "./adam";
import { diverged, Watch } from "./divergence";
import { DrawnLossGradient } from "./drawnLoss";
import type { DrawnLoss } from "./drawnLoss";
import { emaDecayAt, emaStep } from "./ema";
import { assignFlat, checkComplete, flatten, layoutOf } from "./flat";
import type { IsUntrained, Layout } from "./flat";
import { lossGradient } from "./lossGradient";
import type { LossResult, MeasuredLoss } from "./lossGradient";
import { learningRateAt } from "./learningRate";
import type { LearningRateSchedule } from "./learningRate";

export type { LossResult };

/**
 * The loss of a step. It runs within `tf.tidy`, and draws all that is random from `random`, a stream
 * named by (seed, step): a resumed training sees the same draws.
 */
export type LossFunction = (step: number, random: Random) => LossResult;

/** How a network is trained. */
export interface TrainerOptions extends LearningRateSchedule, AdamOptions {
  /** The weights to train; the loss may use others, which stay as they are. */
  readonly parameters: Parameters;
  /** A function, or two halves of which the second is compiled where that can be done. */
  readonly loss: LossFunction | DrawnLoss;
  /**
   * Weights of `parameters` that the gradient leaves alone: frozen ones, or such as the loss changes
   * itself (codebooks that follow their members). None unless given.
   */
  readonly untrained?: IsUntrained;
  /** Highest length of the whole gradient; longer ones are shortened to it. None unless given. */
  readonly clip?: number;
  /** Decay of the running average of the weights, e.g. 0.999; 0 (default) keeps none. */
  readonly ema?: number;
  /** Names all that is random; 0 unless given. */
  readonly seed?: number;
  /** How many times the first losses a loss must be to count as diverged; 10⁴ unless given. */
  readonly explosion?: number;
}

/** What a step did. */
export interface TrainingStep {
  readonly step: number;
  readonly loss: number;
  readonly parts: Readonly<Record<string, number>>;
  /** Length of the gradient, before clipping. */
  readonly gradientNorm: number;
  readonly learningRate: number;
}

function release({ weights, mean, square, average }: TrainerState): void {
  tf.dispose([weights, mean, square, ...(average ? [average] : [])]);
}

/** All that a training needs to go on: vectors [P], and how many steps were done. @internal */
export interface TrainerState {
  readonly step: number;
  readonly weights: Tensor1D;
  readonly mean: Tensor1D;
  readonly square: Tensor1D;
  readonly average?: Tensor1D;
}

/**
 * Trains by Adam, a step at each call of {@link Trainer.step}.
 *
 * @example
 * const parameters = new Parameters(7);
 * const loss: LossFunction = () => ({ loss: dense(parameters, "a", tf.ones([1, 1]), 1).square().mean() });
 * const trainer = new Trainer({ parameters, loss, steps: 100, learningRate: 0.01 });
 * const { loss: first } = trainer.step();
 * trainer.dispose();
 */
export class Trainer {
  private readonly layout: Layout;
  private readonly known: ReadonlySet<string>;
  private readonly watch: Watch;
  private readonly drawn?: DrawnLossGradient;
  private current: TrainerState;

  /** @param from what the first step is called to the loss, if another training was there before it */
  constructor(
    private readonly options: TrainerOptions,
    private readonly from = 0,
  ) {
    const { parameters, loss, explosion, untrained, ema = 0 } = options;
    // A network makes its weights when it is first called.
    if (parameters.count() === 0) tf.tidy(() => void this.lossAt(from));
    this.layout = layoutOf(parameters, untrained);
    if (typeof loss === "object") this.drawn = new DrawnLossGradient(loss, this.layout);
    this.known = new Set(parameters.names());
    this.watch = new Watch(explosion);
    const weights = flatten(this.layout.variables);
    const zero = (): Tensor1D => tf.zeros([this.layout.count]);
    const average = ema > 0 ? weights.clone() : undefined;
    this.current = { step: 0, weights, mean: zero(), square: zero(), average };
  }

  private randomAt(step: number): Random {
    return new Random(this.options.seed ?? 0, "train", step);
  }

  private lossAt(step: number): LossResult {
    const { loss } = this.options;
    const random = this.randomAt(step);
    return typeof loss === "function"
      ? loss(step, random)
      : { loss: loss.of(loss.draw(step, random)) };
  }

  private gradientAt(step: number): MeasuredLoss {
    const { loss, parameters } = this.options;
    const check = (): void => checkComplete(this.known, parameters);
    if (!this.drawn || typeof loss === "function") {
      return lossGradient(this.layout.variables, () => this.lossAt(step), check);
    }
    const drawn = tf.tidy(() => loss.draw(step, this.randomAt(step)) as tf.NamedTensorMap);
    try {
      return this.drawn.at(this.current.weights, drawn, check);
    } finally {
      tf.dispose(drawn);
    }
  }

  /** Where the training is; the tensors stay the trainer's. @internal */
  get state(): TrainerState {
    return this.current;
  }

  /** Names and order of the weights that are trained, and of how many numbers they are. @internal */
  get trained(): Pick<Layout, "names" | "count"> {
    return this.layout;
  }

  /** The weights that the gradient leaves alone. @internal */
  get untrained(): Readonly<Record<string, tf.Variable>> {
    const { names } = this.layout;
    const all = Object.entries(this.options.parameters.values());
    return Object.fromEntries(all.filter(([name]) => !names.includes(name)));
  }

  /** Continues from another state, whose tensors become the trainer's. @internal */
  restore(state: TrainerState): void {
    release(this.current);
    this.current = state;
    assignFlat(this.layout, state.weights);
  }

  /**
   * One step: loss, gradient, clipping, Adam, average.
   *
   * @throws TutorialError `training.diverged`; the weights are then the last good ones
   */
  step(): TrainingStep {
    const { current, options } = this;
    const { clip = Number.POSITIVE_INFINITY, ema = 0 } = options;
    const { step } = current;
    const learningRate = learningRateAt(step, options);
    const called = this.from + step;
    const { gradient, ...measured } = this.gradientAt(called);
    const report = { step: called, ...measured, learningRate };
    if (!this.watch.accepts(report, current)) {
      gradient.dispose();
      throw diverged(report, this.from + this.giveUp());
    }
    const { average, ...moved } = tf.tidy(() => {
      const tooLong = measured.gradientNorm > clip;
      const clipped = tooLong ? gradient.mul<Tensor1D>(clip / measured.gradientNorm) : gradient;
      const next = adamStep(current, clipped, step + 1, learningRate, options);
      const decay = emaDecayAt(step, ema);
      return {
        ...next,
        average: current.average && emaStep(current.average, next.weights, decay),
      };
    });
    gradient.dispose();
    this.restore({ step: step + 1, ...moved, average });
    return report;
  }

  /** Puts the last good weights back and says of which step they are. @internal */
  giveUp(): number {
    const good = this.watch.takeGood();
    if (good) {
      tf.dispose([this.current.weights, ...(this.current.average ? [this.current.average] : [])]);
      const { weights, average, step } = good;
      this.current = { ...this.current, weights, average, step };
      assignFlat(this.layout, good.weights);
    }
    return good?.step ?? this.current.step;
  }

  /** A copy of the parameters with the average of the weights; the weights themselves without `ema`. */
  averaged(): Parameters {
    const { parameters, untrained } = this.options;
    const copy = parameters.copy();
    assignFlat(layoutOf(copy, untrained), this.current.average ?? this.current.weights);
    return copy;
  }

  /** Releases all but the parameters. */
  dispose(): void {
    release(this.current);
    this.watch.dispose();
    this.drawn?.dispose();
  }
}
