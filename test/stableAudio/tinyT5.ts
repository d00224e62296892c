/** A T5 that is small enough to compute by hand. */
import type { T5Config } from "../../src/stableAudio/t5/config";
import { Random } from "../../src/tensor/random";

export const tinyConfig: T5Config = {
  vocabulary: 9,
  width: 6,
  blocks: 2,
  heads: 2,
  headSize: 2,
  innerWidth: 5,
  activation: "relu",
  gated: false,
  buckets: 8,
  farthest: 16,
  epsilon: 1e-6,
};

export type Arrays = Map<string, { shape: number[]; data: Float32Array }>;

/** Arrays of these shapes with seeded numbers. */
export function seededArrays(shapes: Readonly<Record<string, number[]>>): Arrays {
  return new Map(
    Object.entries(shapes).map(([name, shape]) => {
      const size = shape.reduce((product, one) => product * one, 1);
      const random = new Random(3, name);
      return [name, { shape, data: Float32Array.from({ length: size }, () => random.normal()) }];
    }),
  );
}

/** Weights of a tiny T5 under Hugging Face's names. */
export function tinyArrays(config: T5Config = tinyConfig): Arrays {
  const { width, innerWidth, heads, headSize } = config;
  const inside = heads * headSize;
  const shapes: Record<string, number[]> = {
    "shared.weight": [config.vocabulary, width],
    "encoder.block.0.layer.0.SelfAttention.relative_attention_bias.weight": [config.buckets, heads],
    "encoder.final_layer_norm.weight": [width],
  };
  for (let i = 0; i < config.blocks; i++) {
    const [first, second] = [0, 1].map((layer) => `encoder.block.${i}.layer.${layer}`);
    for (const part of ["q", "k", "v"]) {
      shapes[`${first}.SelfAttention.${part}.weight`] = [inside, width];
    }
    shapes[`${first}.SelfAttention.o.weight`] = [width, inside];
    shapes[`${first}.layer_norm.weight`] = [width];
    for (const part of config.gated ? ["wi_0", "wi_1"] : ["wi"]) {
      shapes[`${second}.DenseReluDense.${part}.weight`] = [innerWidth, width];
    }
    shapes[`${second}.DenseReluDense.wo.weight`] = [width, innerWidth];
    shapes[`${second}.layer_norm.weight`] = [width];
  }
  return seededArrays(shapes);
}

/** A tokenizer.json of nine pieces. */
export const tinyTokenizer = {
  normalizer: null,
  added_tokens: [
    { id: 0, content: "<pad>", normalized: false, special: true },
    { id: 1, content: "</s>", normalized: false, special: true },
    { id: 2, content: "<unk>", normalized: false, special: true },
    { id: 8, content: "<extra_id_0>", normalized: false, special: true },
  ],
  pre_tokenizer: {
    type: "Sequence",
    pretokenizers: [
      { type: "WhitespaceSplit" },
      { type: "Metaspace", replacement: "▁", prepend_scheme: "always", split: true },
    ],
  },
  post_processor: {
    type: "TemplateProcessing",
    single: [{ Sequence: { id: "A", type_id: 0 } }, { SpecialToken: { id: "</s>", type_id: 0 } }],
    special_tokens: { "</s>": { id: "</s>", ids: [1], tokens: ["</s>"] } },
  },
  model: {
    type: "Unigram",
    unk_id: 2,
    vocab: [
      ["<pad>", 0],
      ["</s>", 0],
      ["<unk>", 0],
      ["▁", -2],
      ["▁drum", -3],
      ["s", -4],
      ["▁drums", -8],
      ["loop", -3],
      ["<extra_id_0>", 0],
    ],
    byte_fallback: false,
  },
};
