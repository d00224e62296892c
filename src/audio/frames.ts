/**
 * Cutting a waveform into overlapping frames and adding frames up again, out of operations that
 * every backend can differentiate (gather and conv1d filters have no gradient on wasm).
 */
import { TutorialError } from "../error";
import { tf } from "../tensor/tf";
import type { Tensor2D, Tensor3D } from "../tensor/tf";
import type { Frames, Samples } from "../units";

/** Frames of `size` samples that fit into `length`, one every `hop`: 1 + ⌊(length − size)/hop⌋. */
export function countFrames(length: Samples, size: Samples, hop: Samples): Frames {
  return length < size ? 0 : 1 + Math.floor((length - size) / hop);
}

/**
 * Pads waveforms at both ends with their mirror image (the end sample itself not repeated) or zeros.
 *
 * @param waveform [B, S]
 * @returns [B, S + 2·amount]
 * @throws TutorialError `audio.pad.short` if there is less sound than mirror
 */
export function padEnds(
  waveform: Tensor2D,
  amount: Samples,
  mode: "reflect" | "constant",
): Tensor2D {
  const [batch, length] = waveform.shape;
  if (amount === 0) return waveform.clone();
  if (mode === "constant") {
    return waveform.pad([
      [0, 0],
      [amount, amount],
    ]);
  }
  if (amount >= length) {
    throw new TutorialError({
      code: "audio.pad.short",
      where: "padEnds",
      expected: `more than ${amount} samples, to mirror ${amount} at each end`,
      got: `${length}`,
      fix: 'take a longer clip, a smaller fftSize, or {padMode: "constant"}',
    });
  }
  return tf.tidy(() => {
    const left = waveform.slice([0, 1], [batch, amount]).reverse(1);
    const right = waveform.slice([0, length - 1 - amount], [batch, amount]).reverse(1);
    return tf.concat([left, waveform, right], 1);
  });
}

/**
 * Cuts waveforms into frames that start every `hop` samples.
 *
 * The waveform is laid out as rows of one hop. A frame is K = ⌈size/hop⌉ rows in turn (the last of them
 * perhaps in part), and "row k of every frame" is one slice.
 *
 * @param waveform [B, S], S >= size
 * @returns [B, frames, size]
 */
export function cutFrames(waveform: Tensor2D, size: Samples, hop: Samples): Tensor3D {
  const [batch, length] = waveform.shape;
  const frames = countFrames(length, size, hop);
  const perFrame = Math.ceil(size / hop);
  const rows = frames - 1 + perFrame;
  return tf.tidy(() => {
    const used = waveform.slice([0, 0], [batch, Math.min(length, rows * hop)]);
    const whole = used.pad([
      [0, 0],
      [0, rows * hop - used.shape[1]],
    ]);
    const hops = whole.reshape<Tensor3D>([batch, rows, hop]); //              [B, rows, hop]
    const parts = Array.from({ length: perFrame }, (_, k) =>
      hops.slice([0, k, 0], [batch, frames, Math.min(hop, size - k * hop)]),
    );
    return tf.concat(parts, 2); //                                            [B, frames, size]
  });
}

/**
 * Adds frames up where they overlap: the transpose of {@link cutFrames}.
 *
 * @param frames [B, frames, size]
 * @returns [B, (frames − 1 + K)·hop], K = ⌈size/hop⌉: zeros follow the last frame up to a whole hop
 */
export function overlapAdd(frames: Tensor3D, hop: Samples): Tensor2D {
  const [batch, count, size] = frames.shape;
  const perFrame = Math.ceil(size / hop);
  return tf.tidy(() => {
    const shifted = Array.from({ length: perFrame }, (_, k) => {
      const width = Math.min(hop, size - k * hop);
      return frames.slice([0, 0, k * hop], [batch, count, width]).pad<Tensor3D>([
        [0, 0],
        [k, perFrame - 1 - k],
        [0, hop - width],
      ]);
    });
    const rows = tf.addN(shifted); //                                         [B, frames − 1 + K, hop]
    return rows.reshape([batch, (count - 1 + perFrame) * hop]);
  });
}
