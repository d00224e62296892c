import { beforeAll, describe, expect, test } from "vitest";
import { backendNames, prepareBackend } from "../../src/tensor/backend";
import { Random, seededNoise } from "../../src/tensor/random";

beforeAll(async () => void (await prepareBackend()));

describe("Random", () => {
  test("the same key gives the same stream, another key another", () => {
    const first = (...key: (number | string)[]) => new Random(...key).normals(5);
    expect(first(7, "a")).toEqual(first(7, "a"));
    expect(first(7, "a")).not.toEqual(first(7, "b"));
    expect(first(7, 1)).not.toEqual(first(7, 2));
    expect(first(1, 7)).not.toEqual(first(7, 1));
    expect(first(2 ** 40)).not.toEqual(first(2 ** 41));
  });

  test("a stored draw stays what it was: published seeds must keep their sound", () => {
    expect(Array.from(new Random(7, "noise", 0).normals(4))).toMatchInlineSnapshot(`
      [
        -0.056369848549366,
        0.5550283193588257,
        -0.051255859434604645,
        -1.6749184131622314,
      ]
    `);
  });

  test("many draws at once are the same as one after the other", () => {
    const [together, apart] = [new Random(9), new Random(9)];
    const draws = [3, 4, 1, 0, 5].flatMap((count) => Array.from(together.normals(count)));
    expect(draws).toEqual(draws.map(() => Math.fround(apart.normal())));
  });

  test("normals have the moments of N(0, 1)", () => {
    const draws = new Random(3).normals(200_000);
    const moment = (k: number) => draws.reduce((sum, x) => sum + x ** k, 0) / draws.length;
    expect(moment(1)).toBeCloseTo(0, 1.9);
    expect(Math.abs(moment(2) - 1)).toBeLessThan(0.015);
    expect(Math.abs(moment(3))).toBeLessThan(0.03);
    expect(Math.abs(moment(4) - 3)).toBeLessThan(0.07);
  });

  test("integers, choices and shuffles are fair", () => {
    const random = new Random(5);
    const counts = [0, 0, 0];
    for (let i = 0; i < 30_000; i++) counts[random.choice([0, 1, 2])]++;
    for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(300);
    const items = Array.from({ length: 50 }, (_, i) => i);
    const shuffled = random.shuffle(items);
    expect(shuffled).not.toEqual(items);
    expect([...shuffled].sort((a, b) => a - b)).toEqual(items);
  });

  test("a seed is a whole number", () => {
    expect(() => new Random(0.5)).toThrowErrorMatchingInlineSnapshot(
      `[TutorialError: Random: expected a whole number as seed, got 0.5; pass an integer such as 7]`,
    );
    expect(() => new Random(Number.NaN)).toThrow("expected a whole number as seed, got NaN");
  });
});

test("noise is a function of seed and step, bit for bit the same on every backend", async () => {
  const draws: Float32Array[] = [];
  for (const name of backendNames) {
    try {
      await prepareBackend(name);
    } catch {
      continue;
    }
    draws.push(seededNoise([4, 3], 7, 2).dataSync<"float32">());
  }
  expect(draws.length).toBeGreaterThanOrEqual(2);
  for (const draw of draws) expect(Array.from(draw)).toEqual(Array.from(draws[0]));
  await prepareBackend();
  expect(seededNoise([4], 7, 0).dataSync()).not.toEqual(seededNoise([4], 7, 1).dataSync());
});
