/** Trains a score on points: 1,500 steps, a quarter of a minute on two cores. */
import { denoisingLoss } from "../../diffusion/denoisingLoss";
import type { LossWeightOptions } from "../../diffusion/lossWeighting";
import { sampleTimes } from "../../diffusion/timeSampling";
import type { TimeSamplingOptions } from "../../diffusion/timeSampling";
import type { ForwardProcess } from "../../diffusion/process";
import type { TrainingTarget } from "../../diffusion/trainingTarget";
import { rectifiedFlow } from "../../diffusion/rectifiedFlow";
import type { ScoreMlpSize } from "../../network/scoreMlp";
import { Parameters } from "../../nn/parameters";
import type { Random } from "../../tensor/random";
import { tf } from "../../tensor/tf";
import { train } from "../../training/train";
import type { TrainingResult, TrainOptions } from "../../training/train";
import type { LossFunction } from "../../training/trainer";
import { checkPoints, readPoints } from "./points";
import type { Points } from "./points";
import { learnedScore } from "./learnedScore";
import type { LearnedScore } from "./learnedScore";
import { LevelLosses } from "./levelLosses";
import type { LevelLoss } from "./levelLosses";
import { scaledNetwork } from "./scaledNetwork";

/** What to learn, how, and for how long. */
export interface TrainScoreOptions
  extends
    Omit<ScoreMlpSize, "classes">,
    Omit<Partial<TrainOptions>, "loss">,
    Pick<LossWeightOptions, "weighting"> {
  /** Points to learn from, [N, D]. */
  readonly data: Points;
  /** The class of each point, from 0; leave out to learn without classes. */
  readonly labels?: readonly number[];
  /** How often a point's class is hidden, so that guidance has a model without; 0.1 unless given. */
  readonly dropLabels?: number;
  /**
   * Where to begin, and where the last good weights are found if the training diverges; they stay
   * yours. Made from the seed unless given.
   */
  readonly parameters?: Parameters;
  /** {@link rectifiedFlow} unless given. */
  readonly process?: ForwardProcess;
  /** `"edm"` unless given. */
  readonly target?: TrainingTarget;
  readonly times?: TimeSamplingOptions;
  /** Points a step; 256 unless given. */
  readonly batch?: number;
  /** Bins of the loss per noise level; 20 unless given. */
  readonly bins?: number;
}

/** The loss at each noise level, some way into the training. */
export interface LevelHistory {
  /** Steps done. */
  readonly step: number;
  readonly levels: readonly LevelLoss[];
}

/** A score, and how it was learned. */
export interface TrainedScore extends LearnedScore {
  readonly training: Omit<TrainingResult, "averaged">;
  /** Loss per noise level of the steps between two entries, about 40 of them since the start or the resumption; the last is how it ended. */
  readonly levelHistory: readonly LevelHistory[];
}

/** The item that stands out: the first whose error is no number, else the one that adds most. */
function worstItem(errors: ArrayLike<number>, weights: readonly number[]): number {
  let worst = 0;
  for (let item = 0; item < errors.length; item++) {
    if (!Number.isFinite(errors[item])) return item;
    if (errors[item] * weights[item] > errors[worst] * weights[worst]) worst = item;
  }
  return worst;
}

/**
 * Learns the score of points by denoising score matching.
 *
 * Each step draws points, times and noise, asks the network for the target, and moves the weights;
 * what is returned has the running average of them. If the signal stops the training, it has what
 * was learned until then.
 *
 * @throws TutorialError `learnedScore.data`; those of `train` (`training.diverged` names step, t
 *   and σ) and of `denoisingLoss`
 *
 * Source: Vincent 2011; Song et al. 2021; Karras et al. 2022.
 *
 * @example
 * const { points } = mixtureSamples({ means: [[-1, 0], [1, 0]], std: 0.2 }, 2000, 7);
 * const learned = await trainScore({ data: points, process: cosine(), steps: 500, seed: 7 });
 * const flow = { process: cosine(), times: uniformTimes({ steps: 50, from: 0.999, to: 0.001 }) };
 * const drawn = finalSample(heun(learned.denoise, seededNoise([1000, 2], 1), flow));
 */
export async function trainScore(options: TrainScoreOptions): Promise<TrainedScore> {
  const {
    process = rectifiedFlow(),
    target = "edm",
    seed = 0,
    batch = 256,
    steps = 1500,
  } = options;
  const { labels, dropLabels = 0.1, times, bins = 20, observe } = options;
  const points = readPoints(options.data);
  checkPoints(points, labels);
  const classes = labels ? Math.max(...labels) + 1 : 0;
  const { width, depth, weighting } = options;
  const parameters = options.parameters ?? new Parameters(seed);
  const network = { parameters, process, target, sigmaData: points.std, width, depth, classes };
  const levels = new LevelLosses(process, bins);
  const levelHistory: LevelHistory[] = [];

  const loss: LossFunction = (_, random) => {
    const chosen = Array.from({ length: batch }, () => random.integer(points.count));
    const given = labels && hideSome(chosen, labels, dropLabels, random);
    const when = sampleTimes(random, batch, times);
    const noise = tf.tensor2d(random.normals(batch * points.dimensions), [
      batch,
      points.dimensions,
    ]);
    const question = { ...network, weighting, times: when, noise };
    const asked = scaledNetwork(network, given);
    const answer = denoisingLoss(asked, points.pick(chosen), question);
    const errors = answer.errors.dataSync();
    levels.add(when, errors, answer.weights);
    const t = when[worstItem(errors, answer.weights)];
    return { loss: answer.loss, parts: { t, sigma: process.marginal(t).sigma } };
  };

  tf.tidy(() => void scaledNetwork(network)(tf.zeros([1, points.dimensions]), 0.5));
  const every = Math.max(1, Math.ceil(steps / 40));
  const settings = {
    learningRate: 2e-3,
    warmup: 50,
    decay: "cosine",
    clip: 1,
    ema: 0.995,
  } as const;
  try {
    const { averaged, ...training } = await train({
      ...settings,
      ...options,
      steps,
      parameters,
      loss,
      observe: (report) => {
        const done = report.step + 1;
        if (done % every === 0 || done === steps) {
          levelHistory.push({ step: done, levels: levels.take() });
        }
        observe?.(report);
      },
    });
    const kept = averaged ?? parameters.copy();
    return { ...learnedScore({ ...network, parameters: kept }), training, levelHistory };
  } finally {
    if (!options.parameters) parameters.dispose();
  }
}

function hideSome(
  chosen: readonly number[],
  labels: readonly number[],
  share: number,
  random: Random,
): (number | null)[] {
  return chosen.map((point) => (random.uniform() < share ? null : labels[point]));
}
