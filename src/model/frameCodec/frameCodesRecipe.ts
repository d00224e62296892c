/** How the discrete siblings of the default latent are trained: its encoder and decoder, another bottleneck. */
import { openClipPool } from "../../corpus/clipPool";
import { Parameters } from "../../nn/parameters";
import {
  frameCodes,
  frameCodeSizes,
  frameCodesCodec,
} from "../../representation/frameCodec/frameCodes";
import type { QuantiserKind } from "../../representation/frameCodec/frameCodes";
import { tf } from "../../tensor/tf";
import type { Tensor2D } from "../../tensor/tf";
import { gains } from "../gains";
import { sumOfLosses } from "../losses";
import { measureRoundTrip } from "../measureRoundTrip";
import type { Recipe } from "../recipe";
import { readTrained } from "../weights/trainedFiles";

/** Sounds a step, and their length: 1.024 s, 32 codes. A codebook wants to see more codes than it has vectors. */
const batch = { clips: 14, samples: 16384 };

const beginsFrom = "frame-latent";

/**
 * Puts the weights of the latent's encoder and decoder into a codec of tokens. Of the encoder's last layer, which says
 * means and variances, the means are taken.
 */
function beginFromLatent(parameters: Parameters, folder?: string): void {
  const latent = Parameters.from(readTrained(beginsFrom, folder).weights);
  tf.tidy(() => {
    const begun = latent.values();
    for (const [name, variable] of Object.entries(parameters.values())) {
      const known = begun[name];
      if (!known) continue;
      const origin = variable.shape.map(() => 0);
      variable.assign(known.slice(origin, variable.shape));
    }
  });
  latent.dispose();
}

/** One recipe for each kind of quantiser. */
export function frameCodesRecipe(kind: QuantiserKind): Recipe {
  return {
    name: `frame-codes-${kind}`,
    groups: ["codecs"],
    steps: 3_000,
    trainedOn: "4,000 corpus clips (train split), 1.024 s at a time, 14 a step",
    settings: { ...frameCodeSizes },
    async prepare(parameters, { seed, folder }) {
      const pool = await openClipPool({ split: "train", count: 4000, seed });
      const codec = frameCodesCodec(parameters, kind);
      const { outputSize } = codec.bottleneck;
      tf.tidy(() => {
        codec.encode(tf.zeros([1, 4096]));
        codec.decode(tf.zeros([1, 8, outputSize]));
      });
      beginFromLatent(parameters, folder);
      return {
        startedFrom: beginsFrom,
        learningRate: 4e-4,
        warmup: 100,
        decay: "cosine",
        decayFrom: 0.3,
        beta2: 0.99,
        clip: 1,
        ema: 0.998,
        // EnCodec's codebooks follow the data by themselves.
        untrained: (name) => kind === "encodec" && name.startsWith("quantiser."),
        loss(_, random) {
          const { waveform } = pool.draw(random, batch.clips, batch.samples);
          const sound = waveform.mul<Tensor2D>(gains(random, batch.clips));
          return sumOfLosses(codec.losses(sound, random));
        },
        measure: (averaged) => {
          const codes = frameCodes(averaged, kind);
          return measureRoundTrip((waveform) => codes.roundTrip(waveform));
        },
      };
    },
  };
}
