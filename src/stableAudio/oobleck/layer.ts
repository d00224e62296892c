/** What every layer of the autoencoder can say of itself, so that it can be run piece by piece. */
import { tf } from "../../tensor/tf";
import type { Tensor, Tensor2D } from "../../tensor/tf";

/** Positions along time: `from`, and all up to but not including `to`. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/**
 * A layer over one sequence [T, C], with its weights in it.
 *
 * Run on a slice, it treats the ends of the slice as ends of the sequence. What lies far enough inside is right all
 * the same, and {@link Layer.heard} says how far that is.
 */
export interface Layer {
  /** Position p of the input stands at position p·up/down of the output. */
  readonly up: number;
  /** A slice must begin at a multiple of this. */
  readonly down: number;
  readonly outChannels: number;
  /** How many numbers the largest of its sequences holds for each position that comes out. */
  readonly load: number;
  /** How many positions come out of so many. */
  lengthFor(length: number): number;
  /** Which input positions these output positions depend on; it may reach beyond the ends. */
  heard(out: Span): Span;
  /** [T, in] → [T', out] */
  run(x: Tensor2D): Tensor2D;
  readonly weights: readonly Tensor[];
}

/** A layer that works on each position alone, such as an activation. */
export function pointwise(
  channels: number,
  run: (x: Tensor2D) => Tensor2D,
  weights: readonly Tensor[] = [],
): Layer {
  const same = { up: 1, down: 1, outChannels: channels, load: channels };
  return { ...same, lengthFor: (length) => length, heard: (out) => out, run, weights };
}

/** Layers one after the other, as one layer. */
export function chain(layers: readonly Layer[]): Layer {
  const product = (values: readonly number[]): number => values.reduce((a, b) => a * b, 1);
  const loads = layers.map(({ load }, i) => {
    const later = layers.slice(i + 1);
    // Behind this layer so many of its positions still become one.
    return (load * product(later.map((one) => one.down))) / product(later.map((one) => one.up));
  });
  return {
    up: product(layers.map((one) => one.up)),
    down: product(layers.map((one) => one.down)),
    outChannels: layers[layers.length - 1].outChannels,
    load: Math.max(...loads),
    lengthFor: (length) => layers.reduce((n, one) => one.lengthFor(n), length),
    heard: (out) => layers.reduceRight((span, one) => one.heard(span), out),
    run: (x) =>
      tf.tidy(() =>
        layers.reduce((h, one, i) => {
          const y = one.run(h);
          // What is used up makes room at once: the next layer's numbers are then still in the cache.
          if (i > 0) h.dispose();
          return y;
        }, x),
      ),
    weights: layers.flatMap(({ weights }) => weights),
  };
}

/** x + layer(x), for a layer that keeps length and channels. */
export function residual(layer: Layer): Layer {
  return { ...layer, run: (x) => tf.tidy(() => layer.run(x).add<Tensor2D>(x)) };
}
