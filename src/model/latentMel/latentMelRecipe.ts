/** How the latent mel is trained: the autoencoder alone, since its vocoder is trained elsewhere. */
import { openClipPool } from "../../corpus/clipPool";
import type { Parameters } from "../../nn/parameters";
import { channelScale } from "../../representation/channelStatistics";
import { frameSettings } from "../../representation/frames/frameSettings";
import { frameLogMel } from "../../representation/frames/frameSpectrum";
import { melAutoencoder } from "../../representation/latentMel/melAutoencoder";
import { melAutoencoderSizes } from "../../representation/latentMel/melNetworks";
import { imageOfLogMel, logMelOfImage } from "../../representation/logMelScale";
import { tf } from "../../tensor/tf";
import type { Tensor2D, Tensor4D } from "../../tensor/tf";
import { gains } from "../gains";
import { sumOfLosses } from "../losses";
import { measureLatent } from "../measureLatent";
import type { Recipe } from "../recipe";
import { usualTraining } from "../usualTraining";

/** Crops a step, and their length: 64 frames. */
const batch = { clips: 12, samples: 64 * frameSettings.hop };
/** Clips of the validation split. */
const validationClips = 48;

function imageOf(waveform: Tensor2D): Tensor4D {
  return tf.tidy(() => imageOfLogMel(frameLogMel(waveform)));
}

/** Mean |Δ ln(0.1 + mel)| of pictures that went through the autoencoder, without any vocoder. */
async function logMelError(averaged: Parameters): Promise<Record<string, number>> {
  const pool = await openClipPool({ split: "validation", count: validationClips });
  const autoencoder = melAutoencoder(averaged);
  let sum = 0;
  for (let index = 0; index < pool.count; index++) {
    sum += tf.tidy(() => {
      const image = imageOf(pool.waveformAt(index));
      const painted = autoencoder.decode(autoencoder.encode(image));
      return logMelOfImage(painted).sub(logMelOfImage(image)).abs().mean().dataSync()[0];
    });
    await tf.nextFrame();
  }
  return { logMelL1BeforeVocoder: sum / pool.count, clips: pool.count };
}

/** Log-mel in, log-mel out, a little noise in the latent image between. */
export const latentMelRecipe: Recipe = {
  name: "latent-mel",
  groups: ["codecs"],
  steps: 10_000,
  trainedOn: "2,400 corpus clips (train split), 1.024 s at a time, 12 a step",
  settings: { ...melAutoencoderSizes },
  async prepare(parameters, { seed }) {
    const pool = await openClipPool({ split: "train", count: 2400, seed });
    const autoencoder = melAutoencoder(parameters);
    tf.tidy(() => void autoencoder.decode(autoencoder.encode(tf.zeros([1, 4, 80, 1]))));
    channelScale(parameters, melAutoencoderSizes.channels);
    return {
      ...usualTraining,
      learningRate: 2e-3,
      ema: 0.998,
      untrained: (name) => name.startsWith("latent."),
      loss(_, random) {
        const { waveform } = pool.draw(random, batch.clips, batch.samples);
        const sound = waveform.mul<Tensor2D>(gains(random, batch.clips));
        return sumOfLosses(autoencoder.losses(imageOf(sound), random));
      },
      finish(averaged) {
        const autoencoder = melAutoencoder(averaged);
        measureLatent(averaged, pool, (waveform) => autoencoder.encode(imageOf(waveform)));
      },
      measure: logMelError,
    };
  },
};
