/** How the vocoder of the house is trained. */
import { openClipPool } from "../../corpus/clipPool";
import { frameLosses } from "../../representation/frames/frameLoss";
import { framePicture } from "../../representation/frames/framePicture";
import { frameLogMel } from "../../representation/frames/frameSpectrum";
import {
  frameVocoder,
  frameVocoderSizes,
  vocoderPicture,
} from "../../representation/vocoder/frameVocoder";
import { tf } from "../../tensor/tf";
import { sumOfLosses } from "../losses";
import { measureRoundTrip } from "../measureRoundTrip";
import type { Recipe } from "../recipe";
import { usualTraining } from "../usualTraining";

/** Sounds a step, and their length: 1.024 s. */
const batch = { clips: 6, samples: 16384 };

/** Mel in, picture of the sound out, by the direct losses of {@link frameLosses}. */
export const frameVocoderRecipe: Recipe = {
  name: "frame-vocoder",
  groups: ["codecs"],
  steps: 12_000,
  trainedOn: "6,000 corpus clips (train split), 1.024 s at a time, 6 a step",
  settings: { ...frameVocoderSizes },
  async prepare(parameters, { seed }) {
    const pool = await openClipPool({ split: "train", count: 6000, seed });
    const sizes = frameVocoderSizes;
    tf.tidy(() => void vocoderPicture(parameters, tf.zeros([1, 8, 80]), sizes));
    return {
      ...usualTraining,
      learningRate: 1e-3,
      loss(_, random) {
        const { waveform } = pool.draw(random, batch.clips, batch.samples);
        const picture = vocoderPicture(parameters, frameLogMel(waveform), sizes);
        return sumOfLosses(frameLosses(picture, framePicture(waveform)));
      },
      measure(averaged) {
        const vocoder = frameVocoder(averaged);
        return measureRoundTrip((waveform) => vocoder.decode(frameLogMel(waveform)));
      },
    };
  },
};
