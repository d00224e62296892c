/** The second of the chapter's representations in its other form: a spectrum with its phases, which needs no vocoder. */
import { magnitude } from "../audio/magnitude";
import type { Spectrum } from "../audio/stft";
import { tf } from "../tensor/tf";
import type { Tensor3D, Tensor4D } from "../tensor/tf";
import { checkX0 } from "./checkX0";
import { frameSettings } from "./frames/frameSettings";
import { frameSpectrum, soundOfFrames, wholeFrames } from "./frames/frameSpectrum";
import type { Representation } from "./representation";

const { sampleRate, hop, bins } = frameSettings;
/** Bins 0 and 512 of a real sound have no imaginary part, so both fit into one: 512 are left. */
const packedBins = bins - 1;

/** 1/σ of the compressed parts, over 200 corpus clips of the train split, rounded. */
const scale = 2.2;

/** The real part of bin 512 takes the place of the imaginary part of bin 0, which is 0. */
function pack({ real, imag }: Spectrum): Spectrum {
  const [batch, frames] = real.shape;
  const nyquist = real.slice([0, 0, packedBins], [batch, frames, 1]);
  const rest = imag.slice([0, 0, 1], [batch, frames, packedBins - 1]);
  return {
    real: real.slice([0, 0, 0], [batch, frames, packedBins]),
    imag: tf.concat([nyquist, rest], 2),
  };
}

/** The inverse of {@link pack}. */
function unpack({ real, imag }: Spectrum): Spectrum {
  const [batch, frames] = real.shape;
  const nyquist = imag.slice([0, 0, 0], [batch, frames, 1]);
  const rest = imag.slice([0, 0, 1], [batch, frames, packedBins - 1]);
  const zero = tf.zerosLike(nyquist);
  return { real: tf.concat([real, nyquist], 2), imag: tf.concat([zero, rest, zero], 2) };
}

/**
 * The complex short-time spectrum as an image of two channels, real and imaginary part: x0 is [T, 512, 2].
 *
 * c = |X|^½·e^{iφ}: the root brings loud and quiet partials closer, which are 60 dB apart in X, and keeps the phase.
 * Its inverse is X = |c|·c. Bin 0 carries bin 512 in its imaginary part, so nothing is lost: decoding what was encoded gives
 * the waveform back to 10⁻⁵ (float32). There are four numbers to a sample, since frames overlap four times;
 * most arrays of such numbers are no sound's spectrum, and decoding takes the nearest one that is.
 *
 * @throws TutorialError `representation.waveform`, `representation.x0`
 *
 * Source: Richter et al. 2023, "Speech Enhancement and Dereverberation with Diffusion-based Generative Models", eq. 22.
 *
 * @example
 * const complexStft = complexSpectrogram();
 * const x0 = complexStft.encode(tf.zeros([1, 65536])); // [1, 256, 512, 2]
 * const waveform = complexStft.decode(x0); // [1, 65536]
 */
export function complexSpectrogram(): Representation<Tensor4D> {
  const name = "complex-stft";
  return {
    name,
    sampleRate,
    shapeFor: (seconds) => [Math.ceil(Math.round(seconds * sampleRate) / hop), packedBins, 2],
    encode: (waveform) =>
      tf.tidy(() => {
        const { real, imag } = pack(frameSpectrum(wholeFrames(waveform)));
        const root = magnitude({ real, imag }).sqrt();
        return tf.stack([real, imag], 3).mul(scale).div<Tensor4D>(root.expandDims(3));
      }),
    decode: (x0) =>
      tf.tidy(() => {
        checkX0(name, x0, ["T", packedBins, 2]);
        const [real, imag] = tf.unstack(x0.div(scale), 3) as Tensor3D[]; //          [B, T, 512] each
        const root = magnitude({ real, imag });
        return soundOfFrames(unpack({ real: real.mul(root), imag: imag.mul(root) }));
      }),
    dispose: () => undefined,
  };
}
