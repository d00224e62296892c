/** The places of a network at which a text may enter. */
import type { Entered } from "../conditioning/modes/mode";
import { hiddenKeys } from "../nn/attention";
import { glorotUniform, zeros } from "../nn/initializers";
import type { Initializer } from "../nn/initializers";
import { tf } from "../tensor/tf";
import type { Tensor2D, Tensor3D, Tensor4D } from "../tensor/tf";
import type { NetworkObserver } from "./observe";

/** The condition with the vectors of all modes that have one added, [B, Dc]. @internal */
export function sumOfVectors(condition: Tensor2D, entered: readonly Entered[]): Tensor2D {
  return entered.reduce<Tensor2D>(
    (sum, { vector }) => (vector ? sum.add<Tensor2D>(vector) : sum),
    condition,
  );
}

/** How the layers begin that make shifts, scales and gates: at zero, but for AdaLN without Zero. @internal */
export function modulationStart(entered: readonly Entered[]): Initializer {
  return entered.some(({ mode }) => mode === "adaLn") ? glorotUniform : zeros;
}

/** Channel concatenation and the like: before the first block. @internal */
export function hearInput(tokens: Tensor3D, entered: readonly Entered[]): Tensor3D {
  return entered.reduce((x, { atInput }) => (atInput ? atInput(x) : x), tokens);
}

/** Cross-attention and the like: within block i. @internal */
export function hearInBlock(
  tokens: Tensor3D,
  {
    block,
    entered,
    observe,
  }: {
    readonly block: number;
    readonly entered: readonly Entered[];
    readonly observe?: NetworkObserver;
  },
): Tensor3D {
  const seen = observe && ((value: Tensor4D) => observe({ at: "crossAttention", block, value }));
  return entered.reduce((x, { inBlock }) => (inBlock ? inBlock(block, x, seen) : x), tokens);
}

/** A sequence with its prefixes. */
interface Prefixed {
  /** [B, P + N, D] */
  readonly together: Tensor3D;
  /** Hides the padding of the prefixes; undefined without any. */
  readonly bias: Tensor4D | undefined;
  /** Takes the prefixes away again: the last N. */
  readonly music: (tokens: Tensor3D) => Tensor3D;
}

/** Temporal concatenation: words before music. @internal */
export function prefixed(music: Tensor3D, entered: readonly Pick<Entered, "prefix">[]): Prefixed {
  const prefixes = entered.flatMap(({ prefix }) => (prefix ? [prefix] : []));
  if (prefixes.length === 0) return { together: music, bias: undefined, music: (all) => all };
  const [batch, frames] = music.shape;
  const masks = [...prefixes.map(({ mask }) => mask), tf.ones<tf.Rank.R2>([batch, frames])];
  return {
    together: tf.concat([...prefixes.map(({ tokens }) => tokens), music], 1),
    bias: hiddenKeys(tf.concat(masks, 1)),
    music: (all) => all.slice([0, all.shape[1] - frames, 0]),
  };
}
