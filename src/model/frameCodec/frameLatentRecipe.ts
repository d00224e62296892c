/** How the default latent is trained. */
import { openClipPool } from "../../corpus/clipPool";
import type { ClipPool } from "../../corpus/clipPool";
import { channelScale, measureChannels } from "../../representation/channelStatistics";
import {
  frameLatent,
  frameLatentChannels,
  frameLatentCodec,
} from "../../representation/frameCodec/frameLatent";
import type { Parameters } from "../../nn/parameters";
import { tf } from "../../tensor/tf";
import type { Tensor, Tensor2D } from "../../tensor/tf";
import { gains } from "../gains";
import { sumOfLosses } from "../losses";
import { measureRoundTrip } from "../measureRoundTrip";
import type { Recipe } from "../recipe";

/** Sounds a step, and their length: 1.024 s. */
const batch = { clips: 6, samples: 16384 };
/** Clips over which the scale of the channels is measured. */
const measuredClips = 200;

function* latentsOf(averaged: Parameters, pool: ClipPool): Iterable<Tensor> {
  const codec = frameLatentCodec(averaged);
  for (let index = 0; index < measuredClips; index++) {
    const latent = tf.tidy(() => {
      const waveform = tf.tensor2d(pool.samplesAt(index), [1, pool.samples]);
      return codec.bottleneck.encode(codec.encode(waveform));
    });
    yield latent;
    latent.dispose();
  }
}

/** Waveform in, picture of the sound out, a little noise in the code between. */
export const frameLatentRecipe: Recipe = {
  name: "frame-latent",
  groups: ["codecs"],
  steps: 14_000,
  trainedOn: "6,000 corpus clips (train split), 1.024 s at a time, 6 a step",
  settings: { channels: frameLatentChannels },
  async prepare(parameters, { seed }) {
    const pool = await openClipPool({ split: "train", count: 6000, seed });
    const codec = frameLatentCodec(parameters);
    tf.tidy(() => void codec.decode(codec.bottleneck.encode(codec.encode(tf.zeros([1, 4096])))));
    channelScale(parameters, frameLatentChannels);
    return {
      learningRate: 1e-3,
      warmup: 100,
      decay: "cosine",
      decayFrom: 0.3,
      beta2: 0.99,
      clip: 1,
      ema: 0.999,
      untrained: (name) => name.startsWith("latent."),
      loss(_, random) {
        const { waveform } = pool.draw(random, batch.clips, batch.samples);
        const sound = waveform.mul<Tensor2D>(gains(random, batch.clips));
        return sumOfLosses(codec.losses(sound, random));
      },
      finish: (averaged) => measureChannels(averaged, latentsOf(averaged, pool)),
      measure(averaged) {
        const latent = frameLatent(averaged);
        return measureRoundTrip((waveform) => latent.decode(latent.encode(waveform)));
      },
    };
  },
};
