/** Training: the same few lines for every network of the library. */
import { TutorialError } from "../error";
import type { Parameters } from "../nn/parameters";
import { tf } from "../tensor/tf";
import type { Seconds } from "../units";
import { readCheckpoint, writeCheckpoint } from "./checkpoint";
import { Trainer } from "./trainer";
import type { TrainerOptions, TrainingStep } from "./trainer";

/** What an observer is told after each step. */
export interface TrainingReport extends TrainingStep {
  /** How many steps there will be. */
  readonly steps: number;
  /** An estimate from the steps done since the start or the resumption. */
  readonly secondsLeft: Seconds;
}

/** Where and how often a training is saved. */
export interface CheckpointOptions {
  /** A safetensors file; if it is there, the training goes on from it. */
  readonly file: string;
  /** 30 unless given: what a crash costs at most. */
  readonly everySeconds?: Seconds;
}

/** How a network is trained, watched, stopped and saved. */
export interface TrainOptions extends TrainerOptions {
  /** Told after each step. */
  readonly observe?: (report: TrainingReport) => void;
  /** Ends the training after the step at hand; what was done is kept. */
  readonly signal?: AbortSignal;
  readonly checkpoint?: CheckpointOptions;
}

/** What came of a training. */
export interface TrainingResult {
  /** Steps done in all. */
  readonly steps: number;
  /** Whether it was stopped before the end. */
  readonly stopped: boolean;
  /** The loss of each step. */
  readonly losses: readonly number[];
  /** The step at which it went on from a checkpoint; 0 for a fresh one. */
  readonly resumedAt: number;
  readonly seconds: Seconds;
  /** A copy of the parameters with the average of the weights, if `ema` was given; dispose it when done. */
  readonly averaged?: Parameters;
}

/** A turn for whatever waits outside: a stop button, a progress line. */
const TURN_EVERY_MS = 20;

function checkOptions({ steps, learningRate, ema = 0 }: TrainOptions): void {
  const refuse = (expected: string, got: string, fix: string): TutorialError =>
    new TutorialError({ code: "training.options", where: "train", expected, got, fix });
  if (!(Number.isInteger(steps) && steps >= 1)) {
    throw refuse("a whole number of steps, at least 1", String(steps), "pass e.g. {steps: 1000}");
  }
  if (!(learningRate > 0 && Number.isFinite(learningRate))) {
    throw refuse(
      "a learning rate above 0",
      String(learningRate),
      "pass e.g. {learningRate: 0.001}",
    );
  }
  if (!(ema >= 0 && ema < 1)) {
    throw refuse("ema from 0 (none) to below 1", String(ema), "pass e.g. {ema: 0.999}");
  }
}

/**
 * Trains parameters to make a loss small.
 *
 * Adam with a learning-rate schedule, clipping of the gradient and a running average of the weights;
 * seeded, so that the same options give the same weights; stopped by a signal, resumed from a
 * checkpoint as if nothing had happened. Tensors in use stay as many, however long it runs.
 *
 * @returns how it went; the trained weights are in `parameters`
 * @throws TutorialError `training.options`; `training.noParameters`; `training.checkpoint`;
 *   `training.diverged`, which names the step and the loss's parts: the weights are then the last good ones
 *
 * @example
 * const parameters = new Parameters(7);
 * const x = tf.linspace(-1, 1, 64).expandDims(1);
 * const network = () => mlp(parameters, "sine", x, { sizes: [32, 1], activation: "tanh" });
 * const loss: LossFunction = () => ({ loss: network().sub(x.mul(3).sin()).square().mean() });
 * const { losses } = await train({ parameters, loss, steps: 200, learningRate: 0.01 });
 */
export async function train(options: TrainOptions): Promise<TrainingResult> {
  checkOptions(options);
  const { parameters, steps, seed = 0, ema = 0, checkpoint, observe, signal } = options;
  const started = performance.now();
  const secondsSince = (moment: number): Seconds => (performance.now() - moment) / 1000;
  const trainer = new Trainer(options);
  try {
    const { names } = trainer;
    const like = { seed, names, count: parameters.count(), average: ema > 0 };
    const saved = checkpoint && readCheckpoint(checkpoint.file, like);
    if (saved) trainer.restore(saved.state);
    const resumedAt = trainer.state.step;
    const losses = saved?.losses ?? [];
    const save = (): void => {
      if (checkpoint) writeCheckpoint(checkpoint.file, trainer.state, { ...like, losses });
    };
    let [turned, savedAt] = [performance.now(), performance.now()];
    while (trainer.state.step < steps && !signal?.aborted) {
      const report = trainer.step();
      losses.push(report.loss);
      const done = trainer.state.step;
      const secondsLeft = (secondsSince(started) / (done - resumedAt)) * (steps - done);
      observe?.({ ...report, steps, secondsLeft });
      if (checkpoint && secondsSince(savedAt) >= (checkpoint.everySeconds ?? 30)) {
        save();
        savedAt = performance.now();
      }
      if (performance.now() - turned > TURN_EVERY_MS) {
        await tf.nextFrame();
        turned = performance.now();
      }
    }
    if (trainer.state.step > resumedAt) save();
    return {
      steps: trainer.state.step,
      stopped: trainer.state.step < steps,
      losses,
      resumedAt,
      seconds: secondsSince(started),
      averaged: ema > 0 ? trainer.averaged() : undefined,
    };
  } finally {
    trainer.dispose();
  }
}
