import { beforeAll, expect, test } from "vitest";
import { stableAudioConditioner } from "../../src/stableAudio/conditioning/conditioner";
import {
  conditioningPlan,
  diffusersConditioningPlan,
} from "../../src/stableAudio/conditioning/plan";
import { conditionValues } from "../../src/stableAudio/conditioning/request";
import { t5Encoder } from "../../src/stableAudio/t5/encoder";
import type { T5Encoder } from "../../src/stableAudio/t5/encoder";
import { t5Tokenizer } from "../../src/stableAudio/t5/tokenizer";
import { prepareBackend } from "../../src/tensor/backend";
import { countTensors } from "../../src/tensor/budget";
import { tf } from "../../src/tensor/tf";
import { seededArrays, tinyArrays, tinyConfig, tinyTokenizer } from "./tinyT5";
import type { Arrays } from "./tinyT5";
import { message } from "./message";

let encoder: T5Encoder;
beforeAll(async () => {
  await prepareBackend();
  encoder = t5Encoder(tinyArrays(), tinyConfig);
});

const tokenizer = t5Tokenizer(tinyTokenizer);
const number = (id: string): object => ({
  id,
  type: "number",
  config: { min_val: 0, max_val: 10 },
});
const conditioning = {
  cond_dim: 4,
  configs: [
    { id: "prompt", type: "t5", config: { max_length: 5 } },
    number("seconds_start"),
    number("seconds_total"),
  ],
};
const ways = {
  cross_attention_cond_ids: ["prompt", "seconds_start", "seconds_total"],
  global_cond_ids: ["seconds_start", "seconds_total"],
};
const plan = conditioningPlan(conditioning, ways);

function arrays(): Arrays {
  const shapes: Record<string, number[]> = {
    "conditioner.conditioners.prompt.proj_out.weight": [4, 6],
    "conditioner.conditioners.prompt.proj_out.bias": [4],
    "model.model.somewhere.else": [2],
  };
  for (const id of ["seconds_start", "seconds_total"]) {
    const begin = `conditioner.conditioners.${id}.embedder.embedding`;
    shapes[`${begin}.0.weights`] = [128];
    shapes[`${begin}.1.weight`] = [4, 257];
    shapes[`${begin}.1.bias`] = [4];
  }
  return seededArrays(shapes);
}

const made = (weights = arrays()) =>
  stableAudioConditioner({ plan, arrays: weights, tokenizer, encoder });

test("the network hears prompt and seconds one after the other, and zeros at padding", () => {
  const conditioner = made();
  const values = conditionValues({ prompt: "drums", secondsTotal: 8 });
  const heard = conditioner.conditions([values, { ...values, prompt: "" }]);
  expect(heard.crossAttention.shape).toEqual([2, 7, 4]);
  expect(heard.mask.arraySync()).toEqual([
    [1, 1, 1, 0, 0, 1, 1],
    [1, 0, 0, 0, 0, 1, 1],
  ]);
  const sizes = heard.crossAttention.abs().sum(2).arraySync() as number[][];
  expect(sizes.map((row) => row.map((size) => (size > 0 ? 1 : 0)))).toEqual(heard.mask.arraySync());
  // The global vector is the two last tokens, side by side.
  const last = heard.crossAttention.slice([0, 5, 0]).reshape([2, 8]);
  expect(last.sub(heard.global).abs().max().dataSync()[0]).toBe(0);
  conditioner.dispose();
});

test("seconds outside of the range become its ends", () => {
  const conditioner = made();
  const ask = (secondsTotal: number, secondsStart: number): number[] => [
    ...conditioner
      .conditions([conditionValues({ prompt: "", secondsTotal, secondsStart })])
      .global.dataSync(),
  ];
  expect(ask(99, -1)).toEqual(ask(10, 0));
  expect(ask(9, 0)).not.toEqual(ask(10, 0));
  conditioner.dispose();
});

test("diffusers' names are the same weights", () => {
  const names = [
    ["conditioner.conditioners.prompt.proj_out", "text_projection"],
    ["conditioner.conditioners.seconds_start.embedder", "start_number_conditioner"],
    ["conditioner.conditioners.seconds_total.embedder", "end_number_conditioner"],
    [".embedding.", ".time_positional_embedding."],
  ];
  const renamed = new Map(
    [...arrays()].map(([name, array]) => [
      names.reduce((done, [from, to]) => done.replace(from, to), name),
      array,
    ]),
  );
  const config = { conditioning_dim: 4, min_value: 0, max_value: 10 };
  const published = diffusersConditioningPlan(config, 5);
  expect(published).toEqual(plan);
  const parts = { plan: published, arrays: renamed, tokenizer, encoder };
  const request = [conditionValues({ prompt: "loop", secondsTotal: 3 })];
  const [ours, theirs] = [made(), stableAudioConditioner(parts)].map((conditioner) => {
    const { crossAttention } = conditioner.conditions(request);
    conditioner.dispose();
    return crossAttention;
  });
  expect(theirs.sub(ours).abs().max().dataSync()[0]).toBe(0);
});

test("conditions are three tensors, and disposing leaves none", async () => {
  const { leaked } = await countTensors(async () => {
    const conditioner = made();
    const request = [conditionValues({ prompt: "loop", secondsTotal: 3 })];
    const once = await countTensors(() => conditioner.conditions(request));
    expect(once.leaked).toBe(3);
    tf.dispose(once.result);
    conditioner.dispose();
  });
  expect(leaked).toBe(0);
});

test("requests that leave something out are refused", () => {
  const conditioner = made();
  expect(message(() => conditioner.conditions([]))).toMatch("at least one request, got none");
  expect(message(() => conditioner.conditions([{ prompt: "a" }]))).toMatchInlineSnapshot(
    `"TutorialError: StableAudioConditioner: expected a number for "seconds_start", got undefined; pass e.g. [conditionValues({ prompt: "warm piano", secondsTotal: 10 })]"`,
  );
  const values = conditionValues({ prompt: "a", secondsTotal: NaN });
  expect(message(() => conditioner.embed([values]))).toMatch('"seconds_total", got NaN');
  conditioner.dispose();
});

test("weights that do not fit are refused, and so is another model's tokenizer", async () => {
  const name = "conditioner.conditioners.seconds_start.embedder.embedding.0.weights";
  const { leaked } = await countTensors(() => {
    const less = arrays();
    less.delete(name);
    expect(message(() => made(less))).toMatchInlineSnapshot(
      `"TutorialError: stableAudioConditioner: expected "conditioner.conditioners.seconds_start.embedder.embedding.0.weights" of shape [128], got no weight of that name; load the file of this very network, whole, and build the network with the sizes in its config"`,
    );
    const more = arrays().set("conditioner.conditioners.bpm.x", arrays().get(name)!);
    expect(message(() => made(more))).toMatchInlineSnapshot(
      `"TutorialError: stableAudioConditioner: expected no weights but those of this network, got 1 more: conditioner.conditioners.bpm.x; load the file of this very network, whole, and build the network with the sizes in its config"`,
    );
    const foreign = { ...tokenizer, size: 10 };
    const parts = { plan, arrays: arrays(), tokenizer: foreign, encoder };
    expect(message(() => stableAudioConditioner(parts))).toMatchInlineSnapshot(
      `"TutorialError: stableAudioConditioner: expected a tokenizer of at most 9 tokens, as many as the encoder knows, got one of 10; take tokenizer and text encoder from the same model"`,
    );
  });
  expect(leaked).toBe(0);
});

test.each([
  [null, ways, "conditioning, an object, got null"],
  [{ ...conditioning, cond_dim: 0 }, ways, "cond_dim, a whole number from 1 up, got 0"],
  [{ ...conditioning, configs: 3 }, ways, "conditioning.configs, a list, got 3"],
  [{ ...conditioning, configs: [{ type: "t5" }] }, ways, "an id for each condition, got nothing"],
  [
    { ...conditioning, configs: [{ id: "a", type: "clap_text" }] },
    ways,
    'the condition "a" to be of type t5 or number, got clap_text',
  ],
  [
    { ...conditioning, configs: [{ id: "a", type: "number", config: { min_val: 2 } }] },
    ways,
    "a least number below the greatest, got 2 and 1",
  ],
  [{ ...conditioning, configs: [number("a"), number("a")] }, ways, "each condition once, got a, a"],
  [conditioning, {}, "cross_attention_cond_ids, a list of ids, got nothing"],
  [
    conditioning,
    { ...ways, global_cond_ids: ["bpm"] },
    "global_cond_ids out of prompt, seconds_start, seconds_total, got bpm",
  ],
  [conditioning, { ...ways, global_cond_ids: ["prompt"] }, 'got the text "prompt"'],
])("a plan that cannot be followed is refused (%#)", (given, diffusion, said) => {
  expect(message(() => conditioningPlan(given, diffusion))).toMatch(said);
});
