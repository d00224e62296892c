/** How the default latent is trained. */
import { openClipPool } from "../../corpus/clipPool";
import { Parameters } from "../../nn/parameters";
import { channelScale } from "../../representation/channelStatistics";
import { vocoderPrefix } from "../../representation/frameCodec/frameCodec";
import {
  frameLatent,
  frameLatentChannels,
  frameLatentCodec,
} from "../../representation/frameCodec/frameLatent";
import { beginWithComponents } from "../../representation/frameCodec/principalStart";
import { frameLogMel } from "../../representation/frames/frameSpectrum";
import { frameVocoder } from "../../representation/vocoder/frameVocoder";
import { tf } from "../../tensor/tf";
import type { Tensor2D } from "../../tensor/tf";
import { gains } from "../gains";
import { sumOfLosses } from "../losses";
import { eachOf, measureLatent } from "../measureLatent";
import { measureRoundTrip } from "../measureRoundTrip";
import type { Recipe } from "../recipe";
import { usualTraining } from "../usualTraining";
import { readTrained } from "../weights/trainedFiles";

/** Sounds a step, and their length: 1.024 s. */
const batch = { clips: 6, samples: 16384 };
const beginsFrom = "frame-vocoder";

/**
 * What counts how much. What can be heard of single bins is little, and their turns need not be exact, since
 * neighbouring frames are made to agree afterwards.
 */
const weights = { bands: 1, logMel: 1.5, convergence: 1, logMagnitude: 0.4, advance: 0.4 };

/** The last layers of the decoder begin as the vocoder. */
function beginFromVocoder(parameters: Parameters, folder?: string): void {
  const vocoder = Parameters.from(readTrained(beginsFrom, folder).weights);
  const own = parameters.values();
  for (const [name, variable] of Object.entries(vocoder.values())) {
    own[vocoderPrefix + name].assign(variable);
  }
  vocoder.dispose();
}

/** Waveform in, picture of the sound out, a little noise in the code between. */
export const frameLatentRecipe: Recipe = {
  name: "frame-latent",
  groups: ["codecs"],
  steps: 9_000,
  trainedOn: "6,000 corpus clips (train split), 1.024 s at a time, 6 a step",
  settings: { channels: frameLatentChannels },
  async prepare(parameters, { seed, folder, say }) {
    const pool = await openClipPool({ split: "train", count: 6000, seed });
    const codec = frameLatentCodec(parameters);
    tf.tidy(() => void codec.decode(codec.bottleneck.encode(codec.encode(tf.zeros([1, 4096])))));
    channelScale(parameters, frameLatentChannels);
    beginFromVocoder(parameters, folder);
    say("principal components of its log-mels");
    beginWithComponents(parameters, eachOf(pool, frameLogMel));
    return {
      startedFrom: beginsFrom,
      ...usualTraining,
      learningRate: 7e-4,
      warmup: 200,
      untrained: (name) => name.startsWith("latent."),
      loss(_, random) {
        const { waveform } = pool.draw(random, batch.clips, batch.samples);
        const sound = waveform.mul<Tensor2D>(gains(random, batch.clips));
        return sumOfLosses(codec.losses(sound, random), weights);
      },
      finish(averaged) {
        const codec = frameLatentCodec(averaged);
        measureLatent(averaged, pool, (waveform) =>
          codec.bottleneck.encode(codec.encode(waveform)),
        );
      },
      async measure(averaged) {
        const latent = frameLatent(averaged);
        const vocoder = frameVocoder(averaged.part(vocoderPrefix));
        const alone = await measureRoundTrip((waveform) => vocoder.decode(frameLogMel(waveform)));
        vocoder.dispose();
        return {
          ...(await measureRoundTrip((waveform) => latent.decode(latent.encode(waveform)))),
          vocoderLogMelL1: alone.logMelL1,
          vocoderSpectralConvergence: alone.spectralConvergence,
        };
      },
    };
  },
};
