/** Family `dit-adaln-zero`: blocks, final layer and the whole of Peebles & Xie's published DiT. */
import { combineGuidance } from "../../../src/diffusion/guidance";
import { blockModulation, ditBlock } from "../../../src/network/dit/block";
import { dit } from "../../../src/network/dit/dit";
import { finalLayer, finalModulation } from "../../../src/network/dit/finalLayer";
import { patchify } from "../../../src/network/dit/patches";
import { timeEmbedding, timestepWaves } from "../../../src/network/dit/timeEmbedding";
import { dense } from "../../../src/nn/dense";
import { embedding } from "../../../src/nn/embedding";
import { Parameters } from "../../../src/nn/parameters";
import { encodeSafetensors } from "../../../src/tensor/safetensors";
import type { NamedArray } from "../../../src/tensor/safetensors";
import { tf } from "../../../src/tensor/tf";
import type { Tensor, Tensor2D, Tensor3D, Tensor4D } from "../../../src/tensor/tf";
import type { ParityFamily } from "../fixture";

interface DitConfig {
  readonly patch_size: number;
  readonly in_channels: number;
  readonly hidden_size: number;
  readonly depth: number;
  readonly num_heads: number;
  readonly learn_sigma: boolean;
  readonly mlp_ratio: number;
}

const tensorOf = ({ data, shape }: NamedArray): Tensor =>
  tf.tensor(Float32Array.from(data), [...shape]);

/** The published names on the left, ours on the right. */
const names: readonly (readonly [RegExp, string])[] = [
  [/^x_embedder\.proj\./, "dit.patches."],
  [/^t_embedder\.mlp\.0\./, "time.0."],
  [/^t_embedder\.mlp\.2\./, "time.1."],
  [/^y_embedder\.embedding_table\./, "label."],
  [/^final_layer\.adaLN_modulation\.1\./, "dit.final.modulation."],
  [/^final_layer\.linear\./, "dit.final.linear."],
  [/^(blocks\.\d+)\.adaLN_modulation\.1\./, "dit.$1.modulation."],
  [/^(blocks\.\d+)\.attn\.qkv\./, "dit.$1.attention.toQkv."],
  [/^(blocks\.\d+)\.attn\.proj\./, "dit.$1.attention.toOut."],
  [/^(blocks\.\d+)\.mlp\.fc1\./, "dit.$1.mlp.0."],
  [/^(blocks\.\d+)\.mlp\.fc2\./, "dit.$1.mlp.1."],
];

/** Linear layers are [out, in] there and [in, out] here; the patches' convolution is [out, C, ph, pw]. */
function laidOut(name: string, array: NamedArray): { shape: number[]; data: Float32Array } {
  const x = tensorOf(array);
  const turned = (): Tensor => {
    if (x.rank === 4) return x.transpose([2, 3, 1, 0]).reshape([-1, x.shape[0]]);
    return x.rank === 2 && !name.startsWith("label.") ? x.transpose() : x;
  };
  const y = turned();
  return { shape: y.shape, data: y.dataSync<"float32">() };
}

function published(weights: ReadonlyMap<string, NamedArray>): Parameters {
  const entries = [...weights].flatMap(([theirs, array]) => {
    const rule = names.find(([pattern]) => pattern.test(theirs));
    if (!rule) return [];
    const name = theirs.replace(rule[0], rule[1]);
    return [[name, { ...laidOut(name, array), dtype: "F32" as const }] as const];
  });
  return Parameters.from(encodeSafetensors(Object.fromEntries(entries)));
}

const channelsLast = (x: Tensor): Tensor4D => x.transpose<Tensor4D>([0, 2, 3, 1]);
const channelsFirst = (x: Tensor): Tensor4D => x.transpose<Tensor4D>([0, 3, 1, 2]);

export const ditAdaLnZero: ParityFamily = {
  run: ({ config, inputs, weights, arrays }) => {
    const given = config as unknown as DitConfig;
    const { hidden_size: width, depth, num_heads: heads, in_channels: channels } = given;
    const side = given.patch_size;
    const outChannels = given.learn_sigma ? 2 * channels : channels;
    const inner = { heads, mlpRatio: given.mlp_ratio, activation: "gelu" } as const;
    const size = { ...inner, width, depth, patch: [side, side], outChannels } as const;
    const parameters = published(weights);
    const steps = Array.from(inputs.t.data);
    const labels = Array.from(inputs.y.data);
    // One more than the classes if the last is "none of them".
    const [classes] = weights.get("y_embedder.embedding_table.weight")!.shape;
    const time = (t: readonly number[]): Tensor2D =>
      timeEmbedding(
        parameters,
        "time",
        t.map((step) => step / 1000),
        width,
      );
    const label = (ids: readonly number[]): Tensor2D =>
      embedding(parameters, "label", ids, { count: classes, size: width });
    const run = (x: Tensor4D, ids: readonly number[]): Tensor => {
      const condition = time(steps).add<Tensor2D>(label(ids));
      return dit(parameters, "dit", x, { condition }, size);
    };
    const x = channelsLast(tensorOf(inputs.x));
    const patches = dense(parameters, "dit.patches", patchify(x, size.patch), width);

    const blockX = tensorOf(inputs.block_x) as Tensor3D;
    const blockC = tensorOf(inputs.block_c) as Tensor2D;
    const block = blockModulation(parameters, "dit.blocks.0", blockC, { width });
    const final = finalModulation(parameters, "dit.final", blockC, width);
    const numbers = side ** 2 * outChannels;

    // The reference puts x_t of the first half under both halves' labels, and guides three channels only.
    const first = x.slice([0], [x.shape[0] / 2]);
    const answers = run(tf.concat([first, first]), labels);
    const [conditional, unconditional] = tf.split(answers, 2);
    const guidedBy = (strength: number): Tensor => {
      const guided = combineGuidance(conditional, unconditional, { strength });
      const three = guided.slice([0, 0, 0, 0], [-1, -1, -1, 3]);
      return tf.concat([tf.concat([three, three]), answers.slice([0, 0, 0, 3])], 3);
    };
    const guided = [...arrays.keys()].flatMap((name) => {
      const strength = /^expect\.(out_cfg([\d.]+))$/.exec(name);
      if (!strength) return [];
      return [[strength[1], channelsFirst(guidedBy(Number(strength[2]))).dataSync()] as const];
    });
    return Promise.resolve({
      timestep_embedding: timestepWaves(steps, 256).dataSync(),
      timestep_embedding_255: timestepWaves(steps, 255).dataSync(),
      t_embedder: time(steps).dataSync(),
      y_embedder: label(labels).dataSync(),
      patches: patches.dataSync(),
      block0: ditBlock(parameters, "dit.blocks.0", blockX, { modulation: block }, inner).dataSync(),
      final_layer: finalLayer(parameters, "dit.final", blockX, final, numbers).dataSync(),
      out: channelsFirst(run(x, labels)).dataSync(),
      ...Object.fromEntries(guided),
    });
  },
};
