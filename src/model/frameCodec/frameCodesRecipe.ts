/** How the quantisers of the discrete siblings are trained: encoder and decoder stay as they are. */
import { openClipPool } from "../../corpus/clipPool";
import { Parameters } from "../../nn/parameters";
import { codebookUse } from "../../representation/bottleneck/codebookUse";
import {
  frameCodes,
  frameCodeSizes,
  frameQuantiser,
} from "../../representation/frameCodec/frameCodes";
import type { QuantiserKind } from "../../representation/frameCodec/frameCodes";
import { frameLatentChannels } from "../../representation/frameCodec/frameLatent";
import { Random } from "../../tensor/random";
import { tf } from "../../tensor/tf";
import type { Tensor3D } from "../../tensor/tf";
import { sumOfLosses } from "../losses";
import { measureRoundTrip } from "../measureRoundTrip";
import { openFrameLatentWeights } from "../openRepresentation";
import type { Recipe } from "../recipe";
import { usualTraining } from "../usualTraining";

/** Codes are heard once, beforehand: the encoder is frozen. */
const clips = 3000;
/** Clips a step: 16 times 64 codes, four for each vector of a codebook. */
const clipsPerStep = 16;

/** What the quantiser is to write, clip by clip, [64, 64] each. */
interface HeardClips {
  draw(random: Random, count: number): Tensor3D;
}

async function hearClips(seed: number, folder: string | undefined): Promise<HeardClips> {
  const pool = await openClipPool({ split: "train", count: clips, seed });
  const codec = frameCodes(new Parameters(seed), openFrameLatentWeights(folder), "dac");
  const heard: Float32Array[] = [];
  for (let index = 0; index < clips; index++) {
    const waveform = pool.waveformAt(index);
    const codes = codec.hear(waveform);
    heard.push(codes.dataSync<"float32">());
    tf.dispose([waveform, codes]);
    if (index % 16 === 0) await tf.nextFrame();
  }
  codec.dispose();
  const codes = heard[0].length / frameLatentChannels;
  return {
    draw(random, count) {
      const values = new Float32Array(count * heard[0].length);
      for (let i = 0; i < count; i++) {
        values.set(heard[random.integer(clips)], i * heard[0].length);
      }
      return tf.tensor3d(values, [count, codes, frameLatentChannels]);
    },
  };
}

/** One recipe for each kind of quantiser. */
export function frameCodesRecipe(kind: QuantiserKind): Recipe {
  return {
    name: `frame-codes-${kind}`,
    groups: ["codecs"],
    steps: 4_000,
    trainedOn: `codes of ${clips} corpus clips (train split) by the trained frame-latent`,
    settings: { ...frameCodeSizes },
    async prepare(parameters, { seed, folder, say }) {
      const quantiser = frameQuantiser(parameters, kind);
      say(`encoding ${clips} clips`);
      const heard = await hearClips(seed, folder);
      return {
        ...usualTraining,
        learningRate: 1e-3,
        ema: 0.995,
        // EnCodec's codebooks follow the data by themselves.
        untrained: () => kind === "encodec",
        loss(_, random) {
          const h = heard.draw(random, clipsPerStep);
          const { z, losses } = quantiser.train(h, random);
          return sumOfLosses({ ...losses, miss: z.sub(h).square().mean<tf.Scalar>() });
        },
        async measure(averaged) {
          const codec = frameCodes(averaged.copy(), openFrameLatentWeights(folder), kind);
          const found = await measureRoundTrip((waveform) => codec.roundTrip(waveform));
          const codes = tf.tidy(() => codec.quantiser.codes(heard.draw(new Random(1), 200)));
          const used = codebookUse(codes, frameCodeSizes.codebookSize);
          codes.dispose();
          codec.dispose();
          const leastPerplexity = Math.min(...used.map(({ perplexity }) => perplexity));
          return { ...found, leastPerplexity: Number(leastPerplexity.toPrecision(3)) };
        },
      };
    },
  };
}
