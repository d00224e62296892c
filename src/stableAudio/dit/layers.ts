/** What the blocks are made of. */
import { silu } from "../../nn/activations";
import { attendScaled } from "../../nn/attention";
import { standardise } from "../../nn/standardise";
import { product } from "../../tensor/bfloat16";
import { tf } from "../../tensor/tf";
import type { Tensor, Tensor2D, Tensor3D, Tensor4D } from "../../tensor/tf";
import type { LayerPair, Linear, Norm } from "./layout";
import type { HeadNormKind } from "./plan";

/** x·W + b on the last axis, as one product of matrices. */
export function linear<T extends Tensor>(x: T, { weight, bias }: Linear): T {
  return tf.tidy(() => {
    const rows = x.reshape<Tensor2D>([-1, weight.shape[0]]);
    const answer = product(rows, weight);
    const sum = bias ? answer.add(bias) : answer;
    return sum.reshape<T>([...x.shape.slice(0, -1), weight.shape[1]]);
  });
}

/** W₂·silu(W₁·x) */
export function layerPair<T extends Tensor>(x: T, [first, second]: LayerPair): T {
  return tf.tidy(() => linear(silu(linear(x, first)), second));
}

/** A layer norm, or the tanh that some networks have in its place. */
export function normed<T extends Tensor>(
  x: T,
  { gain, shift, steepness }: Norm,
  epsilon: number,
): T {
  return tf.tidy(() => {
    const even = steepness ? x.mul<T>(steepness).tanh<T>() : standardise(x, epsilon);
    const scaled = even.mul<T>(gain);
    return shift ? scaled.add<T>(shift) : scaled;
  });
}

/** Added to the variance of a head; less than elsewhere. */
const headEpsilon = 1e-6;

/** What keeps a query of zeros from being divided by 0. */
const shortest = 1e-12;

/** Queries or keys of one size, whichever way: only their directions are compared then. */
export function headNormed(x: Tensor4D, kind: HeadNormKind, norm: Norm | undefined): Tensor4D {
  if (kind === "none" || !norm) return x;
  if (kind !== "l2") return normed(x, norm, headEpsilon);
  return tf.tidy(() => {
    const length = x.square().sum(-1, true).sqrt().maximum(shortest);
    return x.mul<Tensor4D>(norm.gain.div(length));
  });
}

/** Keys and values, [B, keyHeads, L, D/H] each. (A type, for `tf.tidy`.) */
export type Context = { readonly key: Tensor4D; readonly value: Tensor4D };

/**
 * softmax(q·kᵀ)·v, with queries that were scaled before.
 *
 * Where there are fewer heads of keys than of queries, the queries that share one stand one below the other, as if
 * they were more positions: nothing is repeated.
 *
 * @param query [B, H, N, D/H]
 * @returns [B, H, N, D/H]
 *
 * Source: Vaswani et al. 2017, eq. 1; Ainslie et al. 2023, "GQA", §2.2.
 */
export function listen(query: Tensor4D, { key, value }: Context): Tensor4D {
  const [batch, heads, length, size] = query.shape;
  const keyHeads = key.shape[1];
  return tf.tidy(() => {
    const asked = query.reshape<Tensor4D>([batch, keyHeads, (heads / keyHeads) * length, size]);
    const heard = attendScaled({ query: asked, key, value }); // [B, keyHeads, …·N, D/H]
    return heard.reshape<Tensor4D>([batch, heads, length, size]);
  });
}

/** A copy for each row of a batch, in front: [n, D] to [B, n, D]. */
export function forEachRow(x: Tensor2D, batch: number): Tensor3D {
  return tf.tidy(() => x.expandDims<Tensor3D>(0).tile([batch, 1, 1]));
}
