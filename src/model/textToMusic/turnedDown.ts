/** What is louder than a file can hold. */
import { tf } from "../../tensor/tf";
import type { Tensor2D } from "../../tensor/tf";

/** The peak of sounds that were too loud. */
const loudest = 0.95;

/** Rows that go beyond ±0.95 are scaled to it, others stay as they are. @internal */
export function turnedDown(waveform: Tensor2D): Tensor2D {
  const peaks = waveform.abs().max(1, true); // [B, 1]
  return waveform.mul(tf.minimum(1, tf.div(loudest, peaks)));
}
