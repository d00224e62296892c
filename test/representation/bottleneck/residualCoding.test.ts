import { beforeAll, describe, expect, test } from "vitest";
import { Parameters } from "../../../src/nn/parameters";
import { dacQuantiser } from "../../../src/representation/bottleneck/dacQuantiser";
import { prepareBackend } from "../../../src/tensor/backend";
import { countTensors } from "../../../src/tensor/budget";
import { Random } from "../../../src/tensor/random";
import { tf } from "../../../src/tensor/tf";
import type { Tensor3D } from "../../../src/tensor/tf";
import { clusteredFrames, kinds } from "./quantisers";

beforeAll(async () => void (await prepareBackend()));

describe.each(Object.entries(kinds))("%s", (_, make) => {
  test("codes are int32 [B, N, T], and what they say is what encode gives", () => {
    const { quantiser } = make();
    const h = clusteredFrames(2, 20, 2);
    const codes = quantiser.codes(h);
    expect([codes.dtype, codes.shape]).toEqual(["int32", [2, 3, 20]]);
    expect(quantiser.decodeCodes(codes).dataSync()).toEqual(quantiser.encode(h).dataSync());
  });

  test("the first n quantisers choose the same whether the others are used or not", () => {
    const { quantiser } = make();
    const h = clusteredFrames(2, 20, 2);
    const all = quantiser.codes(h);
    const two = quantiser.codes(h, { quantisers: 2 });
    expect(two.dataSync()).toEqual(all.slice([0, 0, 0], [2, 2, 20]).dataSync());
    const coarse = quantiser.encode(h, { quantisers: 2 });
    expect(quantiser.decodeCodes(two).dataSync()).toEqual(coarse.dataSync());
  });

  test("in training z is what encode gives, up to dropout, and its losses are finite", () => {
    const { quantiser } = make();
    const h = clusteredFrames(32, 10, 2);
    const nearest = Array.from({ length: 3 }, (_, n) => quantiser.encode(h, { quantisers: n + 1 }));
    const { z, losses } = quantiser.train(h, new Random(3));
    const gaps = nearest.map((one) => one.sub(z).abs().max([1, 2])); // [B] each
    const smallest = tf.stack(gaps).min(0);
    expect(smallest.max().dataSync()[0]).toBeLessThan(1e-5);
    for (const loss of Object.values(losses)) expect(loss.dataSync()[0]).toBeGreaterThan(0);
  });

  test("the gradient passes through, and no tensor is left behind", async () => {
    const { quantiser, parameters } = make();
    const h = clusteredFrames(2, 20, 2);
    const { leaked, result } = await countTensors(() =>
      tf.tidy(() => {
        quantiser.encode(h);
        quantiser.decodeCodes(quantiser.codes(h));
        const slope = tf.grad((x) => {
          const { z, losses } = quantiser.train(x as Tensor3D, new Random(1));
          return tf.addN([z.square().mean(), ...Object.values(losses)]);
        })(h);
        return slope.abs().mean().dataSync()[0];
      }),
    );
    expect(leaked).toBe(0);
    expect(result).toBeGreaterThan(1e-4);
    parameters.dispose();
  });

  test("weights travel: a store that was written and read gives the same codes", () => {
    const { quantiser, parameters } = make();
    const h = clusteredFrames(2, 20, 2);
    const twin = make(2);
    expect(twin.quantiser.codes(h).dataSync()).not.toEqual(quantiser.codes(h).dataSync());
    twin.parameters.load(parameters.toSafetensors());
    expect(twin.quantiser.codes(h).dataSync()).toEqual(quantiser.codes(h).dataSync());
  });
});

test("bitrate: EnCodec's 75 frames of 8 × 10 bits are 6 kb/s, DAC's 86 of 9 are 7.75", () => {
  const of = (quantisers: number) =>
    dacQuantiser(new Parameters(1), "rvq", { size: 2, quantisers, codebookDim: 2 });
  expect(of(8).bitrate(75)).toBe(6000);
  expect(of(8).bitrate(75, 2)).toBe(1500);
  expect(of(9).bitrate(44100 / 512) / 1000).toBeCloseTo(7.75, 2);
});

test("bad input is named", () => {
  const { quantiser } = kinds.DAC();
  const h = clusteredFrames(2, 20, 2);
  expect(() => quantiser.codes(tf.ones([2, 20, 5]))).toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: bottleneck "DAC RVQ": expected frames of 6 numbers, [B, T, 6], got [2, 20, 5]; let the encoder's last layer give the bottleneck's inputSize]`,
  );
  expect(() => quantiser.encode(h, { quantisers: 4 })).toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: bottleneck "DAC RVQ": expected 1 to 3 quantisers, got 4; leave {quantisers} out to use all]`,
  );
  expect(() => quantiser.bitrate(75, 0)).toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: bottleneck "DAC RVQ": expected 1 to 3 quantisers, got 0; leave {quantisers} out to use all]`,
  );
  expect(() => quantiser.decodeCodes(tf.ones([2, 3, 20]))).toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: bottleneck "DAC RVQ": expected int32 codes [B, n, T] with n from 1 to 3, got float32 [2, 3, 20]; pass what codes(h) gave, or the first rows of it]`,
  );
  expect(() =>
    quantiser.decodeCodes(tf.fill([1, 3, 2], 16, "int32")),
  ).toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: bottleneck "DAC RVQ": expected codes from 0 to 15, got 16; pass what codes(h) gave, or the first rows of it]`,
  );
  expect(() =>
    dacQuantiser(new Parameters(1), "a", { size: 0 }),
  ).toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: dacQuantiser: expected {size} to be a whole number, at least 1, got 0; pass e.g. {size: 32, quantisers: 8, codebookSize: 1024}]`,
  );
  expect(() =>
    dacQuantiser(new Parameters(1), "a", { size: 4, dropout: 2 }),
  ).toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: dacQuantiser: expected {dropout} from 0 to 1, got 2; pass 0 to always train with all quantisers, 0.5 to also train with fewer]`,
  );
});
