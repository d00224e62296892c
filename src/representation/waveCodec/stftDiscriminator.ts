/** A judge of sounds that sees their complex spectra, in several resolutions at once. */
import { stft } from "../../audio/stft";
import { activations } from "../../nn/activations";
import { conv2d } from "../../nn/conv2d";
import { fanInNormal } from "../../nn/initializers";
import type { Parameters } from "../../nn/parameters";
import { tf } from "../../tensor/tf";
import type { Tensor2D, Tensor4D } from "../../tensor/tf";
import type { Samples } from "../../units";

/** Sizes of an {@link stftDiscriminator}. */
export interface StftDiscriminatorSizes {
  /** One judge each: samples a frame, of which a quarter is the hop. */
  readonly fftSizes: readonly Samples[];
  /** Channels of the layers; each but the last divides the number of bins by 4. */
  readonly channels: readonly number[];
}

/** As trained: three judges, 50,000 weights in all. */
export const stftDiscriminatorSizes: StftDiscriminatorSizes = {
  fftSizes: [256, 512, 1024],
  channels: [12, 24, 32],
};

/** What one judge says. (A type, for `tf.tidy`.) */
export type Verdict = {
  /** How real each place of the spectrum is, [B, frames, places, 1]: above 1 for sure, below −1 for sure not. */
  readonly logits: Tensor4D;
  /** What it noticed, layer by layer. */
  readonly features: Tensor4D[];
};

/** Under a power of 10⁻⁴ a bin is shown as faint as it is; above, as the root of its magnitude. */
const faint = 1e-4;

/** Real and imaginary part as two channels of an image; the loud ones compressed, phases kept. [B, frames, bins, 2] */
function spectralImage(waveform: Tensor2D, fftSize: Samples): Tensor4D {
  const { real, imag } = stft(waveform, { fftSize });
  const compress = real.square().add(imag.square()).add(faint).pow(-0.25);
  return tf.stack([real.mul(compress), imag.mul(compress)], 3) as Tensor4D;
}

/**
 * Judges waveforms: for each resolution the complex STFT as an image of two channels, 2-D convolutions and leaky
 * rectifiers, one number for each place.
 *
 * Spectrograms of magnitudes would do for timbre; with real and imaginary parts it hears phases too, which are what
 * losses on magnitudes leave to chance.
 *
 * @param waveform [B, S]
 * @returns one verdict a resolution
 * @throws TutorialError `audio.pad.short` for less sound than half a frame
 *
 * Source: Défossez et al. 2022, "High Fidelity Neural Audio Compression", §3.4; Kumar et al. 2023, §3.3.
 *
 * @example
 * const verdicts = stftDiscriminator(new Parameters(7), tf.zeros([1, 8192]));
 * console.log(verdicts.map(({ logits }) => logits.shape)); // one for each of 3 frame sizes
 */
export function stftDiscriminator(
  parameters: Parameters,
  waveform: Tensor2D,
  { fftSizes, channels }: StftDiscriminatorSizes = stftDiscriminatorSizes,
): Verdict[] {
  const initializer = fanInNormal(1);
  return tf.tidy(() =>
    fftSizes.map((fftSize) => {
      const features: Tensor4D[] = [];
      let h = spectralImage(waveform, fftSize);
      channels.forEach((count, i) => {
        const stride: [number, number] = i < channels.length - 1 ? [1, 4] : [1, 1];
        const options = { kernel: [3, i === 0 ? 9 : 5], stride, initializer } as const;
        h = activations.leakyRelu(conv2d(parameters, `${fftSize}.${i}`, h, count, options));
        features.push(h);
      });
      const logits = conv2d(parameters, `${fftSize}.out`, h, 1, { kernel: 3, initializer });
      return { logits, features };
    }),
  );
}
