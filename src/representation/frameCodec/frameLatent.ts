/** The default latent of the house, ready for diffusion. */
import type { Parameters } from "../../nn/parameters";
import { tf } from "../../tensor/tf";
import type { Tensor3D } from "../../tensor/tf";
import { klBottleneck } from "../bottleneck/klBottleneck";
import { channelScale } from "../channelStatistics";
import { frameSettings } from "../frames/frameSettings";
import { wholeFrames } from "../frames/frameSpectrum";
import { frameSynthesis } from "../frames/frameSynthesis";
import type { SynthesisOptions } from "../frames/frameSynthesis";
import type { Representation } from "../representation";
import { frameCodec } from "./frameCodec";
import type { FrameCodec } from "./frameCodec";
import { samplesPerCode } from "./frameNetworks";

/** C: numbers in each of 15.625 codes a second. */
export const frameLatentChannels = 64;

/** A frame codec with the bottleneck of latent diffusion. */
export function frameLatentCodec(parameters: Parameters): FrameCodec {
  return frameCodec(parameters, klBottleneck({ channels: frameLatentChannels }));
}

/**
 * The 1-D latent with a frame-rate front end: x0 is [T, 64], 15.625 frames a second, 1,000 numbers a second.
 *
 * encode: the mean of the code, each channel brought to mean 0 and variance 1; decode: back, to a picture, to sound.
 *
 * @param parameters trained weights with the measured scale; they become the representation's
 *
 * @example
 * const latent = frameLatent(new Parameters(7)); // untrained: it hums
 * const x0 = latent.encode(tf.zeros([1, 65536])); // [1, 64, 64]
 * latent.dispose();
 */
export function frameLatent(
  parameters: Parameters,
  options: SynthesisOptions = {},
): Representation<Tensor3D> {
  const codec = frameLatentCodec(parameters);
  const scale = channelScale(parameters, frameLatentChannels);
  const { sampleRate } = frameSettings;
  return {
    name: "frame-latent",
    sampleRate,
    shapeFor: (seconds) => [
      Math.ceil((seconds * sampleRate) / samplesPerCode),
      frameLatentChannels,
    ],
    encode: (waveform) =>
      tf.tidy(() => {
        const h = codec.encode(wholeFrames(waveform, samplesPerCode));
        return scale.normalise(codec.bottleneck.encode(h));
      }),
    decode: (x0) => tf.tidy(() => frameSynthesis(codec.decode(scale.restore(x0)), options)),
    dispose: () => parameters.dispose(),
  };
}
