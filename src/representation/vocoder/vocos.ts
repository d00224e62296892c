/** Vocos: a vocoder that stays at the frame rate and lets the inverse Fourier transform do the rest. */
import { istft } from "../../audio/istft";
import type { Spectrum } from "../../audio/stft";
import { conv1d } from "../../nn/conv1d";
import { dense } from "../../nn/dense";
import { layerNorm } from "../../nn/layerNorm";
import type { Parameters } from "../../nn/parameters";
import { tf } from "../../tensor/tf";
import type { Tensor2D, Tensor3D } from "../../tensor/tf";
import type { Samples } from "../../units";
import { checkMel } from "./checkMel";
import { convNextBlock } from "./convNextBlock";

/** Sizes of a Vocos. */
export interface VocosSizes {
  /** Bands of the log-mel that it reads. */
  readonly bands: number;
  readonly width: number;
  /** Channels inside a block. */
  readonly hidden: number;
  readonly blocks: number;
  readonly fftSize: Samples;
  readonly hop: Samples;
  /** How the frames lie: `"center"` on multiples of the hop, `"same"` so that T frames make hop·T samples. */
  readonly alignment: "center" | "same";
}

/** As published for mel spectrograms at 24 kHz: 13.5 million weights. */
export const vocosSizes: VocosSizes = {
  bands: 100,
  width: 512,
  hidden: 1536,
  blocks: 8,
  fftSize: 1024,
  hop: 256,
  alignment: "center",
};

/** Magnitudes above are cut: an exponential of an untrained network may be anything. */
const loudest = 100;
const epsilon = 1e-6;

/**
 * What the blocks begin with: seven frames of the mel each, normalised.
 *
 * @param mel log-mel [B, T, bands]
 * @returns [B, T, width]
 */
export function vocosEmbedding(parameters: Parameters, mel: Tensor3D, sizes: VocosSizes): Tensor3D {
  return tf.tidy(() => {
    const embedded = conv1d(parameters, "embed", mel, sizes.width, { kernel: 7 });
    return layerNorm(parameters, "norm", embedded, { epsilon });
  });
}

/**
 * The backbone: embedding, so many blocks, normalisation, all at one frame rate.
 *
 * @param mel log-mel [B, T, bands]
 * @returns [B, T, width]
 */
export function vocosFeatures(parameters: Parameters, mel: Tensor3D, sizes: VocosSizes): Tensor3D {
  const { blocks, hidden } = sizes;
  return tf.tidy(() => {
    let h = vocosEmbedding(parameters, mel, sizes);
    for (let i = 0; i < blocks; i++) {
      h = convNextBlock(parameters, `blocks.${i}`, h, { hidden, scale: 1 / blocks });
    }
    return layerNorm(parameters, "finalNorm", h, { epsilon });
  });
}

/**
 * The complex spectrum that two halves of numbers stand for: min(e^m, 100)·e^{iφ}.
 *
 * @param halves log-magnitude m and phase φ side by side, [B, T, 2·bins]
 * @returns `{real, imag}`, each [B, T, bins]
 */
export function spectrumOfHalves(halves: Tensor3D): Spectrum {
  const [batch, frames, both] = halves.shape;
  const size: [number, number, number] = [batch, frames, both / 2];
  return tf.tidy(() => {
    const magnitude = tf.minimum(halves.slice([0, 0, 0], size).exp(), loudest);
    const phase = halves.slice([0, 0, both / 2], size);
    return { real: magnitude.mul(phase.cos()), imag: magnitude.mul(phase.sin()) };
  });
}

/**
 * The sound of a log-mel spectrogram, by a network that gives magnitude and phase of every bin and an
 * inverse short-time Fourier transform. The forward pass of the published model.
 *
 * @param parameters names of our own; {@link publishedVocos} brings published weights into them
 * @param mel log-mel [B, T, bands], as `logMel(waveform, "vocos")` gives it
 * @returns [B, hop·T], or [B, hop·(T − 1)] where frames are centred
 * @throws TutorialError `vocoder.mel`, `nn.parameter.shape`
 *
 * Source: Siuzdak 2023, "Vocos: Closing the gap between time-domain and Fourier-based neural vocoders".
 *
 * @example
 * const sizes = { ...vocosSizes, width: 32, hidden: 96, blocks: 2 };
 * const waveform = vocos(new Parameters(7), tf.zeros([1, 12, 100]), sizes); // [1, 2816]
 */
export function vocos(
  parameters: Parameters,
  mel: Tensor3D,
  sizes: VocosSizes = vocosSizes,
): Tensor2D {
  const { bands, fftSize, hop, alignment } = sizes;
  checkMel("vocos", mel, bands, alignment === "center" ? 2 : 1);
  return tf.tidy(() => {
    const features = vocosFeatures(parameters, mel, sizes);
    const halves = dense(parameters, "head", features, 2 * (Math.floor(fftSize / 2) + 1));
    const spectrum = spectrumOfHalves(halves);
    if (alignment === "center") return istft(spectrum, { fftSize, hop });
    const whole = istft(spectrum, { fftSize, hop, center: false });
    const margin = Math.floor((fftSize - hop) / 2);
    return whole.slice([0, margin], [mel.shape[0], whole.shape[1] - 2 * margin]);
  });
}
