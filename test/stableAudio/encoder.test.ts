import { beforeAll, expect, test } from "vitest";
import { t5BaseConfig, t5Config } from "../../src/stableAudio/t5/config";
import { t5Encoder } from "../../src/stableAudio/t5/encoder";
import { distanceBucket } from "../../src/stableAudio/t5/relativeBias";
import { rmsNorm } from "../../src/stableAudio/t5/rmsNorm";
import { prepareBackend } from "../../src/tensor/backend";
import { countTensors } from "../../src/tensor/budget";
import { tf } from "../../src/tensor/tf";
import { tinyArrays, tinyConfig } from "./tinyT5";
import { message } from "./message";

beforeAll(async () => void (await prepareBackend()));

test("near distances have a bucket each, far ones share, and after is not before", () => {
  const sizes = { buckets: 8, farthest: 16 };
  const buckets = [-100, -16, -8, -4, -3, -2, -1, 0, 1, 2, 4, 100];
  expect(buckets.map((one) => distanceBucket(one, sizes))).toEqual([
    3, 3, 3, 2, 2, 2, 1, 0, 5, 6, 6, 7,
  ]);
});

test("the norm has a root mean square of 1 and takes no mean away", () => {
  const y = rmsNorm(tf.tensor2d([[3, 4]]), tf.tensor1d([1, 2])).dataSync();
  expect([...y].map((one) => one.toFixed(3))).toEqual(["0.849", "2.263"]);
});

test("padding changes nothing for the tokens, and the order of tokens does", () => {
  const encoder = t5Encoder(tinyArrays(), tinyConfig);
  const [short, long, other] = [
    encoder.encode([[4, 5, 1]]),
    encoder.encode([[4, 5, 1, 0, 0]], [[1, 1, 1, 0, 0]]).slice([0, 0, 0], [1, 3, -1]),
    encoder.encode([[5, 4, 1]]).gather([1, 0, 2], 1),
  ];
  expect(long.sub(short).abs().max().dataSync()[0]).toBeLessThan(1e-5);
  expect(other.sub(short).abs().max().dataSync()[0]).toBeGreaterThan(1e-3);
  encoder.dispose();
});

test("an encoder keeps its weights, encoding makes one tensor, and disposing leaves none", async () => {
  const { leaked } = await countTensors(async () => {
    const encoder = t5Encoder(tinyArrays(), tinyConfig);
    const one = await countTensors(() => encoder.encode([[4, 1]]));
    expect(one.leaked).toBe(1);
    one.result.dispose();
    encoder.dispose();
  });
  expect(leaked).toBe(0);
});

test("of a whole T5 the decoder is passed over, and the table may have either name", () => {
  const arrays = tinyArrays();
  const extra = { shape: [1], data: new Float32Array(1) };
  arrays.set("decoder.block.0.layer.0.layer_norm.weight", extra).set("lm_head.weight", extra);
  const encoder = t5Encoder(arrays, tinyConfig);
  arrays.set("encoder.embed_tokens.weight", arrays.get("shared.weight")!);
  arrays.delete("shared.weight");
  const renamed = t5Encoder(arrays, tinyConfig);
  expect(renamed.encode([[3]]).dataSync()).toEqual(encoder.encode([[3]]).dataSync());
  encoder.dispose();
  renamed.dispose();
});

test("weights that are missing, misshapen, not finite or too many are named, and nothing is kept", async () => {
  const name = "encoder.block.1.layer.1.DenseReluDense.wo.weight";
  const tried = (change: (arrays: ReturnType<typeof tinyArrays>) => void): string => {
    const arrays = tinyArrays();
    change(arrays);
    return message(() => t5Encoder(arrays, tinyConfig));
  };
  const { leaked } = await countTensors(() => {
    expect(tried((arrays) => arrays.delete(name))).toMatchInlineSnapshot(
      `"TutorialError: t5Encoder: expected "encoder.block.1.layer.1.DenseReluDense.wo.weight" of shape [6, 5], got no weight of that name; load the file of this very network, whole, and build the network with the sizes in its config"`,
    );
    expect(
      tried((arrays) => arrays.set(name, { shape: [1, 2], data: new Float32Array(2) })),
    ).toMatchInlineSnapshot(
      `"TutorialError: t5Encoder: expected "encoder.block.1.layer.1.DenseReluDense.wo.weight" of shape [6, 5], got [1, 2]; load the file of this very network, whole, and build the network with the sizes in its config"`,
    );
    expect(tried((arrays) => arrays.set("more", arrays.get(name)!))).toMatchInlineSnapshot(
      `"TutorialError: t5Encoder: expected no weights but those of this network, got 1 more: more; load the file of this very network, whole, and build the network with the sizes in its config"`,
    );
    expect(tried((arrays) => void (arrays.get(name)!.data[3] = NaN))).toMatchInlineSnapshot(
      `"TutorialError: t5Encoder: expected finite numbers in "encoder.block.1.layer.1.DenseReluDense.wo.weight", got NaN; load the file of this very network, whole, and build the network with the sizes in its config"`,
    );
  });
  expect(leaked).toBe(0);
});

test("tokens that no encoder can read are refused", () => {
  const encoder = t5Encoder(tinyArrays(), tinyConfig);
  expect(message(() => encoder.encode([[9]]))).toMatchInlineSnapshot(
    `"TutorialError: T5Encoder.encode: expected ids from 0 to 8, got 9; pass what tokenizer.batch(texts, maxLength) gives, of the tokenizer this encoder was trained with"`,
  );
  expect(message(() => encoder.encode([]))).toMatch("at least one token");
  expect(message(() => encoder.encode([[1, 2], [1]]))).toMatch("ids of 2 × 2, got rows of 2, 1");
  expect(message(() => encoder.encode([[1]], [[1, 1]]))).toMatch("a mask of 1 × 1, got rows of 2");
  expect(message(() => encoder.encode([[1]], [[0.5]]))).toMatch("a mask of ones and zeros");
  encoder.dispose();
});

test("a config.json is read, with the defaults of old ones, and a bad one refused", () => {
  const sizes = { vocab_size: 32128, d_model: 768, d_kv: 64, d_ff: 3072, num_layers: 12 };
  expect(t5Config({ ...sizes, num_heads: 12 })).toEqual(t5BaseConfig);
  const gated = t5Config({ ...sizes, num_heads: 12, feed_forward_proj: "gated-gelu" });
  expect(gated).toMatchObject({ gated: true, activation: "gelu" });
  expect(message(() => t5Config(sizes))).toMatchInlineSnapshot(
    `"TutorialError: t5Config: expected num_heads, a whole number from 1 up, got none; pass the content of the text encoder's own config.json"`,
  );
  const all = { ...sizes, num_heads: 12 };
  expect(message(() => t5Config(null))).toMatch("an object, got null");
  expect(message(() => t5Config({ ...all, feed_forward_proj: "tanh" }))).toMatch('got "tanh"');
  expect(message(() => t5Config({ ...all, layer_norm_epsilon: 0 }))).toMatch("above 0, got 0");
  const few = { ...all, relative_attention_num_buckets: 6 };
  expect(message(() => t5Config(few))).toMatch("got 6 buckets up to a distance of 128");
});
