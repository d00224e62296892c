/** How the four are trained: data, objective and budget are the same. */
import { denoisingLoss } from "../../diffusion/denoisingLoss";
import type { DenoisingLoss } from "../../diffusion/denoisingLoss";
import type { Parameters } from "../../nn/parameters";
import type { Representation } from "../../representation/representation";
import { seededNoise } from "../../tensor/random";
import { tf } from "../../tensor/tf";
import type { DiffusionTime } from "../../units";
import type { Recipe } from "../recipe";
import { usualTraining } from "../usualTraining";
import { labelledDit } from "./labelledDit";
import type { SoundLabel } from "./labelledDit";
import {
  batchSize,
  labelDropout,
  predicts,
  process,
  sharedSize,
  sizeFor,
  stepsOf,
  trainingTimes,
  velocityWeight,
} from "./plan";
import type { DiffusionPlan } from "./plan";
import { labelledSet } from "./trainingSet";
import type { LabelledBatch, LabelledSet } from "./trainingSet";

/** A plan, and the representation that it is for. */
export interface RepresentationDiffusionOptions extends DiffusionPlan {
  /** Opens it with its trained weights; the recipe disposes it. */
  readonly open: (folder?: string) => Representation | Promise<Representation>;
  /** Clips of 4.096 s to train on; 4,000 unless given. */
  readonly clips?: number;
}

const validationClips = 48;
/** Of their items, as many are measured, evenly spread. */
const measuredItems = 96;
/** Noise levels at which a card says how well x_0 is guessed, in percent. */
const levels = [20, 50, 80, 95] as const;

interface Asked {
  readonly batch: LabelledBatch;
  readonly times: readonly DiffusionTime[];
  readonly noise: tf.Tensor;
  readonly labels?: readonly SoundLabel[];
}

function lossOf(parameters: Parameters, plan: DiffusionPlan, asked: Asked): DenoisingLoss {
  const { batch, times, noise, labels = batch.labels } = asked;
  const network = labelledDit(parameters, labels, sizeFor(plan));
  const options = { target: predicts, process, times, noise, weighting: velocityWeight };
  return denoisingLoss(network, batch.x0, options);
}

/** Mean squared error of the guess of x_0, of variance 1, at some noise levels: with the label and without. */
function measure(
  parameters: Parameters,
  plan: DiffusionPlan,
  set: LabelledSet,
): Record<string, number> {
  const count = Math.min(set.count, measuredItems);
  const indices = Array.from({ length: count }, (_, i) => Math.floor((i * set.count) / count));
  const error = (level: number, told: boolean): number => {
    let sum = 0;
    for (let first = 0; first < count; first += batchSize) {
      sum += tf.tidy(() => {
        const batch = set.at(indices.slice(first, first + batchSize));
        const times = batch.labels.map(() => level / 100);
        const noise = seededNoise(batch.x0.shape, level, first);
        const labels = told ? batch.labels : batch.labels.map(() => ({}));
        const { errors } = lossOf(parameters, plan, { batch, times, noise, labels });
        return errors.sum().dataSync()[0];
      });
    }
    return sum / count;
  };
  return Object.fromEntries([
    ...levels.map((level) => [`x0ErrorAt${level}`, error(level, true)]),
    ["x0ErrorAt95Untold", error(95, false)],
  ]) as Record<string, number>;
}

/**
 * The recipe of a small diffusion model on a representation, told instrument and register only.
 *
 * All such recipes have the same network but for its patch, the same clips, noise, batch and learning
 * rate, and the same budget of floating-point operations: what differs is the representation.
 *
 * @example
 * const recipe = representationDiffusionRecipe({
 *   name: "diffusion-waveform",
 *   seconds: 1.024,
 *   shape: [16384, 1],
 *   patch: 128,
 *   shift: 4,
 *   open: waveformRepresentation,
 * });
 * console.log(recipe.steps);
 */
export function representationDiffusionRecipe({
  open,
  clips = 4000,
  ...plan
}: RepresentationDiffusionOptions): Recipe {
  const { name, seconds, shift, patch } = plan;
  const sides: Record<string, number> =
    typeof patch === "number"
      ? { patchFrames: patch }
      : { patchFrames: patch[0], patchBins: patch[1] };
  return {
    name,
    groups: ["representation-diffusion"],
    steps: stepsOf(plan),
    trainedOn: `${clips} corpus clips (train split) of 4.096 s, ${seconds} s at a time, ${batchSize} a step`,
    settings: { ...sharedSize, ...sides, seconds, shift },
    async prepare(parameters, { seed, folder, say }) {
      const size = sizeFor(plan);
      tf.tidy(() => void labelledDit(parameters, [{}], size)(tf.zeros([1, ...plan.shape]), 0.5));
      const representation = await open(folder);
      try {
        say(`rendering and encoding ${clips} clips`);
        const training = await labelledSet(plan, representation, { split: "train", clips, seed });
        const validation = await labelledSet(plan, representation, {
          split: "validation",
          clips: validationClips,
          seed,
        });
        return {
          ...usualTraining,
          learningRate: 1e-3,
          decayFrom: 0.4,
          ema: 0.9985,
          loss(_, random) {
            const batch = training.draw(random, batchSize);
            const labels = batch.labels.map((label) =>
              random.uniform() < labelDropout ? {} : label,
            );
            const times = trainingTimes(random, batchSize, shift);
            const noise = tf.tensor(random.normals(batch.x0.size), batch.x0.shape);
            return { loss: lossOf(parameters, plan, { batch, times, noise, labels }).loss };
          },
          measure: (averaged) => measure(averaged, plan, validation),
        };
      } finally {
        representation.dispose();
      }
    },
  };
}
