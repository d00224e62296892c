/** Weights laid out as a step uses them: what does not differ from step to step is done here, once. */
import { tf } from "../../tensor/tf";
import type { Tensor, Tensor1D, Tensor2D } from "../../tensor/tf";
import type { BlockParts, LinearParts, NormParts, OuterParts, PairOfLayers } from "./parts";
import type { HeadNormKind, StableAudioDitPlan } from "./plan";

/** x·W + b, W [in, out]: that way round a product is up to a quarter faster. (Types, for `tf.tidy`.) */
export type Linear = { readonly weight: Tensor2D; readonly bias?: Tensor1D };

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

const turned = (weight: Tensor): Tensor2D => tf.transpose(weight as Tensor2D);

/** silu between two layers. */
export type LayerPair = readonly [Linear, Linear];

const linearOf = ({ weight, bias }: LinearParts<Tensor>): Linear => ({
  weight: turned(weight),
  bias: bias as Tensor1D | undefined,
});

/** A head's norm, and what it multiplies by once more: a query is divided by √(D/H) anyway. */
function headNorm(kind: HeadNormKind, parts: NormParts<Tensor> | undefined, scale: number) {
  if (kind === "none") return undefined;
  if (!parts) return { gain: tf.tensor1d([scale]) };
  const { gain, shift, steepness } = parts;
  return { gain: gain.mul(scale), shift: shift.mul(scale), steepness };
}

/** Two heads' norms as one for H heads of queries and H of keys. */
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

/** Lays out a block, of which some parts stay as they are. To be called in a tidy. @internal */
export function laidOutBlock(parts: BlockParts<Tensor>, plan: StableAudioDitPlan): BlockWeights {
  const { heads, width, headNorm: kind, feedForward } = plan;
  const scale = 1 / Math.sqrt(width / heads);
  const ownScale = kind === "none" ? scale : 1;
  const { self, cross, scales, widen, narrow } = parts;
  /** The last matrix of a branch, with the branch's own gains in it. */
  const last = (weight: Tensor, gains: Tensor | undefined): Tensor2D =>
    gains ? turned(weight).mul<Tensor2D>(gains) : turned(weight);
  const columns = tf.concat([tf.fill([width], ownScale), tf.ones([2 * width])]);
  const halves = (weight: Tensor): Tensor[] => tf.split(weight, feedForward.gated ? 2 : 1);
  const weights = halves(widen.weight);
  const biases = widen.bias ? halves(widen.bias) : [];
  const layers = weights.map((weight, i) => linearOf({ weight, bias: biases.at(i) }));
  const norms = (one: { query: NormParts<Tensor>; key: NormParts<Tensor> } | undefined) =>
    [headNorm(kind, one?.query, scale), headNorm(kind, one?.key, 1)] as const;
  const [crossQuery, crossKey] = norms(cross?.norms);
  const narrowed = linearOf(narrow);
  return {
    selfNorm: parts.selfNorm,
    qkv: ownScale === 1 ? turned(self.qkv) : turned(self.qkv).mul(columns),
    queryKeyNorm: sideBySide(...norms(self.norms), heads),
    selfOut: last(self.out, scales?.self),
    cross: cross && {
      norm: cross.norm,
      query: ownScale === 1 ? turned(cross.query) : turned(cross.query).mul(ownScale),
      queryNorm: crossQuery,
      keyValue: turned(cross.keyValue),
      keyNorm: crossKey,
      out: last(cross.out, scales?.cross),
    },
    feedForwardNorm: parts.feedForwardNorm,
    value: layers[0],
    gate: layers.at(1),
    narrow: scales
      ? {
          weight: narrowed.weight.mul(scales.feedForward),
          bias: narrowed.bias?.mul(scales.feedForward),
        }
      : narrowed,
    modulation: parts.modulation as Tensor1D | undefined,
  };
}

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

/** Lays out all that is not in a block. To be called in a tidy. @internal */
export function laidOutRest(parts: OuterParts<Tensor>): OuterWeights {
  const pairOf = (pair: PairOfLayers<Tensor>): LayerPair => [linearOf(pair[0]), linearOf(pair[1])];
  const convolution = (weight: Tensor): Linear => ({ weight: turned(weight.squeeze([2])) });
  return {
    timeWaves: parts.timeWaves.reshape([1, -1]),
    time: pairOf(parts.time),
    cross: parts.cross && pairOf(parts.cross),
    global: parts.global && pairOf(parts.global),
    prepend: parts.prepend && pairOf(parts.prepend),
    modulation: parts.modulation && pairOf(parts.modulation),
    before: convolution(parts.before),
    projectIn: linearOf({ weight: parts.projectIn }),
    memory: parts.memory as Tensor2D | undefined,
    projectOut: linearOf({ weight: parts.projectOut }),
    after: convolution(parts.after),
  };
}
