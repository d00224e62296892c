/** Between waveforms and frames that tile them: S = hop·T samples are exactly T frames. */
import { padEnds } from "../../audio/frames";
import { istft } from "../../audio/istft";
import { melSpectrogram } from "../../audio/melSpectrogram";
import { stft } from "../../audio/stft";
import type { Spectrum } from "../../audio/stft";
import { TutorialError } from "../../error";
import { tf } from "../../tensor/tf";
import type { Tensor, Tensor2D, Tensor3D } from "../../tensor/tf";
import type { Samples } from "../../units";
import { frameSettings } from "./frameSettings";

const { fftSize, hop, floor } = frameSettings;
const margin = (fftSize - hop) / 2;
/** Nothing is centred: the margins are added here, so that no frame hangs over the ends. */
export const uncentred = { fftSize, hop, center: false } as const;

/** Waveforms with their ends mirrored, from which frames are cut. [B, S] → [B, S + N − hop] */
export function withMargins(waveform: Tensor2D): Tensor2D {
  return padEnds(waveform, margin, "reflect");
}

/** Takes the margins off again. */
export function withoutMargins(waveform: Tensor2D): Tensor2D {
  const [batch, length] = waveform.shape;
  return waveform.slice([0, margin], [batch, length - 2 * margin]);
}

/**
 * Zeros at the end, up to a whole number of frames.
 *
 * @param waveform [B, S]
 * @param frame samples a frame
 * @returns [B, S'], S' the next multiple of `frame`
 * @throws TutorialError `representation.waveform` when it is no batch of waveforms, or shorter than a window
 */
export function wholeFrames(waveform: Tensor, frame: Samples = hop): Tensor2D {
  const { rank, shape } = waveform;
  if (rank !== 2 || shape[1]! <= margin) {
    throw new TutorialError({
      code: "representation.waveform",
      where: "encode",
      expected: `waveforms [B, S] of more than ${margin} samples, ${(1000 * margin) / frameSettings.sampleRate} ms`,
      got: `[${shape.join(", ")}]`,
      fix: "take a longer clip, or add the batch axis: clipToTensor(clip)",
    });
  }
  const missing = (frame - (shape[1]! % frame)) % frame;
  return waveform.pad([
    [0, 0],
    [0, missing],
  ]);
}

/**
 * The complex spectrum of waveforms that are whole frames long.
 *
 * @param waveform [B, hop·T]
 * @returns `{real, imag}`, each [B, T, 513]
 */
export function frameSpectrum(waveform: Tensor2D): Spectrum {
  return tf.tidy(() => stft(withMargins(waveform), uncentred));
}

/**
 * The waveform of a spectrum, the inverse of {@link frameSpectrum}.
 *
 * @returns [B, hop·T]
 */
export function soundOfFrames(spectrum: Spectrum): Tensor2D {
  return tf.tidy(() => withoutMargins(istft(spectrum, uncentred)));
}

/** ln(0.1 + size): how loud, as ears and networks want it; silence is ln 0.1 = −2.3. */
export function logSize<T extends Tensor>(size: T): T {
  return tf.tidy(() => tf.log(size.add(floor)) as T);
}

/** The inverse of {@link logSize}; what lies below the floor is silence. */
export function sizeOfLog<T extends Tensor>(log: T): T {
  return tf.tidy(() => log.exp().sub(floor).relu<T>());
}

/**
 * The log-mel spectrogram of the house, ln(0.1 + mel).
 *
 * @param waveform [B, hop·T]
 * @returns [B, T, 80]
 *
 * @example
 * const mel = frameLogMel(tf.zeros([1, 65536])); // [1, 256, 80], −2.3 everywhere
 */
export function frameLogMel(waveform: Tensor2D): Tensor3D {
  const { sampleRate, bands, minimum, maximum } = frameSettings;
  const sizes = { sampleRate, fftSize, hop, bands, minimum, maximum } as const;
  const kind = { of: "magnitude", scale: "htk", norm: "none", alignment: "same" } as const;
  return tf.tidy(() => logSize(melSpectrogram(waveform, { ...sizes, ...kind })));
}
