/** Clips in and clips out of a representation, whatever was recorded how. */
import type { AudioClip } from "../audio/clip";
import { clipFromTensor, clipToTensor } from "../audio/clipTensor";
import { fitClip } from "../audio/fitClip";
import { tf } from "../tensor/tf";
import type { Tensor, Tensor2D } from "../tensor/tf";
import type { Samples } from "../units";
import type { Representation } from "./representation";

/** A clip as numbers. */
export interface EncodedClip<X extends Tensor = Tensor> {
  /** [1, ...shape]; dispose it when done. */
  readonly x0: X;
  /** Samples of the clip at the representation's rate; what lies behind them in x0 is padding. */
  readonly samples: Samples;
  /** What had to be done to the clip first, e.g. resampling. */
  readonly notices: readonly string[];
}

/**
 * Encodes a clip of any rate and any number of channels.
 *
 * @returns x0 [1, ...shape], and what was changed before
 * @throws TutorialError `representation.waveform` for a clip shorter than a window, and those of {@link fitClip}
 *
 * @example
 * const clip = monoClip(new Float32Array(22050), 22050);
 * const { x0, notices } = await encodeClip(complexSpectrogram(), clip); // resampled, and says so
 * x0.dispose();
 */
export async function encodeClip<X extends Tensor>(
  representation: Representation<X>,
  clip: AudioClip,
): Promise<EncodedClip<X>> {
  const { clip: fitted, notices } = await fitClip(clip, representation.sampleRate);
  const waveform = clipToTensor(fitted);
  try {
    const x0 = tf.tidy(() => representation.encode(waveform));
    return { x0, samples: fitted.channels[0].length, notices };
  } finally {
    waveform.dispose();
  }
}

/**
 * Decodes one x0 into a clip.
 *
 * @param x0 [1, ...shape]; not released
 * @param samples where to end; all that the frames span unless given
 * @throws TutorialError `representation.x0`, `audio.tensor.shape`, and those of {@link checkClip}
 *
 * @example
 * const complex = complexSpectrogram();
 * const { x0, samples } = await encodeClip(complex, monoClip(new Float32Array(16000), 16000));
 * const clip = await decodeClip(complex, x0, samples);
 * x0.dispose();
 */
export async function decodeClip<X extends Tensor>(
  representation: Representation<X>,
  x0: X,
  samples?: Samples,
): Promise<AudioClip> {
  const waveform = tf.tidy((): Tensor2D => {
    const decoded = representation.decode(x0);
    const end = Math.min(samples ?? Infinity, decoded.shape[1]);
    return decoded.slice([0, 0], [-1, end]);
  });
  try {
    return await clipFromTensor(waveform, representation.sampleRate);
  } finally {
    waveform.dispose();
  }
}
