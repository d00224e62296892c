import { beforeAll, expect, test } from "vitest";
import { rotate } from "../../../src/nn/rotary";
import { contextOf, stableAudioBlock } from "../../../src/stableAudio/dit/block";
import { blockRunner } from "../../../src/stableAudio/dit/compiledBlock";
import { loadStableAudioDit } from "../../../src/stableAudio/dit/dit";
import { stableAudioDitPlan } from "../../../src/stableAudio/dit/planStableAudioTools";
import { randomDitArrays } from "../../../src/stableAudio/dit/randomArrays";
import { turn, turning, turnsOf } from "../../../src/stableAudio/dit/rotaryTables";
import { ditWeights } from "../../../src/stableAudio/dit/weights";
import { prepareBackend } from "../../../src/tensor/backend";
import { countTensors } from "../../../src/tensor/budget";
import { seededNoise } from "../../../src/tensor/random";
import { tf } from "../../../src/tensor/tf";
import type { Tensor, Tensor2D, Tensor3D } from "../../../src/tensor/tf";
import { message } from "../message";
import { tiny } from "./configs";

beforeAll(async () => void (await prepareBackend()));

const network = (options: object = {}) => {
  const plan = stableAudioDitPlan(tiny(options));
  return loadStableAudioDit(randomDitArrays(plan, 7), plan);
};
const noise = <T extends Tensor>(shape: number[], seed: number): T =>
  seededNoise(shape as [number], seed) as unknown as T;

const prompt = (batch = 2): Tensor3D => noise([batch, 5, 32], 1);
const vector = (batch = 2): Tensor2D => noise([batch, 16], 2);
const x = (batch = 2, frames = 6): Tensor3D => noise([batch, frames, 4], 3);
const distance = (a: Tensor, b: Tensor): number => a.sub(b).abs().max().dataSync()[0];

test("the turn is that of the library, with angles made beforehand", () => {
  const q = noise<tf.Tensor4D>([2, 3, 7, 48], 1);
  const turned = turn(q, turnsOf(turning(32), 7));
  expect(distance(turned, rotate(q, { base: 10_000, size: 32 }))).toBeLessThan(1e-6);
});

test("rows are computed as if each were alone, each with its own time", () => {
  const dit = network();
  const both = dit.prepare({ crossAttention: prompt(), global: vector() }).step(x(), [0.3, 0.9]);
  const second = dit.prepare({
    crossAttention: prompt().slice([1, 0, 0]),
    global: vector().slice([1, 0]),
  });
  expect(distance(both.slice([1, 0, 0]), second.step(x().slice([1, 0, 0]), 0.9))).toBeLessThan(
    2e-6,
  );
  const early = dit.prepare({ crossAttention: prompt(), global: vector() }).step(x(), 0.3);
  expect(distance(both.slice([0, 0, 0], [1, -1, -1]), early.slice([0, 0, 0], [1, -1, -1]))).toBeLessThan(2e-6); // prettier-ignore
  expect(distance(both, early)).toBeGreaterThan(1e-3);
});

test.each(["none", "l2", "ln", "dyt"])(
  "to hear nothing is to hear zeros, with queries and keys normed by %s",
  (qk_norm) => {
    const dit = network({ attn_kwargs: { qk_norm } });
    const conditions = { crossAttention: prompt(), global: vector() };
    const zeros = { crossAttention: tf.zerosLike(prompt()) };
    const guidance = { scale: 6, rescale: 0.5 };
    const spared = dit.prepare(conditions).guided(guidance)(x(), 0.5);
    const heard = dit.prepare({ ...conditions, negative: zeros }).guided(guidance)(x(), 0.5);
    expect(distance(spared, heard)).toBeLessThan(1e-4);
    const other = dit.prepare({
      ...conditions,
      negative: { crossAttention: noise([2, 5, 32], 9) },
    });
    expect(distance(spared, other.guided(guidance)(x(), 0.5))).toBeGreaterThan(1e-3);
  },
);

test("a mask makes zeros of a negative prompt's padding", () => {
  const dit = network();
  const mask = tf.tensor2d([1, 1, 0, 0, 0, 1, 1, 1, 1, 0], [2, 5]);
  const conditions = { crossAttention: prompt(), global: vector() };
  const negative = noise<Tensor3D>([2, 5, 32], 9);
  const masked = { crossAttention: negative.mul<Tensor3D>(mask.expandDims(2)) };
  const [a, b] = [{ crossAttention: negative, mask }, masked].map((one) =>
    dit.prepare({ ...conditions, negative: one }).guided({ scale: 3 })(x(), 0.5),
  );
  expect(distance(a, b)).toBe(0);
});

test("guidance of 1, and outside of its interval, is the network itself; without a prompt it always is", () => {
  const dit = network();
  const told = dit.prepare({ crossAttention: prompt(), global: vector() });
  const plain = told.step(x(), 0.5);
  expect(distance(told.guided({ scale: 1 })(x(), 0.5), plain)).toBe(0);
  // sin(π/4) = 0.71
  expect(distance(told.guided({ scale: 4, interval: [0, 0.7] })(x(), 0.5), plain)).toBe(0);
  expect(distance(told.guided({ scale: 4, interval: [0, 0.72] })(x(), 0.5), plain)).toBeGreaterThan(0.01); // prettier-ignore
  const deaf = dit.prepare({ global: vector() });
  expect(distance(deaf.guided({ scale: 4 })(x(), 0.5), deaf.step(x(), 0.5))).toBe(0);
  expect(message(() => told.guided({ scale: 2, interval: [0.5, 0.2] }))).toMatchInlineSnapshot(
    `"TutorialError: stableAudioGuidance: expected an interval of noise levels that rises, within 0 to 1, got 0.5 to 0.2; pass e.g. {interval: [0, 0.4]}, or leave it out to guide at all levels"`,
  );
});

test("a compiled block says what its operations say one by one, whichever block's weights it is handed", () => {
  const plan = stableAudioDitPlan(tiny({ attn_kwargs: { qk_norm: "ln" } }));
  const { blocks } = ditWeights(randomDitArrays(plan, 7), plan, {
    prefix: "model.model.",
    precision: "float32",
  });
  const runner = blockRunner(plan);
  const turns = turnsOf(turning(32), 7);
  const hidden = noise<Tensor3D>([1, 7, 64], 4);
  for (const block of blocks) {
    const context = contextOf(prompt(1), block.cross!, plan);
    const alone = stableAudioBlock(hidden, block, { turns, context }, plan);
    for (let again = 0; again < 2; again++) {
      expect(distance(runner.run(hidden, block, { turns, context }), alone)).toBeLessThan(5e-6);
    }
  }
  runner.dispose();
});

test("tokens are shown behind each block, those before the music too, and another prompt changes them", () => {
  const dit = network({ num_memory_tokens: 2 });
  const seen = (crossAttention: Tensor3D): Tensor3D[] => {
    const hidden: Tensor3D[] = [];
    const told = dit.prepare({ crossAttention, global: vector() });
    told.step(x(), 0.5, { observe: (one, block) => void (hidden[block] = tf.keep(one.clone())) });
    return hidden;
  };
  const [one, other] = [seen(prompt()), seen(noise([2, 5, 32], 8))];
  expect(one.map(({ shape }) => shape.join())).toEqual(["2,9,64", "2,9,64"]);
  expect(distance(one[1], other[1])).toBeGreaterThan(1e-3);
});

test("what stands beside the music is stretched to its length, frame by frame", () => {
  const dit = network({ input_concat_dim: 2 });
  const short = noise<Tensor3D>([2, 3, 2], 5);
  const long = tf.gather(short, [0, 0, 1, 1, 2, 2], 1);
  const [a, b] = [short, long].map((beside) =>
    dit.prepare({ crossAttention: prompt(), global: vector(), beside }).step(x(), 0.5),
  );
  expect(distance(a, b)).toBe(0);
});

test("weights stay, a step makes one tensor, what is prepared is released by itself, and disposing leaves none", async () => {
  const given = { crossAttention: prompt(), global: vector(), xt: x() };
  const { leaked } = await countTensors(async () => {
    const dit = network({ num_memory_tokens: 2, attn_kwargs: { qk_norm: "ln" } });
    const told = dit.prepare(given);
    const guided = told.guided({ scale: 5, rescale: 0.3 });
    tf.dispose([told.step(given.xt, 0.5), guided(given.xt, 0.5)]); // makes tables for this length
    for (const call of [() => told.step(given.xt, 0.4), () => guided(given.xt, 0.4)]) {
      const one = await countTensors(call);
      expect(one.leaked).toBe(1);
      one.result.dispose();
    }
    const again = await countTensors(() => dit.prepare(given).dispose());
    expect(again.leaked).toBe(0);
    told.dispose();
    dit.dispose();
  });
  expect(leaked).toBe(0);
});

test("conditions that the network cannot hear are refused", () => {
  const dit = network();
  const refused = (conditions: object): string => message(() => dit.prepare(conditions));
  expect(refused({ crossAttention: noise([2, 5, 31], 1) })).toMatchInlineSnapshot(
    `"TutorialError: StableAudioDit.prepare: expected crossAttention of shape [2, L, 32], got [2, 5, 31]; pass what the conditioner of this very model gives, the same number of rows of each"`,
  );
  expect(refused({ crossAttention: prompt(), global: vector(3) })).toMatch("[2, 16], got [3, 16]");
  expect(refused({ prepend: prompt() })).toMatchInlineSnapshot(
    `"TutorialError: StableAudioDit.prepare: expected no prepend, which this network has no layers for, got one; leave it out, or load a network whose config has it"`,
  );
  expect(refused({ negative: { crossAttention: prompt() } })).toMatch("pass both, or none");
  const negative = { crossAttention: noise([2, 4, 32], 1) };
  expect(refused({ crossAttention: prompt(), negative })).toMatch("negative.crossAttention of");
  expect(message(() => network({ input_concat_dim: 2 }).prepare({}))).toMatch("2 channels beside");
});

test("steps of other shapes, and times that are none, are refused", () => {
  const told = network().prepare({ crossAttention: prompt(), global: vector() });
  expect(message(() => told.step(noise([2, 4, 6], 1), 0.5))).toMatchInlineSnapshot(
    `"TutorialError: PreparedDit.step: expected x_t of [2, frames, 4], and one time or 2, got [2, 4, 6], and 1 times, 0.5; pass as many rows as were prepared, twice as many of a pair, frames before channels"`,
  );
  expect(message(() => told.step(x(3), 0.5))).toMatch("x_t of [2, frames, 4]");
  expect(message(() => told.step(x(), [0.1, 0.2, 0.3]))).toMatch("3 times");
  expect(message(() => told.step(x(), Number.NaN))).toMatch("1 times, NaN");
  expect(message(() => told.step(x(), 0.5, { rows: "pair" }))).toMatch("x_t of [4, frames, 4]");
  const unnamed = network().prepare({ crossAttention: prompt() });
  expect(message(() => unnamed.step(x(1), 0.5))).toMatch("x_t of [2, frames, 4]");
  const patches = network({ patch_size: 4 }).prepare({ global: vector() });
  expect(message(() => patches.step(x(), 0.5))).toMatch("a multiple of 4 frames");
});
