/** The weights of a T5 encoder, as Hugging Face publishes them. */
import type { PublishedArrays } from "../../representation/vocoder/publishedWeights";
import { tf } from "../../tensor/tf";
import type { Tensor, Tensor1D, Tensor2D } from "../../tensor/tf";
import { NamedWeights } from "../namedWeights";
import type { T5Config } from "./config";

/** Linear layers lie [out, in], as PyTorch has them. None of them has a bias. @internal */
export interface T5BlockWeights {
  readonly attentionNorm: Tensor1D;
  readonly query: Tensor2D;
  readonly key: Tensor2D;
  readonly value: Tensor2D;
  readonly out: Tensor2D;
  readonly feedForwardNorm: Tensor1D;
  readonly widen: Tensor2D;
  /** Only in gated layers: what {@link widen} is multiplied by. */
  readonly gate?: Tensor2D;
  readonly narrow: Tensor2D;
}

/** @internal */
export interface T5Weights {
  /** [vocabulary, D] */
  readonly table: Tensor2D;
  /** [buckets, H]; the first block's, and shared by all. */
  readonly distances: Tensor2D;
  readonly blocks: readonly T5BlockWeights[];
  readonly finalNorm: Tensor1D;
  readonly dispose: () => void;
}

/**
 * Takes every weight of the encoder by its name and shape. Those of a whole T5's decoder are passed over; any other
 * that is left is an error, and then nothing is kept.
 *
 * @throws TutorialError `stableAudio.t5.weights`
 *
 * @internal
 */
export function t5Weights(arrays: PublishedArrays, config: T5Config): T5Weights {
  const weights = new NamedWeights(arrays, { code: "stableAudio.t5.weights", where: "t5Encoder" });
  const made: Tensor[] = [];
  const dispose = (): void => tf.dispose(made);
  const linear = (name: string, out: number, into: number): Tensor2D => {
    const tensor = weights.tensor<tf.Rank.R2>(`${name}.weight`, [out, into]);
    made.push(tensor);
    return tensor;
  };
  const norm = (name: string): Tensor1D => {
    const tensor = weights.tensor<tf.Rank.R1>(`${name}.weight`, [config.width]);
    made.push(tensor);
    return tensor;
  };
  const { width, heads, headSize, innerWidth, gated, vocabulary } = config;
  const inside = heads * headSize;
  const block = (index: number): T5BlockWeights => {
    const [attention, feedForward] = [0, 1].map((layer) => `encoder.block.${index}.layer.${layer}`);
    const widen = (name: string): Tensor2D =>
      linear(`${feedForward}.DenseReluDense.${name}`, innerWidth, width);
    return {
      attentionNorm: norm(`${attention}.layer_norm`),
      query: linear(`${attention}.SelfAttention.q`, inside, width),
      key: linear(`${attention}.SelfAttention.k`, inside, width),
      value: linear(`${attention}.SelfAttention.v`, inside, width),
      out: linear(`${attention}.SelfAttention.o`, width, inside),
      feedForwardNorm: norm(`${feedForward}.layer_norm`),
      // In a gated layer the first of the two goes through the activation, and the second is linear.
      ...(gated ? { gate: widen("wi_0"), widen: widen("wi_1") } : { widen: widen("wi") }),
      narrow: linear(`${feedForward}.DenseReluDense.wo`, width, innerWidth),
    };
  };
  try {
    // The same table under two names; most files hold one of them.
    const [shared, own] = ["shared", "encoder.embed_tokens"];
    const table = linear(
      !weights.has(`${shared}.weight`) && weights.has(`${own}.weight`) ? own : shared,
      vocabulary,
      width,
    );
    weights.passOver((name) => name === `${own}.weight` || /^(decoder|lm_head)\./.test(name));
    const first = "encoder.block.0.layer.0.SelfAttention.relative_attention_bias";
    const found: T5Weights = {
      table,
      distances: linear(first, config.buckets, heads),
      blocks: Array.from({ length: config.blocks }, (_, index) => block(index)),
      finalNorm: norm("encoder.final_layer_norm"),
      dispose,
    };
    weights.done();
    return found;
  } catch (error) {
    dispose();
    throw error;
  }
}
