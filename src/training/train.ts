/** Training: the same few lines for every network of the library. */
import { TutorialError } from "../error";
import type { Parameters } from "../nn/parameters";
import { tf } from "../tensor/tf";
import type { Seconds } from "../units";
import { decays } from "./learningRate";
import { readCheckpoint, writeCheckpoint } from "./checkpoint";
import type { TrainingStep } from "./trainer";
import { TrainingGroup } from "./trainingGroup";
import type { TrainingGroupOptions } from "./trainingGroup";

/** What an observer is told after each step. */
export interface TrainingReport extends TrainingStep {
  /** How many steps there will be. */
  readonly steps: number;
  /** The step at which this run began: not 0 if it went on from a checkpoint. */
  readonly resumedAt: number;
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
export interface TrainOptions extends TrainingGroupOptions {
  /** Told after each step. */
  readonly observe?: (report: TrainingReport) => void;
  /** Ends the training after the step at hand; what was done is kept. */
  readonly signal?: AbortSignal;
  /** Ends it after so long, in the same way; never unless given. */
  readonly seconds?: Seconds;
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
  /** Of all parts, if it went on from checkpoints. */
  readonly seconds: Seconds;
  /** In how many runs it was trained: 1 if it never went on from a checkpoint. */
  readonly parts: number;
  /** A copy of the parameters with the average of the weights, if `ema` was given; dispose it when done. */
  readonly averaged?: Parameters;
}

/** A result, and why it ended if it ran away. @internal */
export interface TrainingOutcome extends TrainingResult {
  readonly diverged?: TutorialError;
}

/** A turn for whatever waits outside: a stop button, a progress line. */
const TURN_EVERY_MS = 20;

function checkOptions({ steps, learningRate, decay = "constant", ema = 0 }: TrainOptions): void {
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
  if (!decays.includes(decay)) {
    throw refuse(
      `decay out of ${decays.join(", ")}`,
      `"${String(decay)}"`,
      'leave it out, or pass e.g. {decay: "cosine"}',
    );
  }
  if (!(ema >= 0 && ema < 1)) {
    throw refuse("ema from 0 (none) to below 1", String(ema), "pass e.g. {ema: 0.999}");
  }
}

/**
 * {@link train}, but a training that ran away is an outcome too, with the last good weights.
 *
 * @internal
 */
export async function runTraining(options: TrainOptions): Promise<TrainingOutcome> {
  checkOptions(options);
  const { steps, seed = 0, ema = 0, checkpoint, observe, signal } = options;
  const { seconds: most = Number.POSITIVE_INFINITY } = options;
  const started = performance.now();
  const secondsSince = (moment: number): Seconds => (performance.now() - moment) / 1000;
  const group = new TrainingGroup(options);
  try {
    const saved = checkpoint && readCheckpoint(checkpoint.file, group, seed);
    const resumedAt = group.step;
    const losses = [...(saved?.losses ?? [])];
    const notes = () => ({
      seconds: (saved?.seconds ?? 0) + secondsSince(started),
      parts: (saved?.parts ?? 0) + 1,
      losses,
    });
    const save = (): void => {
      if (checkpoint) writeCheckpoint(checkpoint.file, group, { ...notes(), seed });
    };
    let diverged: TutorialError | undefined;
    let [turned, savedAt] = [performance.now(), performance.now()];
    while (group.step < steps && !signal?.aborted && secondsSince(started) < most) {
      try {
        const report = group.makeStep();
        losses.push(report.loss);
        const done = group.step;
        const secondsLeft = (secondsSince(started) / (done - resumedAt)) * (steps - done);
        observe?.({ ...report, steps, resumedAt, secondsLeft });
      } catch (error) {
        if (!(error instanceof TutorialError && error.code === "training.diverged")) throw error;
        diverged = error;
        losses.length = group.step;
        break;
      }
      if (checkpoint && secondsSince(savedAt) >= (checkpoint.everySeconds ?? 30)) {
        save();
        savedAt = performance.now();
      }
      if (performance.now() - turned > TURN_EVERY_MS) {
        await tf.nextFrame();
        turned = performance.now();
      }
    }
    // Of a training that ran away, the checkpoint from before is the better place to go on from.
    if (group.step > resumedAt && !diverged) save();
    return {
      ...notes(),
      steps: group.step,
      stopped: group.step < steps,
      resumedAt,
      averaged: ema > 0 ? group.averaged() : undefined,
      diverged,
    };
  } finally {
    group.dispose();
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
  const { diverged, ...result } = await runTraining(options);
  if (!diverged) return result;
  result.averaged?.dispose();
  throw diverged;
}
