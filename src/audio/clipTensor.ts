/** Between clips, which people hear, and waveform tensors, which networks see. */
import { TutorialError } from "../error";
import { tf } from "../tensor/tf";
import type { Tensor, Tensor2D } from "../tensor/tf";
import type { Hertz } from "../units";
import { checkClip } from "./checkClip";
import { monoClip, toMono } from "./clip";
import type { AudioClip } from "./clip";

/**
 * A clip as a batch of one waveform, [1, S]; several channels become their mean.
 *
 * @throws TutorialError those of {@link checkClip}
 *
 * @example
 * const waveform = clipToTensor(monoClip(new Float32Array(8000), 8000)); // [1, 8000]
 * waveform.dispose();
 */
export function clipToTensor(clip: AudioClip): Tensor2D {
  const length = checkClip(clip, "clipToTensor");
  return tf.tensor2d(toMono(clip).channels[0], [1, length]);
}

/**
 * A waveform tensor as a clip.
 *
 * @param waveform [S] or [1, S]; not released
 * @throws TutorialError `audio.tensor.shape`, and those of {@link checkClip}
 *
 * @example
 * const clip = await clipFromTensor(tf.zeros([1, 8000]), 8000);
 */
export async function clipFromTensor(waveform: Tensor, sampleRate: Hertz): Promise<AudioClip> {
  const { shape } = waveform;
  if (!(shape.length === 1 || (shape.length === 2 && shape[0] === 1))) {
    throw new TutorialError({
      code: "audio.tensor.shape",
      where: "clipFromTensor",
      expected: "one waveform, [S] or [1, S]",
      got: `[${shape.join(", ")}]`,
      fix: "take one item of the batch: waveforms.slice([i, 0], [1, -1])",
    });
  }
  const clip = monoClip(Float32Array.from(await waveform.data()), sampleRate);
  checkClip(clip, "clipFromTensor");
  return clip;
}
