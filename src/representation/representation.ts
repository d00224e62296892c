/** What diffusion runs on: a way to write sound as numbers, and to read them as sound again. */
import type { Tensor, Tensor2D } from "../tensor/tf";
import type { Hertz, Seconds } from "../units";

/**
 * One of the chapter's representations. The diffusion code is the same for all of them; only x0 differs.
 *
 * Whatever its shape, x0 has a variance of about 1, so that the same noise schedule suits all.
 *
 * @typeParam X what x0 is as a batch: `Tensor3D` for sequences [B, T, C], `Tensor4D` for images [B, h, w, C]
 */
export interface Representation<X extends Tensor = Tensor> {
  readonly name: string;
  /** Of the waveforms that go in and come out. */
  readonly sampleRate: Hertz;
  /** The shape of one x0, without the batch. */
  shapeFor(seconds: Seconds): readonly number[];
  /** Waveforms [B, S] → x0 [B, ...shape]; zeros are added at the end up to a whole frame. */
  encode(waveform: Tensor2D): X;
  /** x0 [B, ...shape] → waveforms [B, S'], S' ≥ S: as many samples as its frames span. */
  decode(x0: X): Tensor2D;
  /** Releases the weights. */
  dispose(): void;
}
