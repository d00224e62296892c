/** Weights laid out as a step uses them: what does not differ from step to step is done here, once. */
import { tf } from "../../tensor/tf";
import type { Tensor, Tensor1D, Tensor2D } from "../../tensor/tf";
import type { BlockParts, HeadNormParts, LinearParts, NormParts } from "./parts";
import type { OuterParts, PairOfLayers } from "./parts";
import type { HeadNormKind, StableAudioDitPlan } from "./plan";
import { asStored, turned, vector } from "./upload";
import type { StoredWeight, TurnOptions } from "./upload";

/** x·W + b, W [in, out]. (Types, for `tf.tidy`.) */
export type Linear = { readonly weight: Tensor2D; readonly bias?: Tensor1D };

/** silu between two layers. */
export type LayerPair = readonly [Linear, Linear];

/** A norm, in shapes that fit what is normed. */
export type Norm = { readonly gain: Tensor; readonly shift?: Tensor; readonly steepness?: Tensor };

/** Cross-attention of a block. */
export type CrossWeights = {
  readonly norm: Norm;
  /** [D, D], scaled by 1/√(D/H) if no norm follows that can be. */
  readonly query: Tensor2D;
  readonly queryNorm?: Norm;
  /** [Dc, 2·keyHeads·D/H] */
  readonly keyValue: Tensor2D;
  readonly keyNorm?: Norm;
  readonly out: Tensor2D;
};

/** The weights of a block. */
export type BlockWeights = {
  readonly selfNorm: Norm;
  /** Queries, scaled likewise, keys and values, [D, 3·D]. */
  readonly qkv: Tensor2D;
  /** Of queries and keys together, which lie side by side, [2·H, 1, D/H]. */
  readonly queryKeyNorm?: Norm;
  readonly selfOut: Tensor2D;
  readonly cross?: CrossWeights;
  readonly feedForwardNorm: Norm;
  readonly value: Linear;
  /** A layer of its own, so that nothing is to be split. */
  readonly gate?: Linear;
  readonly narrow: Linear;
  readonly modulation?: Tensor1D;
};

/** What is not in a block. */
export type OuterWeights = {
  /** [1, features/2] */
  readonly timeWaves: Tensor2D;
  readonly time: LayerPair;
  readonly cross?: LayerPair;
  readonly global?: LayerPair;
  readonly prepend?: LayerPair;
  readonly modulation?: LayerPair;
  readonly before: Linear;
  readonly projectIn: Linear;
  readonly memory?: Tensor2D;
  readonly projectOut: Linear;
  readonly after: Linear;
};

type Stored = StoredWeight;

const linearOf = ({ weight, bias }: LinearParts<Stored>, options: TurnOptions = {}): Linear => ({
  weight: turned(weight, options),
  bias: bias && vector(bias, options),
});

function normOf({ gain, shift, steepness }: NormParts<Stored>, scale = 1): Norm {
  const options = { scale: () => scale };
  return {
    gain: vector(gain, options),
    shift: vector(shift, options),
    steepness: steepness && vector(steepness),
  };
}

/** A head's norm, and what it multiplies by once more: a query is divided by √(D/H) anyway. */
function headNorm(kind: HeadNormKind, parts: NormParts<Stored> | undefined, scale: number) {
  if (kind === "none") return undefined;
  return parts ? normOf(parts, scale) : { gain: tf.tensor1d([scale]) };
}

/** Norms of H heads of queries and of H of keys as one. */
function sideBySide(query: Norm | undefined, key: Norm | undefined, heads: number) {
  if (!query || !key) return undefined;
  const both = (name: keyof Norm): Tensor | undefined => {
    const [q, k] = [query[name], key[name]];
    if (!q || !k) return undefined;
    const rows = [q, k].map((one) => one.reshape([1, 1, -1]).tile([heads, 1, 1]));
    return tf.concat(rows, 0); // [2·H, 1, D/H]
  };
  return { gain: both("gain")!, shift: both("shift"), steepness: both("steepness") };
}

const scaledBy = (gains: Float32Array): TurnOptions => ({ scale: (row) => gains[row] });

/** Lays out a block. To be called in a tidy. @internal */
export function laidOutBlock(parts: BlockParts<Stored>, plan: StableAudioDitPlan): BlockWeights {
  const { heads, width, headNorm: kind, feedForward } = plan;
  const { self, cross, scales, widen, narrow } = parts;
  const scale = 1 / Math.sqrt(width / heads);
  // Where a norm follows, it is the norm that scales.
  const queries: TurnOptions = kind === "none" ? { scale: (row) => (row < width ? scale : 1) } : {};
  /** The last layer of a branch, with the branch's own gains in it. */
  const gains = (given: Stored | undefined): TurnOptions => (given ? scaledBy(given.data) : {});
  const norms = (given: HeadNormParts<Stored> | undefined) =>
    [headNorm(kind, given?.query, scale), headNorm(kind, given?.key, 1)] as const;
  const [queryNorm, keyNorm] = norms(cross?.norms);
  const inner = feedForward.width;
  // Both halves while the matrix, read once, is there.
  const wide: LinearParts<Stored> = { weight: { ...widen.weight }, bias: widen.bias };
  const value = linearOf(wide, { rows: { from: 0, to: inner } });
  const gate = feedForward.gated
    ? linearOf(wide, { rows: { from: inner, to: 2 * inner } })
    : undefined;
  return {
    selfNorm: normOf(parts.selfNorm),
    qkv: turned(self.qkv, queries),
    queryKeyNorm: sideBySide(...norms(self.norms), heads),
    selfOut: turned(self.out, gains(scales?.self)),
    cross: cross && {
      norm: normOf(cross.norm),
      query: turned(cross.query, queries),
      queryNorm,
      keyValue: turned(cross.keyValue),
      keyNorm,
      out: turned(cross.out, gains(scales?.cross)),
    },
    feedForwardNorm: normOf(parts.feedForwardNorm),
    value,
    gate,
    narrow: linearOf(narrow, gains(scales?.feedForward)),
    modulation: parts.modulation && vector(parts.modulation),
  };
}

/** Lays out all that is not in a block. @internal */
export function laidOutRest(parts: OuterParts<Stored>): OuterWeights {
  const pairOf = (pair: PairOfLayers<Stored>): LayerPair => [linearOf(pair[0]), linearOf(pair[1])];
  const { timeWaves } = parts;
  return {
    timeWaves: turned({ ...timeWaves, shape: [timeWaves.data.length, 1] }),
    time: pairOf(parts.time),
    cross: parts.cross && pairOf(parts.cross),
    global: parts.global && pairOf(parts.global),
    prepend: parts.prepend && pairOf(parts.prepend),
    modulation: parts.modulation && pairOf(parts.modulation),
    before: linearOf({ weight: parts.before }),
    projectIn: linearOf({ weight: parts.projectIn }),
    memory: parts.memory && (asStored(parts.memory) as Tensor2D),
    projectOut: linearOf({ weight: parts.projectOut }),
    after: linearOf({ weight: parts.after }),
  };
}
