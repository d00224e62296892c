/** How the DAC-style latent is trained. */
import { channelScale } from "../../representation/channelStatistics";
import {
  dacLatent,
  dacLatentChannels,
  dacLatentCodec,
} from "../../representation/waveCodec/dacLatent";
import { beginWithLappedTransform } from "../../representation/waveCodec/lappedStart";
import { tf } from "../../tensor/tf";
import { measureLatent } from "../measureLatent";
import { measureRoundTrip } from "../measureRoundTrip";
import type { Recipe } from "../recipe";
import { usualTraining } from "../usualTraining";
import { trainedOn, waveCodecTraining } from "./waveCodecRecipe";

/** Waveform in, waveform out, a little noise in the code between; judges for the last tenth. */
export const dacLatentRecipe: Recipe = {
  name: "dac-latent",
  groups: ["codecs"],
  steps: 44_000,
  trainedOn,
  settings: { channels: dacLatentChannels },
  async prepare(parameters, { seed, steps }) {
    const codec = dacLatentCodec(parameters);
    tf.tidy(() => void codec.decode(codec.bottleneck.encode(codec.encode(tf.zeros([1, 4096])))));
    channelScale(parameters, dacLatentChannels);
    beginWithLappedTransform(parameters);
    const judgedFrom = Math.round(0.9 * steps);
    const { pool, ...training } = await waveCodecTraining(codec, { seed, judgedFrom });
    return {
      ...training,
      ...usualTraining,
      learningRate: 8e-4,
      decayFrom: 0.15,
      untrained: (name) => name.startsWith("latent."),
      finish(averaged) {
        const codec = dacLatentCodec(averaged);
        measureLatent(averaged, pool, (waveform) =>
          codec.bottleneck.encode(codec.encode(waveform)),
        );
      },
      measure(averaged) {
        const latent = dacLatent(averaged);
        return measureRoundTrip((waveform) => latent.decode(latent.encode(waveform)));
      },
    };
  },
};
