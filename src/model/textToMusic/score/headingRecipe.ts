/** How the reader of tempo and key is trained: on captions alone, in less than a minute. */
import { statedCaption } from "../../../corpus/caption";
import { openCorpus } from "../../../corpus/corpus";
import type { ClipFacts } from "../../../corpus/facts";
import { tempoClassOf } from "../../../corpus/tempo";
import type { Parameters } from "../../../nn/parameters";
import type { Random } from "../../../tensor/random";
import { tf } from "../../../tensor/tf";
import type { Tensor2D } from "../../../tensor/tf";
import { openClapBackbone } from "../../clap/clapBackbone";
import type { Recipe } from "../../recipe";
import { usualTraining } from "../../usualTraining";
import { openCaptionBank } from "../captionBank";
import { clipLengths } from "../lengths";
import { textDropout } from "../plan";
import { captionsPerClip } from "../textData";
import { keyCount, keyNumberOf, tempoOfStep, tempoStepOf, tempoSteps } from "./head";
import { headLogits } from "./headingNetwork";

const batch = 128;
const examined = 512;

/** Rows with a 1 each. */
function oneHot(numbers: readonly number[], count: number): Tensor2D {
  return tf.oneHot(tf.tensor1d([...numbers], "int32"), count) as Tensor2D;
}

function crossEntropy(logits: Tensor2D, right: Tensor2D): tf.Scalar {
  return tf.logSoftmax(logits).mul(right).sum(1).mean().neg().asScalar();
}

/** Validation captions in other words, of those that state it: is the likeliest class or mode the one that is meant? */
async function accuracy(averaged: Parameters, folder?: string): Promise<Record<string, number>> {
  const backbone = await openClapBackbone(folder);
  const corpus = await openCorpus({ split: "validation", count: examined });
  const found = { tempo: { right: 0, asked: 0 }, mode: { right: 0, asked: 0 } };
  try {
    for (let index = 0; index < examined; index++) {
      const { facts } = corpus.planAt(index);
      const { text, states } = statedCaption(facts, { seed: index, wording: "heldOut" });
      const embedding = await backbone.embed([text]);
      const { tempo, key } = tf.tidy(() => {
        const logits = headLogits(averaged, embedding);
        const chances = (one: Tensor2D) => Array.from(tf.softmax(one).dataSync());
        return { tempo: chances(logits.tempo), key: chances(logits.key) };
      });
      tf.dispose(embedding);
      const likeliest = (chances: readonly number[], nameOf: (i: number) => unknown): unknown => {
        const sums = new Map<unknown, number>();
        chances.forEach((p, i) => sums.set(nameOf(i), (sums.get(nameOf(i)) ?? 0) + p));
        sums.delete(undefined);
        return [...sums].reduce((a, b) => (b[1] > a[1] ? b : a))[0];
      };
      const stated: readonly string[] = states;
      if (stated.includes("tempo")) {
        found.tempo.asked++;
        const said = likeliest(tempo, (i) => tempoClassOf(tempoOfStep(i)));
        if (said === facts.tempo) found.tempo.right++;
      }
      if (stated.includes("mode")) {
        found.mode.asked++;
        const said = likeliest(key, (i) => Math.floor(i / 12));
        if (said === Math.floor(keyNumberOf(facts) / 12)) found.mode.right++;
      }
    }
  } finally {
    backbone.dispose();
  }
  return {
    tempoRight: found.tempo.right / found.tempo.asked,
    modeRight: found.mode.right / found.mode.asked,
    captions: examined,
  };
}

/** Captions in, tempo and key of their clips out. */
export const headingRecipe: Recipe = {
  name: "heading",
  groups: ["text-models"],
  steps: 500,
  trainedOn: `${clipLengths[0].clips * captionsPerClip} captions (train split), ${batch} a step`,
  settings: {},
  async prepare(parameters, { seed, folder, say }) {
    const [{ seconds, clips }] = clipLengths;
    const corpus = await openCorpus({ split: "train", seconds, count: clips, seed });
    const facts: ClipFacts[] = Array.from({ length: clips }, (_, i) => corpus.planAt(i).facts);
    const backbone = await openClapBackbone(folder);
    const bank = await openCaptionBank(backbone, facts, {
      ...{ perClip: captionsPerClip, wording: "train", seed, say },
    }).finally(() => backbone.dispose());
    const drawn = (random: Random, count: number) => {
      const indices = Array.from({ length: count }, () => random.integer(clips));
      return { text: bank.draw(random, indices), told: indices.map((one) => facts[one]) };
    };
    return {
      ...usualTraining,
      learningRate: 2e-3,
      decayFrom: 0.1,
      ema: 0.98,
      weightDecay: 0.02,
      loss(_, random) {
        const { text, told } = drawn(random, batch);
        const heard = told.map(() => Number(random.uniform() >= textDropout));
        const kept = tf.tensor3d(heard, [batch, 1, 1]);
        const tokens = text.tokens.mul<tf.Tensor3D>(kept);
        const { tempo, key } = headLogits(parameters, { tokens, mask: text.mask }, random);
        const tempos = oneHot(
          told.map(({ bpm }) => tempoStepOf(bpm)),
          tempoSteps.count,
        );
        const keys = oneHot(told.map(keyNumberOf), keyCount);
        const parts = { tempo: crossEntropy(tempo, tempos), key: crossEntropy(key, keys).mul(0.5) };
        return { loss: parts.tempo.add(parts.key) };
      },
      measure: (averaged) => accuracy(averaged, folder),
    };
  },
};
