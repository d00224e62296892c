/** A sequence computed piece by piece, as it is asked for: of each layer only what is still needed is ever there. */
import { tf } from "../../tensor/tf";
import type { Tensor2D } from "../../tensor/tf";
import type { CompiledLayer } from "./compiledLayer";
import type { Layer, Span } from "./layer";

/** A sequence that is read from its beginning to its end. */
export interface Source {
  readonly length: number;
  /** [to − from, C], the reader's to dispose of; `from` may not be smaller than it was the last time. */
  read(span: Span): Tensor2D;
  dispose(): void;
}

/** A sequence that is there already; it stays its owner's. */
export function tensorSource(x: Tensor2D): Source {
  return {
    length: x.shape[0],
    read: ({ from, to }) => x.slice<Tensor2D>([from, 0], [to - from, x.shape[1]]),
    dispose: () => undefined,
  };
}

/** 4 MB: larger pieces fall out of the processor's cache, smaller ones spend themselves on what they share. */
const numbersPerTile = 2 ** 20;

/** How many output positions of a layer are computed at once. */
export function tileLength({ load }: Layer): number {
  return Math.max(1, Math.floor(numbersPerTile / load));
}

/**
 * What a layer makes of a source, in tiles.
 *
 * Each tile is computed from just those input positions that it depends on ({@link Layer.heard}), so tiles fit
 * together without a seam. They always begin at multiples of `tile`: whatever spans are read, the same products of
 * the same matrices are taken, and the same bits come out.
 *
 * @param tile output positions, {@link tileLength} unless given
 */
export function tiled(layer: CompiledLayer, source: Source, tile = tileLength(layer)): Source {
  const length = layer.lengthFor(source.length);
  const tiles = Array.from({ length: Math.ceil(length / tile) }, (_, i) => {
    const out = { from: i * tile, to: Math.min(length, (i + 1) * tile) };
    const heard = layer.heard(out);
    const from = Math.floor(Math.max(0, heard.from) / layer.down) * layer.down;
    return { out, input: { from, to: Math.min(source.length, heard.to) } };
  });
  const kept: { readonly span: Span; readonly values: Tensor2D }[] = [];
  let next = 0;
  const compute = ({ out, input }: (typeof tiles)[number]): Tensor2D => {
    const x = source.read(input);
    try {
      return tf.tidy(() => {
        const begin = out.from - (input.from * layer.up) / layer.down;
        const y = layer.runAgain(x);
        return tf.keep(y.slice<Tensor2D>([begin, 0], [out.to - out.from, layer.outChannels]));
      });
    } finally {
      x.dispose();
    }
  };
  return {
    length,
    read({ from, to }) {
      while (kept.length > 0 && kept[0].span.to <= from) kept.shift()!.values.dispose();
      for (; next < tiles.length && tiles[next].out.from < to; next++) {
        kept.push({ span: tiles[next].out, values: compute(tiles[next]) });
      }
      return tf.tidy(() => {
        const parts = kept
          .filter(({ span }) => span.to > from && span.from < to)
          .map(({ span, values }) => {
            const begin = Math.max(0, from - span.from);
            const count = Math.min(to, span.to) - span.from - begin;
            return values.slice<Tensor2D>([begin, 0], [count, layer.outChannels]);
          });
        return parts.length === 1 ? parts[0] : tf.concat2d(parts, 0);
      });
    },
    dispose() {
      tf.dispose(kept.map(({ values }) => values));
      kept.length = 0;
      source.dispose();
    },
  };
}

/** Stages one after the other, each in tiles. */
export function tiledStages(stages: readonly CompiledLayer[], source: Source): Source {
  return stages.reduce((before, stage) => tiled(stage, before), source);
}
