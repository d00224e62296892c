/** How the text models are trained: data, objective and captions are the same for all. */
import { clapSize } from "../../conditioning/clap/textTower";
import type { TextEmbedding } from "../../conditioning/textEmbedding";
import { answerLoss, denoisingQuestion } from "../../diffusion/denoisingLoss";
import type { DenoisingQuestion } from "../../diffusion/denoisingLoss";
import type { Parameters } from "../../nn/parameters";
import type { Random } from "../../tensor/random";
import { frameLatentChannels } from "../../representation/frameCodec/frameLatent";
import { seededNoise } from "../../tensor/random";
import { tf } from "../../tensor/tf";
import type { Tensor1D, Tensor3D } from "../../tensor/tf";
import type { DiffusionTime } from "../../units";
import type { Recipe } from "../recipe";
import { predicts, process, trainingTimes, velocityWeight } from "../representationDiffusion/plan";
import { usualTraining } from "../usualTraining";
import { lengthsOf } from "./lengths";
import { hearText, toldMusicNetwork } from "./musicNetwork";
import { paddedText } from "./paddedText";
import { headSize, scoreSize } from "./score/channels";
import { scoreInputScale, scoreOutputScale, scoreTime } from "./score/leading";
import { scoredLoss, scoredTimes } from "./score/scoredLoss";
import { channelsOf, modeSettings, sizeSettings, textDropout, timeShift } from "./plan";
import type { TextModelPlan } from "./plan";
import { openTextData } from "./textData";
import { timingNumbers, vectorOfTiming } from "./textDit";
import type { TimingNumbers } from "./textDit";
import type { TextBatch, TextSet } from "./textSet";

const measuredTogether = 32;
/** Noise levels at which a card says how well x_0 is guessed, in percent. */
const levels = [50, 80, 95] as const;

interface Asked {
  readonly batch: TextBatch;
  readonly times: readonly DiffusionTime[];
  readonly noise: tf.Tensor;
  /** Whose text is taken away. */
  readonly gone: readonly boolean[];
}

/** All that is asked, as tensors. (A type, for `tf.tidy`.) */
type Question = DenoisingQuestion &
  TextEmbedding &
  TimingNumbers & {
    readonly gone: Tensor1D;
    /** Of each item's error in the score, [B]. */
    readonly scoreWeights: Tensor1D;
    /** [B, T, 6] */
    readonly heads: Tensor3D;
  };

/** x_t with a score of variance 1, the target with one as it is written. */
function ofVarianceOne(question: DenoisingQuestion, times: readonly DiffusionTime[]) {
  const channels = question.xt.shape.at(-1)!;
  return {
    ...question,
    xt: question.xt.mul(scoreInputScale(times, channels)),
    target: question.target.div(scoreOutputScale(channels)),
  };
}

function questionOf(plan: TextModelPlan, { batch, times, noise, gone }: Asked): Question {
  const options = { target: predicts, process, times, noise, weighting: velocityWeight };
  const x0 = batch.x0.slice([0, 0, 0], [-1, -1, channelsOf(plan)]);
  const question = denoisingQuestion(x0, options);
  return {
    ...(plan.score ? ofVarianceOne(question, times) : question),
    ...paddedText(batch.text),
    ...timingNumbers(times, batch.timings),
    gone: tf.tensor1d(gone.map(Number)),
    heads: batch.heads.clone(),
    scoreWeights: tf.tensor1d(times.map((t) => velocityWeight({ sigma: scoreTime(t) }))),
  };
}

/** The network's guess of x_0, [B, T, C + K]. */
function answerOf(parameters: Parameters, plan: TextModelPlan, question: Question): tf.Tensor {
  const { xt, gone } = question;
  const entered = hearText(parameters, plan, question, { gone, frames: xt.shape[1]! });
  const condition = vectorOfTiming(parameters, question, plan.size.conditionWidth);
  const head = plan.score ? question.heads : undefined;
  return toldMusicNetwork(parameters, plan, xt, { condition, entered, head });
}

/** Calls every part of the network once, which makes its weights. @internal */
export function makeWeights(parameters: Parameters, plan: TextModelPlan): void {
  tf.tidy(() => {
    const text = {
      global: tf.zeros<tf.Rank.R2>([1, clapSize]),
      tokens: tf.zeros<tf.Rank.R3>([1, 1, clapSize]),
      mask: tf.ones<tf.Rank.R2>([1, 1]),
    };
    const x0 = tf.zeros<tf.Rank.R3>([1, 4, channelsOf(plan)]);
    const batch: TextBatch = {
      ...{ x0, text, timings: [{ secondsStart: 0, secondsTotal: 1 }] },
      heads: tf.zeros([1, 4, headSize]),
    };
    const asked = { batch, times: [0.5], noise: tf.zerosLike(x0), gone: [false] };
    answerOf(parameters, plan, questionOf(plan, asked));
  });
}

/** What is measured apart: the channels of the latent, and those of its score. */
const measuredParts = ({ score }: TextModelPlan) => ({
  x0Error: { begin: 0, size: frameLatentChannels },
  ...(score && { scoreError: { begin: frameLatentChannels, size: scoreSize } }),
});

/** Mean squared error of the guess of x_0, of variance 1, at some noise levels: with the text and without. */
function measure(
  parameters: Parameters,
  plan: TextModelPlan,
  set: TextSet,
): Record<string, number> {
  const parts = measuredParts(plan);
  const errors = (level: number, told: boolean): Record<string, number> => {
    const sums = Object.fromEntries(Object.keys(parts).map((name) => [name, 0]));
    for (let first = 0; first < set.count; first += measuredTogether) {
      const clips = Array.from(
        { length: Math.min(measuredTogether, set.count - first) },
        (_, i) => first + i,
      );
      tf.tidy(() => {
        const batch = set.at(clips);
        const times = clips.map(() => level / 100);
        const [count, frames] = batch.x0.shape;
        const noise = seededNoise([count, frames, channelsOf(plan)], level, first);
        const question = questionOf(plan, { batch, times, noise, gone: clips.map(() => !told) });
        const squared = answerOf(parameters, plan, question).sub(question.target).square();
        for (const [name, { begin, size }] of Object.entries(parts)) {
          const own = squared.slice([0, 0, begin], [-1, -1, size]).mean([1, 2]);
          sums[name] += own.sum().dataSync()[0];
        }
      });
    }
    const suffix = `At${level}${told ? "" : "Untold"}`;
    return Object.fromEntries(
      Object.entries(sums).map(([name, sum]) => [`${name}${suffix}`, sum / set.count]),
    );
  };
  const found = [...levels.map((level) => errors(level, true)), errors(95, false)];
  return Object.assign({}, ...found) as Record<string, number>;
}

/** A length of clips by chance, as often as its share says. */
function drawSet(random: Random, sets: readonly TextSet[]): TextSet {
  const draw = 100 * random.uniform();
  let below = 0;
  return sets.find(({ share }) => draw < (below += share)) ?? sets[0];
}

/**
 * The recipe of a text model on the default latent, with its score if it composes one.
 *
 * @example
 * const recipe = textModelRecipe(textModelPlan("text-to-music"));
 * console.log(recipe.name, recipe.steps);
 */
export function textModelRecipe(plan: TextModelPlan): Recipe {
  const { name, steps, data, size } = plan;
  const { modes } = size;
  const clips = lengthsOf(data).reduce((sum, one) => sum + one.clips, 0);
  return {
    name,
    groups: ["text-models"],
    steps,
    trainedOn: `${clips} corpus clips (train split) of 1 to 16 s with ${data.captionsPerClip} captions each, 32 of 4 s a step`,
    settings: { ...sizeSettings(plan), ...modeSettings(modes) },
    async prepare(parameters, { seed, folder, say }) {
      const { sets, validation } = await openTextData({ data, seed, folder, say });
      makeWeights(parameters, plan);
      return {
        ...usualTraining,
        learningRate: 1e-3,
        decayFrom: 0.4,
        ema: 0.9985,
        loss: {
          draw(_, random) {
            const batch = drawSet(random, sets).draw(random);
            const count = batch.timings.length;
            const gone = batch.timings.map(() => random.uniform() < textDropout);
            const times = plan.score
              ? scoredTimes(random, count)
              : trainingTimes(random, count, timeShift);
            const shape = [count, batch.x0.shape[1], channelsOf(plan)] as const;
            const noise = tf.tensor3d(random.normals(shape[0] * shape[1] * shape[2]), [...shape]);
            return questionOf(plan, { batch, times, noise, gone });
          },
          of(drawn) {
            const question = drawn as Question;
            const answer = answerOf(parameters, plan, question);
            return plan.score ? scoredLoss(answer, question) : answerLoss(answer, question).loss;
          },
        },
        measure: (averaged) => measure(averaged, plan, validation),
      };
    },
  };
}
