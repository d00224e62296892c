import { beforeAll, expect, test } from "vitest";
import { loadStableAudioDit } from "../../../src/stableAudio/dit/dit";
import { publishedNames } from "../../../src/stableAudio/dit/names";
import { diffusersDitPlan } from "../../../src/stableAudio/dit/planDiffusers";
import { stableAudioDitPlan } from "../../../src/stableAudio/dit/planStableAudioTools";
import { randomDitArrays } from "../../../src/stableAudio/dit/randomArrays";
import { turned } from "../../../src/stableAudio/dit/upload";
import { prepareBackend } from "../../../src/tensor/backend";
import { countTensors } from "../../../src/tensor/budget";
import { seededNoise } from "../../../src/tensor/random";
import type { tf } from "../../../src/tensor/tf";
import { message } from "../message";
import { tiny } from "./configs";

beforeAll(async () => void (await prepareBackend()));

type Arrays = Map<string, { shape: readonly number[]; data: Float32Array }>;

const plan = stableAudioDitPlan(tiny({ attn_kwargs: { qk_norm: "ln" } }));
const arraysOf = (of = plan): Arrays =>
  new Map(
    [...randomDitArrays(of, 7)].map(([name, { shape, data }]) => [
      name,
      { shape, data: data as Float32Array },
    ]),
  );

test("a matrix is turned, some of its rows taken, and each row scaled", () => {
  const stored = { shape: [3, 2], data: Float32Array.of(1, 2, 3, 4, 5, 6) };
  expect(turned(stored).arraySync()).toEqual([
    [1, 3, 5],
    [2, 4, 6],
  ]);
  const part = turned(stored, { rows: { from: 1, to: 3 }, scale: (row) => 10 ** row });
  expect(part.arraySync()).toEqual([
    [3, 50],
    [4, 60],
  ]);
  const large = seededNoise<tf.Rank.R2>([130, 70], 1);
  const [data, shape] = [large.dataSync<"float32">(), [130, 70]];
  expect(turned({ shape, data }).dataSync()).toEqual(large.transpose().dataSync());
});

test("random weights depend on the seed and on nothing else", () => {
  const name = "model.model.transformer.layers.1.ff.ff.2.weight";
  const [one, same, other] = [7, 7, 8].map((seed) => randomDitArrays(plan, seed).get(name)!);
  expect(one.data).toEqual(same.data);
  expect(one.data).not.toEqual(other.data);
});

test("weights that are missing, misshapen, not finite or too many are named, and nothing is kept", async () => {
  const name = "model.model.transformer.layers.1.self_attn.to_out.weight";
  const tried = (change: (arrays: Arrays) => void): string => {
    const arrays = arraysOf();
    change(arrays);
    return message(() => loadStableAudioDit(arrays, plan));
  };
  const { leaked } = await countTensors(() => {
    expect(tried((arrays) => arrays.delete(name))).toMatchInlineSnapshot(
      `"TutorialError: loadStableAudioDit, layout stable-audio-tools: expected "model.model.transformer.layers.1.self_attn.to_out.weight" of shape [64, 64], got no weight of that name; load the file of this very network, whole, and build the network with the sizes in its config"`,
    );
    const small = { shape: [2, 2], data: new Float32Array(4) };
    expect(tried((arrays) => arrays.set(name, small))).toMatch("of shape [64, 64], got [2, 2]");
    expect(tried((arrays) => arrays.set("model.model.more", small))).toMatchInlineSnapshot(
      `"TutorialError: loadStableAudioDit, layout stable-audio-tools: expected no weights but those of this network, got 1 more: model.model.more; load the file of this very network, whole, and build the network with the sizes in its config"`,
    );
    expect(tried((arrays) => void (arrays.get(name)!.data[3] = Infinity))).toMatch("got Infinity");
  });
  expect(leaked).toBe(0);
});

test("other parts of the model in the same file are passed over, and another prefix may be named", () => {
  const arrays = arraysOf();
  arrays.set("pretransform.model.more", { shape: [1], data: new Float32Array(1) });
  loadStableAudioDit(arrays, plan).dispose();
  const renamed: Arrays = new Map([...arrays].map(([name, one]) => [`diffusion.${name}`, one]));
  const prefix = "diffusion.model.model.";
  loadStableAudioDit(renamed, plan, { prefix }).dispose();
  expect(message(() => loadStableAudioDit(renamed, plan))).toMatch(`pass {prefix: "diffusion.`);
});

test("both layouts of the same weights make the same network", () => {
  const options = { ff_kwargs: {}, embed_dim: 128, cond_token_dim: 64 };
  const ours = stableAudioDitPlan(tiny(options));
  const theirs = diffusersDitPlan({
    in_channels: 4,
    out_channels: 4,
    num_layers: 2,
    attention_head_dim: 64,
    num_attention_heads: 2,
    num_key_value_attention_heads: 1,
    cross_attention_dim: 64,
    cross_attention_input_dim: 64,
    global_states_input_dim: 16,
  });
  expect(theirs).toEqual({ ...ours, layout: "diffusers" });
  const arrays = arraysOf(ours);
  const renamed: Arrays = new Map();
  for (const [full, { shape, data }] of arrays) {
    const name = full.slice("model.model.".length);
    if (name.endsWith("inv_freq")) continue;
    const names = publishedNames("diffusers", name);
    const size = data.length / names.length;
    names.forEach((one, i) => {
      const isWave = one === "time_proj.weight";
      const piece = isWave ? [shape[0]] : [shape[0] / names.length, ...shape.slice(1)];
      renamed.set(one, { shape: piece, data: data.slice(i * size, (i + 1) * size) });
    });
  }
  const [a, b] = ([[arrays, ours], [renamed, theirs]] as const).map(([weights, of]) => {
    const network = loadStableAudioDit(weights, of);
    const told = network.prepare({
      crossAttention: seededNoise([1, 5, 64], 1),
      global: seededNoise([1, 16], 2),
    });
    const v = told.step(seededNoise([1, 6, 4], 3), 0.4).dataSync();
    network.dispose();
    return v;
  }); // prettier-ignore
  expect(a).toEqual(b);
});
