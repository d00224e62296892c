/** A batch read through stages of layers, a chunk at a time. */
import { tf } from "../../tensor/tf";
import type { Tensor2D, Tensor3D } from "../../tensor/tf";
import type { Samples } from "../../units";
import type { CompiledLayer } from "./compiledLayer";
import { tensorSource, tiledStages } from "./tiles";

/** A piece of what is decoded. */
export interface Chunk {
  /** [B, to − from, channels], the receiver's to dispose of. */
  readonly waveform: Tensor3D;
  /** Where it begins. */
  readonly from: Samples;
  /** Where the next one begins. */
  readonly to: Samples;
  /** How long the whole will be: to/length is done. */
  readonly length: Samples;
}

/**
 * @param x [B, T, C]; it must be there until the first chunk has come
 * @param size how long a chunk is
 * @param scale what x is multiplied by beforehand
 * @internal
 */
export function* readInChunks(
  stages: readonly CompiledLayer[],
  x: Tensor3D,
  size: number,
  scale: number,
): Generator<Chunk, void, undefined> {
  // One item of the batch after the other: together they would fall out of the processor's cache.
  const items = tf.tidy(() => tf.unstack(x.mul(scale)).map((item) => tf.keep(item as Tensor2D)));
  const sources = items.map((item) => tiledStages(stages, tensorSource(item)));
  const [{ length }] = sources;
  try {
    for (let from = 0; from < length; from += size) {
      const to = Math.min(length, from + size);
      const waveform = tf.tidy(() => tf.stack(sources.map((one) => one.read({ from, to }))));
      yield { waveform: waveform as Tensor3D, from, to, length };
    }
  } finally {
    for (const source of sources) source.dispose();
    tf.dispose(items);
  }
}
