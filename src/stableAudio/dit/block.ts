/** A block: frames listen to each other, then to the prompt, then each thinks for itself. */
import { silu } from "../../nn/activations";
import { fromHeads, toHeads } from "../../nn/attention";
import { tf } from "../../tensor/tf";
import type { Tensor2D, Tensor3D, Tensor4D } from "../../tensor/tf";
import { headNormed, linear, listen, normed } from "./layers";
import type { Context } from "./layers";
import type { BlockWeights, CrossWeights } from "./layout";
import type { StableAudioDitPlan } from "./plan";
import { turn } from "./rotaryTables";
import type { Turns } from "./rotaryTables";

/** What a block is told besides the tokens. */
export interface BlockInput {
  readonly turns?: Turns;
  /** Of the prompt, if there is one to listen to. */
  readonly context?: Context;
  /** Of AdaLN, [B, 6·D]. */
  readonly modulation?: Tensor2D;
}

/** The prompt's keys and values, the same for all steps. @internal */
export function contextOf(
  tokens: Tensor3D,
  { keyValue, keyNorm }: CrossWeights,
  plan: StableAudioDitPlan,
): Context {
  return tf.tidy(() => {
    const both = toHeads(linear(tokens, { weight: keyValue }), plan.width / plan.heads);
    const [key, value] = tf.split<Tensor4D>(both, 2, 1);
    return { key: headNormed(key, plan.headNorm, keyNorm), value };
  });
}

function selfAttention(h: Tensor3D, block: BlockWeights, plan: StableAudioDitPlan, turns?: Turns) {
  const { width, heads, headNorm } = plan;
  const all = toHeads(linear(h, { weight: block.qkv }), width / heads); // [B, 3·H, N, D/H]
  const [asked, value] = tf.split<Tensor4D>(all, [2 * heads, heads], 1);
  const even = headNormed(asked, headNorm, block.queryKeyNorm);
  const [query, key] = tf.split<Tensor4D>(turns ? turn(even, turns) : even, 2, 1);
  return linear(fromHeads(listen(query, { key, value })), { weight: block.selfOut });
}

function crossAttention(
  x: Tensor3D,
  cross: CrossWeights,
  context: Context,
  plan: StableAudioDitPlan,
) {
  const { width, heads, headNorm, epsilon } = plan;
  const h = linear(normed(x, cross.norm, epsilon), { weight: cross.query });
  const query = headNormed(toHeads(h, width / heads), headNorm, cross.queryNorm);
  return linear(fromHeads(listen(query, context)), { weight: cross.out });
}

/** W₂·(silu(gate) ⊙ value) */
function feedForward(h: Tensor3D, { value, gate, narrow }: BlockWeights): Tensor3D {
  const wide = linear(h, value);
  const inner = gate ? silu(linear(h, gate)).mul<Tensor3D>(wide) : silu(wide);
  return linear(inner, narrow);
}

/**
 * x ← x + attention(norm(x)), x ← x + crossAttention(norm(x), prompt), x ← x + feedForward(norm(x))
 *
 * With AdaLN the first and the last branch have their norm scaled by 1 + scale and shifted, and are multiplied by
 * σ(1 − gate): a gate of 0 is open for the most part.
 *
 * @param x [B, N, D]
 * @returns [B, N, D]
 *
 * Source: Evans et al. 2024, "Stable Audio Open", §3.2; Stability-AI/stable-audio-tools, `models/transformer.py`.
 *
 * @internal
 */
export function stableAudioBlock(
  x: Tensor3D,
  block: BlockWeights,
  { turns, context, modulation }: BlockInput,
  plan: StableAudioDitPlan,
): Tensor3D {
  const { epsilon } = plan;
  return tf.tidy(() => {
    const vectors =
      modulation && block.modulation
        ? tf.split<Tensor3D>(modulation.add(block.modulation).expandDims(1), 6, 2)
        : undefined;
    const branch = (
      from: Tensor3D,
      norm: BlockWeights["selfNorm"],
      run: (h: Tensor3D) => Tensor3D,
      first: number,
    ): Tensor3D => {
      const h = normed(from, norm, epsilon);
      if (!vectors) return from.add<Tensor3D>(run(h));
      const [scale, shift, gate] = vectors.slice(first, first + 3);
      const out = run(h.mul(scale.add(1)).add<Tensor3D>(shift));
      return from.add<Tensor3D>(out.mul(tf.sigmoid(tf.sub(1, gate))));
    };
    const mixed = branch(x, block.selfNorm, (h) => selfAttention(h, block, plan, turns), 0);
    const told =
      block.cross && context
        ? mixed.add<Tensor3D>(crossAttention(mixed, block.cross, context, plan))
        : mixed;
    return branch(told, block.feedForwardNorm, (h) => feedForward(h, block), 3);
  });
}
