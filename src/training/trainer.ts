/** One step of training at a time: for loops of one's own, such as two networks that take turns. */
import { Random } from "../tensor/random";
import { tf } from "../tensor/tf";
import type { Tensor1D } from "../tensor/tf";
import type { Parameters } from "../nn/parameters";
import { adamStep } from "./adam";
import type { AdamOptions } from "./adam";
import { diverged, Watch } from "./divergence";
import { emaDecayAt, emaStep } from "./ema";
import { assignFlat, checkComplete, flatten, layoutOf } from "./flat";
import type { Layout } from "./flat";
import { learningRateAt } from "./learningRate";
import type { LearningRateSchedule } from "./learningRate";

/** What a loss function says. */
export interface LossResult {
  /** What is made small: one number, as a tensor that gradients can flow through. */
  readonly loss: tf.Scalar;
  /** Numbers to watch beside it, and to name if it diverges, e.g. the noise level. */
  readonly parts?: Readonly<Record<string, number>>;
}

/**
 * The loss of a step. It runs within `tf.tidy`, and draws all that is random from `random`, a stream
 * named by (seed, step): a resumed training sees the same draws.
 */
export type LossFunction = (step: number, random: Random) => LossResult;

/** How a network is trained. */
export interface TrainerOptions extends LearningRateSchedule, AdamOptions {
  /** The weights to train; the loss may use others, which stay as they are. */
  readonly parameters: Parameters;
  readonly loss: LossFunction;
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

/** A loss and its gradient, [P]. */
interface Measured {
  readonly loss: number;
  readonly parts: Readonly<Record<string, number>>;
  readonly gradient: Tensor1D;
  readonly gradientNorm: number;
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
  private readonly watch: Watch;
  private current: TrainerState;

  constructor(private readonly options: TrainerOptions) {
    const { parameters, loss, explosion, ema = 0 } = options;
    // A network makes its weights when it is first called.
    if (parameters.count() === 0) tf.tidy(() => void loss(0, this.randomAt(0)));
    this.layout = layoutOf(parameters);
    this.watch = new Watch(explosion);
    const weights = flatten(this.layout.variables);
    const zero = (): Tensor1D => tf.zeros([this.layout.count]);
    const average = ema > 0 ? weights.clone() : undefined;
    this.current = { step: 0, weights, mean: zero(), square: zero(), average };
  }

  private randomAt(step: number): Random {
    return new Random(this.options.seed ?? 0, "train", step);
  }

  /** Where the training is; the tensors stay the trainer's. @internal */
  get state(): TrainerState {
    return this.current;
  }

  /** Names and order of the weights. @internal */
  get names(): readonly string[] {
    return this.layout.names;
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
    const { gradient, ...measured } = this.gradientAt(step);
    const report = { step, ...measured, learningRate };
    if (!this.watch.accepts(report, current)) {
      gradient.dispose();
      throw this.giveUp(report);
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

  private gradientAt(step: number): Measured {
    const { variables } = this.layout;
    let parts: Readonly<Record<string, number>> = {};
    const { gradient, numbers } = tf.tidy(() => {
      const { value, grads } = tf.variableGrads(() => {
        const result = this.options.loss(step, this.randomAt(step));
        parts = result.parts ?? {};
        return result.loss;
      }, [...variables]);
      checkComplete(this.layout, this.options.parameters);
      const whole = flatten(variables.map((one) => grads[one.name] ?? tf.zerosLike(one)));
      // Read together: each reading makes the backend wait.
      return { gradient: whole, numbers: tf.stack([value, whole.norm()]) };
    });
    const [loss, gradientNorm] = numbers.dataSync();
    numbers.dispose();
    return { loss, parts, gradient, gradientNorm };
  }

  /** Puts the last good weights back and says what happened. */
  private giveUp(report: TrainingStep): Error {
    const good = this.watch.takeGood();
    if (good) {
      tf.dispose([this.current.weights, ...(this.current.average ? [this.current.average] : [])]);
      this.current = { ...this.current, weights: good.weights, average: good.average };
      assignFlat(this.layout, good.weights);
    }
    return diverged(report, good?.step ?? 0);
  }

  /** A copy of the parameters with the average of the weights; the weights themselves without `ema`. */
  averaged(): Parameters {
    const copy = this.options.parameters.copy();
    assignFlat(layoutOf(copy), this.current.average ?? this.current.weights);
    return copy;
  }

  /** Releases all but the parameters. */
  dispose(): void {
    release(this.current);
    this.watch.dispose();
  }
}
