/** How the DAC-style latent is trained. */
import type { ClipPool } from "../../corpus/clipPool";
import type { Parameters } from "../../nn/parameters";
import { channelScale, measureChannels } from "../../representation/channelStatistics";
import {
  dacLatent,
  dacLatentChannels,
  dacLatentCodec,
} from "../../representation/waveCodec/dacLatent";
import { tf } from "../../tensor/tf";
import type { Tensor } from "../../tensor/tf";
import { measureRoundTrip } from "../measureRoundTrip";
import type { Recipe } from "../recipe";
import { trainedOn, waveCodecTraining } from "./waveCodecRecipe";

/** Clips over which the scale of the channels is measured. */
const measuredClips = 200;

function* latentsOf(averaged: Parameters, pool: ClipPool): Iterable<Tensor> {
  const codec = dacLatentCodec(averaged);
  for (let index = 0; index < measuredClips; index++) {
    const latent = tf.tidy(() => {
      const waveform = tf.tensor2d(pool.samplesAt(index), [1, pool.samples]);
      return codec.bottleneck.encode(codec.encode(waveform));
    });
    yield latent;
    latent.dispose();
  }
}

/** Waveform in, waveform out, a little noise in the code between; judges for the last sixth. */
export const dacLatentRecipe: Recipe = {
  name: "dac-latent",
  groups: ["codecs"],
  steps: 24_000,
  trainedOn,
  settings: { channels: dacLatentChannels },
  async prepare(parameters, { seed, steps }) {
    const codec = dacLatentCodec(parameters);
    tf.tidy(() => void codec.decode(codec.bottleneck.encode(codec.encode(tf.zeros([1, 4096])))));
    channelScale(parameters, dacLatentChannels);
    const judgedFrom = Math.round(0.85 * steps);
    const { pool, ...training } = await waveCodecTraining(codec, { seed, judgedFrom });
    return {
      ...training,
      learningRate: 5e-4,
      warmup: 100,
      decay: "cosine",
      decayFrom: 0.3,
      beta2: 0.99,
      clip: 1,
      ema: 0.999,
      untrained: (name) => name.startsWith("latent."),
      finish: (averaged) => measureChannels(averaged, latentsOf(averaged, pool)),
      measure(averaged) {
        const latent = dacLatent(averaged);
        return measureRoundTrip((waveform) => latent.decode(latent.encode(waveform)));
      },
    };
  },
};
