/** How the listener is trained. */
import { openClipPool } from "../../corpus/clipPool";
import type { ClipFacts } from "../../corpus/facts";
import type { Parameters } from "../../nn/parameters";
import { frameSettings } from "../../representation/frames/frameSettings";
import { frameLogMel } from "../../representation/frames/frameSpectrum";
import { tf } from "../../tensor/tf";
import type { Tensor2D } from "../../tensor/tf";
import { disturbed } from "../disturbed";
import { sumOfLosses } from "../losses";
import type { Recipe } from "../recipe";
import { usualTraining } from "../usualTraining";
import { listenerOf } from "./listener";
import { embeddingSize, listenerNetwork, listenerQuestions } from "./listenerNetwork";
import type { ListenerQuestion } from "./listenerNetwork";

/** Clips a step, each a quarter of a second short, so that it begins anywhere. */
const batch = { clips: 24, samples: 240 * frameSettings.hop };
const validationClips = 240;
const questions = Object.keys(listenerQuestions) as ListenerQuestion[];

/** Which answer is right; −1 for a clip between two registers or tempos, of which nothing is asked. */
function rightAnswer(facts: ClipFacts, question: ListenerQuestion): number {
  const answers: readonly (string | undefined)[] = listenerQuestions[question];
  return facts[question] === undefined ? -1 : answers.indexOf(facts[question]);
}

/** Cross-entropy −ln p(right answer), the mean over the clips of which it is asked. */
function crossEntropy(logits: Tensor2D, right: readonly number[]): tf.Scalar {
  const [clips, answers] = logits.shape;
  const oneHot = new Float32Array(clips * answers);
  right.forEach((answer, clip) => {
    if (answer >= 0) oneHot[clip * answers + answer] = 1;
  });
  const asked = Math.max(1, right.filter((answer) => answer >= 0).length);
  const likelihoods = tf.logSoftmax(logits).mul(tf.tensor2d(oneHot, [clips, answers]));
  return likelihoods.sum().div<tf.Scalar>(-asked);
}

/** The share of validation clips whose most probable answer is right, by question. */
async function accuracy(averaged: Parameters): Promise<Record<string, number>> {
  const pool = await openClipPool({ split: "validation", count: validationClips });
  const listener = listenerOf(averaged);
  const found = Object.fromEntries(questions.map((question) => [question, { right: 0, asked: 0 }]));
  for (let index = 0; index < pool.count; index++) {
    tf.tidy(() => {
      const answers = listener.classify(pool.waveformAt(index));
      for (const question of questions) {
        const right = rightAnswer(pool.factsAt(index), question);
        if (right < 0) continue;
        found[question].asked++;
        if (answers[question].argMax(1).dataSync()[0] === right) found[question].right++;
      }
    });
    await tf.nextFrame();
  }
  const shares = questions.map((one) => [`${one}Right`, found[one].right / found[one].asked]);
  return { ...(Object.fromEntries(shares) as Record<string, number>), clips: pool.count };
}

/** Disturbed clips in, their facts out. */
export const listenerRecipe: Recipe = {
  name: "listener",
  groups: ["judges"],
  steps: 2600,
  trainedOn: "5,000 corpus clips (train split), 24 a step, with noise and other gains",
  settings: { embeddingSize },
  async prepare(parameters, { seed }) {
    const pool = await openClipPool({ split: "train", count: 5000, seed });
    tf.tidy(() => void listenerNetwork(parameters, tf.zeros([1, 64, frameSettings.bands])));
    return {
      ...usualTraining,
      learningRate: 2e-3,
      warmup: 50,
      decayFrom: 0,
      ema: 0.99,
      loss(_, random) {
        const { waveform, facts } = pool.draw(random, batch.clips, batch.samples);
        const logMel = frameLogMel(disturbed(waveform, random));
        const { logits } = listenerNetwork(parameters, logMel, random);
        const losses = questions.map((question) => {
          const right = facts.map((one) => rightAnswer(one, question));
          return [question, crossEntropy(logits[question], right)] as const;
        });
        return sumOfLosses(Object.fromEntries(losses));
      },
      measure: accuracy,
    };
  },
};
