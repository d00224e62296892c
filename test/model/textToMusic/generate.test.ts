import { beforeAll, expect, test } from "vitest";
import { textToMusic } from "../../../src/model/textToMusic/generate";
import type { TextToMusic } from "../../../src/model/textToMusic/generate";
import type { TextToMusicOptions } from "../../../src/model/textToMusic/options";
import { Parameters } from "../../../src/nn/parameters";
import { prepareBackend } from "../../../src/tensor/backend";
import { tf } from "../../../src/tensor/tf";
import {
  awakeModel,
  awaken,
  fakeBackbone,
  fakeHeading,
  fakeRepresentation,
  smallPlan,
} from "./fakes";

beforeAll(async () => void (await prepareBackend()));

async function first(
  model: TextToMusic,
  prompt: string | string[],
  options: TextToMusicOptions = {},
): Promise<number[]> {
  const { waveform } = await model.generate(prompt, { steps: 3, seconds: 1, ...options });
  const numbers = Array.from(waveform.dataSync().subarray(0, 200));
  waveform.dispose();
  return numbers;
}

test("the same words and seed make the same sound; other words, seeds, guidance and lengths another", async () => {
  const model = await awakeModel(["crossAttention", "adaLnZero"]);
  const once = await first(model, "slow flute");
  expect(await first(model, "slow flute")).toEqual(once);
  const others: [string, TextToMusicOptions][] = [
    ["fast flute", {}],
    ["slow flute", { seed: 8 }],
    ["slow flute", { guidance: 1 }],
    ["slow flute", { negative: "loud" }],
    ["slow flute", { secondsStart: 2 }],
    ["slow flute", { secondsTotal: 9 }],
    ["slow flute", { mute: ["slow"] }],
  ];
  for (const [prompt, options] of others) {
    expect(await first(model, prompt, options), JSON.stringify(options)).not.toEqual(once);
  }
  model.dispose();
});

test("a muted word is as one that was not said", async () => {
  const model = await awakeModel(["crossAttention", "adaLnZero"]);
  const muted = await first(model, "slow, sad flute", { mute: ["sad"] });
  expect(muted).toEqual(await first(model, "slow, flute"));
  model.dispose();
});

test.each([
  [["temporalConcat"]],
  [["channelConcat"]],
  [["crossAttention"]],
  [["adaLnZero"]],
  [["adaLn", "film"]],
  [["temporalConcat", "channelConcat", "crossAttention", "adaLnZero", "film"]],
] as const)("words are heard by %s", async (modes) => {
  const model = await awakeModel(modes);
  expect(await first(model, "slow flute")).not.toEqual(await first(model, "fast violin"));
  model.dispose();
});

test("a network without a mode hears nothing, and says so nowhere", async () => {
  const model = await awakeModel([]);
  const settled = { head: { bpm: 110, tonic: "C", mode: "major" } } as const;
  expect(await first(model, "slow flute", settled)).toEqual(await first(model, "b", settled));
  model.dispose();
});

test("prompts together are what they are alone, as far as the noise is the same", async () => {
  const model = await awakeModel(["crossAttention"]);
  const together = await first(model, ["slow flute", "a very fast violin up high"]);
  const alone = await first(model, "slow flute");
  together.forEach((one, i) => expect(one).toBeCloseTo(alone[i], 4));
  model.dispose();
});

test("as long as asked for; an empty prompt is any music, and said", async () => {
  const model = await awakeModel(["crossAttention"]);
  const { waveform, notices } = await model.generate("", { seconds: 2.5, steps: 2 });
  expect(waveform.shape).toEqual([1, 40000]);
  expect(notices).toEqual(["nothing said"]);
  waveform.dispose();
  const request = await model.request("slow flute");
  expect(model.received(request)).toEqual({ crossAttention: "2 tokens of 6 numbers" });
  expect(request.notices).toEqual([]);
  request.dispose();
  model.dispose();
});

test("a guess is what the first step of a walk without guidance sees", async () => {
  const model = await awakeModel(["crossAttention", "adaLnZero"]);
  const request = await model.request("slow flute", { seconds: 1 });
  const before = tf.memory().numTensors;
  for (const { step, t, xt, x0 } of model.walk(request, { steps: 2, guidance: 1 })) {
    if (step > 0) break;
    const guess = model.guess(request, xt, t);
    const gap = tf.tidy(() => guess.sub(x0).abs().max().dataSync()[0]);
    expect(gap).toBeLessThan(1e-4);
    guess.dispose();
  }
  expect(tf.memory().numTensors).toBe(before);
  request.dispose();
  model.dispose();
});

test("what is prepared for the times of a walk is what the network says when asked", async () => {
  const model = await awakeModel(["crossAttention", "adaLnZero"]);
  const request = await model.request("slow flute", { seconds: 1 });
  // The observer sees every call; three steps of Heun ask five times.
  let blocks = 0;
  for (const { step } of model.walk(request, {
    steps: 3,
    observe: ({ at }) => (blocks += Number(at === "block")),
  })) {
    expect(step).toBeLessThanOrEqual(3);
  }
  expect(blocks).toBe(2 * 5);
  request.dispose();
  model.dispose();
});

test.each([
  [{ guidance: -1 }],
  [{ guidance: Number.NaN }],
  [{ seconds: 0.2 }],
  [{ seconds: 17 }],
  [{ secondsStart: -1 }],
  [{ seconds: 8, secondsStart: 10 }],
  [{ mute: ["violin"] }],
  [{ steps: 0 }],
  [{ head: { bpm: 5 } }],
  [{ head: [{ bpm: 100 }, { bpm: 120 }] }],
])("%j is refused", async (options) => {
  const model = await awakeModel(["crossAttention"]);
  const before = tf.memory().numTensors;
  await expect(model.generate("slow flute", options)).rejects.toThrowErrorMatchingSnapshot();
  expect(tf.memory().numTensors).toBe(before);
  await expect(model.generate([], {})).rejects.toThrow("one prompt or more");
  model.dispose();
});

test("every tensor is released: when done, when left, when stopped", async () => {
  const model = await awakeModel(["temporalConcat", "crossAttention", "adaLnZero"]);
  const before = tf.memory().numTensors;
  await first(model, "slow flute", { interval: { from: 0.8, to: 0.2 } });
  const request = await model.request("slow flute", { seconds: 1 });
  for (const { step } of model.walk(request, { steps: 3 })) if (step === 1) break;
  request.dispose();
  const stop = (): never => {
    throw new Error("enough");
  };
  await expect(first(model, "slow flute", { watch: stop })).rejects.toThrow("enough");
  expect(tf.memory().numTensors).toBe(before);
  model.dispose();
  expect(tf.memory().numTensors).toBeLessThan(before);
});

test.each([
  [["crossAttention", "adaLnZero"]],
  [["temporalConcat"]],
  [["channelConcat", "film"]],
] as const)(
  "a long walk is compiled, with %s: for other prompts and seeds it says what the network says",
  async (modes) => {
    const model = await awakeModel(modes);
    const before = tf.memory().numTensors;
    const compiled = new Map<string, number[]>();
    const prompts = ["slow flute", "fast violin", "slow flute"];
    for (const [i, prompt] of prompts.entries()) {
      const head = { bpm: 110, tonic: "C", mode: "major" } as const; // else the seed would name one
      const request = await model.request(prompt, { seconds: 1, head });
      for (const { step, t, xt, x0 } of model.walk(request, { steps: 14, guidance: 1, seed: i })) {
        if (step !== 9) continue;
        const guess = model.guess(request, xt, t);
        const gap = tf.tidy(() => guess.sub(x0).abs().max().dataSync()[0]);
        expect(gap).toBeLessThan(1e-4);
        guess.dispose();
        compiled.set(`${prompt} ${i}`, Array.from(x0.dataSync()));
      }
      request.dispose();
    }
    expect(compiled.get("slow flute 0")).not.toEqual(compiled.get("fast violin 1"));
    expect(tf.memory().numTensors).toBe(before);
    model.dispose();
  },
);

test("what would be too loud is turned down as a whole", async () => {
  const parameters = new Parameters(3);
  const shouting = {
    ...fakeRepresentation,
    decode: (x0: tf.Tensor3D) =>
      tf.tidy(() => fakeRepresentation.decode(x0).mul<tf.Tensor2D>(1000)),
  };
  const model = textToMusic(
    smallPlan(["crossAttention"]),
    parameters,
    shouting,
    fakeBackbone,
    fakeHeading(),
  );
  (await model.generate("a", { steps: 1, seconds: 1 })).waveform.dispose();
  awaken(parameters);
  const { waveform } = await model.generate(["slow flute", "b"], { steps: 2, seconds: 1 });
  const peaks = tf.tidy(() => Array.from(waveform.abs().max(1).dataSync()));
  for (const peak of peaks) expect(peak).toBeCloseTo(0.95, 4);
  waveform.dispose();
  model.dispose();
});
