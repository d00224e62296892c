import { beforeAll, expect, test } from "vitest";
import { Parameters } from "../../src/nn/parameters";
import { selfAttention } from "../../src/nn/attention";
import { rotate } from "../../src/nn/rotary";
import { prepareBackend } from "../../src/tensor/backend";
import { countTensors } from "../../src/tensor/budget";
import { seededNoise } from "../../src/tensor/random";
import { tf } from "../../src/tensor/tf";
import type { Tensor3D, Tensor4D } from "../../src/tensor/tf";

beforeAll(async () => void (await prepareBackend()));

const noise = (shape: [number, number, number, number], seed: number): Tensor4D =>
  seededNoise<tf.Rank.R4>(shape, seed);

test("each pair is turned by t·base^(−2i/R); the numbers beyond R pass", () => {
  const x = noise([2, 3, 5, 10], 1);
  const [given, got] = [x.arraySync(), rotate(x, { base: 100, size: 6 }).arraySync()];
  given.forEach((item, b) =>
    item.forEach((head, h) =>
      head.forEach((row, t) => {
        for (let i = 0; i < 3; i++) {
          const angle = t * 100 ** (-i / 3);
          const [a, c] = [row[i], row[i + 3]];
          const out = got[b][h][t];
          expect(out[i]).toBeCloseTo(a * Math.cos(angle) - c * Math.sin(angle), 5);
          expect(out[i + 3]).toBeCloseTo(c * Math.cos(angle) + a * Math.sin(angle), 5);
        }
        expect(got[b][h][t].slice(6)).toEqual(row.slice(6));
      }),
    ),
  );
});

test("scores know the distance of two frames only", () => {
  const [query, key] = [1, 2].map((seed) =>
    noise([1, 1, 1, 8], seed).tile<Tensor4D>([1, 1, 12, 1]),
  );
  const [q, k] = [query, key].map((one) => rotate(one, { base: 1000 }));
  const scores = tf.matMul(q, k, false, true).reshape([12, 12]).arraySync() as number[][];
  for (let i = 0; i < 11; i++) {
    for (let j = 0; j < 11; j++) expect(scores[i + 1][j + 1]).toBeCloseTo(scores[i][j], 4);
  }
  expect(scores[0][3]).not.toBeCloseTo(scores[0][4], 2);
});

test("its gradient is the turn back", () => {
  const [x, g] = [noise([1, 2, 4, 6], 3), noise([1, 2, 4, 6], 4)];
  const options = { base: 50, size: 4 };
  const gradient = tf.grad((y) =>
    rotate(y as Tensor4D, options)
      .mul(g)
      .sum(),
  )(x);
  // ⟨turned x, g⟩ = ⟨x, gradient⟩, for every x, as a turn is linear
  const left = rotate(x, options).mul(g).sum().dataSync()[0];
  expect(x.mul(gradient).sum().dataSync()[0]).toBeCloseTo(left, 4);
  const there = rotate(gradient as Tensor4D, options)
    .sub(g)
    .abs()
    .max()
    .dataSync()[0];
  expect(there).toBeLessThan(1e-6);
});

test("attention with it knows the order of frames, and leaves no tensor behind", async () => {
  const parameters = new Parameters(7);
  const x = seededNoise<tf.Rank.R3>([1, 8, 16], 5);
  const attend = (input: Tensor3D): Tensor3D =>
    selfAttention(parameters, "a", input, { heads: 2, rotary: { base: 1000 } });
  tf.dispose(attend(x));
  const { leaked } = await countTensors(() => {
    const apart = tf.tidy(
      () => attend(x.reverse(1)).sub(attend(x).reverse(1)).abs().max().dataSync()[0],
    );
    expect(apart).toBeGreaterThan(1e-3);
  });
  expect(leaked).toBe(0);
});

test("what cannot be turned is refused", () => {
  const x = noise([1, 1, 2, 6], 1);
  expect(() => rotate(x, { base: 10, size: 8 })).toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: rotate: expected a base above 1, and an even size of 2 to 6, the numbers of a head, got base 10, size 8; pass e.g. {base: 10000}, with heads of an even number of numbers]`,
  );
  expect(() => rotate(x, { base: 10, size: 3 })).toThrow("an even size");
  expect(() => rotate(x, { base: Number.NaN })).toThrow("base NaN");
});
