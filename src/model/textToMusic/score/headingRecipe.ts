/** How the reader of tempo and key is trained: on captions alone, in a few minutes. */
import { caption } from "../../../corpus/caption";
import { openCorpus } from "../../../corpus/corpus";
import type { ClipFacts } from "../../../corpus/facts";
import type { Parameters } from "../../../nn/parameters";
import { Random } from "../../../tensor/random";
import { tf } from "../../../tensor/tf";
import type { Tensor2D, Tensor3D } from "../../../tensor/tf";
import type { Recipe } from "../../recipe";
import { usualTraining } from "../../usualTraining";
import { cachedTexts } from "../captionCache";
import { defaultData, lengthsOf } from "../lengths";
import { textDropout } from "../plan";
import { keyCount, keyNumberOf, tempoStepOf, tempoSteps } from "./head";
import { headingOf } from "./heading";
import { openHeadingBackbone } from "./headingBackbone";
import { headLogits } from "./headingNetwork";
import { measureHeading } from "./measureHeading";
import { strayWords, withStrayWords } from "./strayWords";

const batch = 128;
/** The clips of the most usual length. */
const [{ seconds, clips }] = lengthsOf(defaultData);

/** Rows with a 1 each. */
function oneHot(numbers: readonly number[], count: number): Tensor2D {
  return tf.oneHot(tf.tensor1d([...numbers], "int32"), count) as Tensor2D;
}

function crossEntropy(logits: Tensor2D, right: Tensor2D): tf.Scalar {
  return tf.logSoftmax(logits).mul(right).sum(1).mean().neg().asScalar();
}

/** A caption of each clip as it is, then another of each with stray words. */
function captionsOf(facts: readonly ClipFacts[], seed: number): string[] {
  const words = strayWords();
  const [plain, strewn] = [new Random(seed, "plain"), new Random(seed, "strewn")];
  const anySeed = (random: Random): number => random.integer(2 ** 30);
  return [
    ...facts.map((one) => caption(one, { seed: anySeed(plain) })),
    ...facts.map((one) => withStrayWords(caption(one, { seed: anySeed(strewn) }), words, strewn)),
  ];
}

async function measure(averaged: Parameters, folder?: string): Promise<Record<string, number>> {
  const backbone = await openHeadingBackbone(folder);
  try {
    return await measureHeading(headingOf(averaged, backbone));
  } finally {
    backbone.dispose();
  }
}

/** Captions in, tempo and key of their clips out. */
export const headingRecipe: Recipe = {
  name: "heading",
  groups: ["text-models"],
  steps: 1_000,
  trainedOn: `${2 * clips} captions (train split), half of them with stray words, ${batch} a step`,
  settings: {},
  async prepare(parameters, { seed, folder, say }) {
    const corpus = await openCorpus({ split: "train", seconds, count: clips, seed });
    const facts: ClipFacts[] = Array.from({ length: clips }, (_, i) => corpus.planAt(i).facts);
    const backbone = await openHeadingBackbone(folder);
    const store = await cachedTexts(backbone, captionsOf(facts, seed), say).finally(() =>
      backbone.dispose(),
    );
    return {
      ...usualTraining,
      learningRate: 2e-3,
      decayFrom: 0.1,
      ema: 0.98,
      weightDecay: 0.02,
      loss(_, random) {
        const drawn = Array.from({ length: batch }, () => random.integer(2 * clips));
        const told = drawn.map((one) => facts[one % clips]);
        const { tokens, mask } = store.take(drawn);
        const said = told.map(() => Number(random.uniform() >= textDropout));
        const kept = tokens.mul<Tensor3D>(tf.tensor3d(said, [batch, 1, 1]));
        const { tempo, key } = headLogits(parameters, { tokens: kept, mask }, random);
        const tempos = oneHot(
          told.map(({ bpm }) => tempoStepOf(bpm)),
          tempoSteps.count,
        );
        const keys = oneHot(told.map(keyNumberOf), keyCount);
        return { loss: crossEntropy(tempo, tempos).add(crossEntropy(key, keys)) };
      },
      measure: (averaged) => measure(averaged, folder),
    };
  },
};
