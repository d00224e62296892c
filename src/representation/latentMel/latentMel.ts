/** The third of the chapter's representations: a latent image, which a decoder paints and a vocoder plays. */
import type { Parameters } from "../../nn/parameters";
import { tf } from "../../tensor/tf";
import type { Tensor4D } from "../../tensor/tf";
import type { Samples } from "../../units";
import { channelScale } from "../channelStatistics";
import { checkX0 } from "../checkX0";
import { frameSettings } from "../frames/frameSettings";
import { frameLogMel, wholeFrames } from "../frames/frameSpectrum";
import { imageOfLogMel, logMelOfImage } from "../logMelScale";
import type { Representation } from "../representation";
import type { Vocoder } from "../vocoder/vocoder";
import { melAutoencoder } from "./melAutoencoder";
import { melAutoencoderSizes } from "./melNetworks";
import type { MelAutoencoderSizes } from "./melNetworks";

/**
 * The latent mel [h, w, c]: waveform → log-mel → encoder → latent, and latent → decoder → log-mel → vocoder.
 *
 * x0 = (z − mean)/deviation per channel, as measured when the training ended, so that each has variance 1.
 *
 * @param parameters become the representation's: they go with it
 * @param vocoder stays yours: other representations may speak through it
 * @throws TutorialError `representation.waveform`, `representation.x0`
 *
 * Source: Liu et al. 2023, "AudioLDM", §3.
 *
 * @example
 * const latentMel = openLatentMel(new Parameters(7), griffinLimVocoder({ iterations: 4 }));
 * const x0 = latentMel.encode(tf.zeros([1, 65536])); // [1, 64, 20, 8]
 * const waveform = latentMel.decode(x0); // [1, 65536]
 * latentMel.dispose();
 */
export function openLatentMel(
  parameters: Parameters,
  vocoder: Vocoder,
  sizes: MelAutoencoderSizes = melAutoencoderSizes,
): Representation<Tensor4D> {
  const { sampleRate, hop, bands } = frameSettings;
  const { patch, channels } = sizes;
  const autoencoder = melAutoencoder(parameters, sizes);
  const samplesPerPixel: Samples = hop * patch;
  const scale = channelScale(parameters, channels);
  const name = "latent-mel";
  return {
    name,
    sampleRate,
    shapeFor: (seconds) => [
      Math.ceil(Math.round(seconds * sampleRate) / samplesPerPixel),
      bands / patch,
      channels,
    ],
    encode: (waveform) =>
      tf.tidy(() => {
        const logMel = frameLogMel(wholeFrames(waveform, samplesPerPixel)); //  [B, T, 80]
        const z = autoencoder.encode(imageOfLogMel(logMel)); //                 [B, h, w, c]
        return scale.normalise(z);
      }),
    decode: (x0) =>
      tf.tidy(() => {
        checkX0(name, x0, ["h", bands / patch, channels]);
        const image = autoencoder.decode(scale.restore(x0)); //             [B, T, 80, 1]
        return vocoder.decode(logMelOfImage(image));
      }),
    dispose: () => parameters.dispose(),
  };
}
