/** What a text encoder's file holds, by its config: known before a single number is read. */
import type { T5Config } from "./config";

/** The table of tokens may lie under its second name; and of a whole T5 the decoder is not asked for. @internal */
export const isBesideT5Encoder = (name: string): boolean =>
  name === "encoder.embed_tokens.weight" || /^(decoder|lm_head)\./.test(name);

/**
 * All names of a T5 encoder's file with their shapes.
 *
 * @param tableName the one under which the file has its table of tokens
 * @internal
 */
export function t5Shapes(
  config: T5Config,
  tableName = "shared.weight",
): Map<string, readonly number[]> {
  const { vocabulary, width, blocks, heads, headSize, innerWidth, gated, buckets } = config;
  const inside = heads * headSize;
  const shapes = new Map<string, readonly number[]>([
    [tableName, [vocabulary, width]],
    ["encoder.block.0.layer.0.SelfAttention.relative_attention_bias.weight", [buckets, heads]],
    ["encoder.final_layer_norm.weight", [width]],
  ]);
  for (let i = 0; i < blocks; i++) {
    const [attention, feedForward] = [0, 1].map((layer) => `encoder.block.${i}.layer.${layer}`);
    for (const layer of [attention, feedForward]) shapes.set(`${layer}.layer_norm.weight`, [width]);
    for (const part of ["q", "k", "v"]) {
      shapes.set(`${attention}.SelfAttention.${part}.weight`, [inside, width]);
    }
    shapes.set(`${attention}.SelfAttention.o.weight`, [width, inside]);
    for (const part of gated ? ["wi_0", "wi_1"] : ["wi"]) {
      shapes.set(`${feedForward}.DenseReluDense.${part}.weight`, [innerWidth, width]);
    }
    shapes.set(`${feedForward}.DenseReluDense.wo.weight`, [width, innerWidth]);
  }
  return shapes;
}
