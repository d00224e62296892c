/** The latent of a waveform autoencoder, ready for diffusion. */
import type { Parameters } from "../../nn/parameters";
import { tf } from "../../tensor/tf";
import type { Tensor3D } from "../../tensor/tf";
import { klBottleneck } from "../bottleneck/klBottleneck";
import type { KlBottleneck } from "../bottleneck/klBottleneck";
import { channelScale } from "../channelStatistics";
import { checkX0 } from "../checkX0";
import { frameSettings } from "../frames/frameSettings";
import { wholeFrames } from "../frames/frameSpectrum";
import type { Representation } from "../representation";
import { waveCodec } from "./waveCodec";
import type { WaveCodec } from "./waveCodec";
import { samplesPerFrame, waveCodecSizes } from "./waveNetworks";

/** C: numbers in each of 31.25 frames a second. */
export const dacLatentChannels = 32;

/** A waveform codec with the bottleneck of latent diffusion. */
export function dacLatentCodec(parameters: Parameters): WaveCodec<KlBottleneck> {
  return waveCodec(parameters, klBottleneck({ channels: dacLatentChannels }));
}

/**
 * The DAC-style latent: x0 is [T, 32], 31.25 frames a second, 1,000 numbers a second.
 *
 * encode: the mean of the code, each channel brought to mean 0 and variance 1; decode: back, to sound.
 *
 * @param parameters trained weights with the measured scale; they become the representation's
 * @throws TutorialError of encode `representation.waveform`, of decode `representation.x0`
 *
 * @example
 * const latent = dacLatent(new Parameters(7)); // untrained: it rustles
 * const x0 = latent.encode(tf.zeros([1, 65536])); // [1, 128, 32]
 * latent.dispose();
 */
export function dacLatent(parameters: Parameters): Representation<Tensor3D> {
  const codec = dacLatentCodec(parameters);
  const scale = channelScale(parameters, dacLatentChannels);
  const frame = samplesPerFrame(waveCodecSizes);
  const { sampleRate } = frameSettings;
  const name = "dac-latent";
  return {
    name,
    sampleRate,
    shapeFor: (seconds) => [Math.ceil((seconds * sampleRate) / frame), dacLatentChannels],
    encode: (waveform) =>
      tf.tidy(() => {
        const h = codec.encode(wholeFrames(waveform, frame));
        return scale.normalise(codec.bottleneck.encode(h));
      }),
    decode(x0) {
      checkX0(name, x0, ["T", dacLatentChannels]);
      return tf.tidy(() => codec.decode(scale.restore(x0)));
    },
    dispose: () => parameters.dispose(),
  };
}
