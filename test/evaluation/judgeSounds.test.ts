import { beforeAll, expect, test } from "vitest";
import { judgeSounds, realSounds } from "../../src/evaluation/judgeSounds";
import type { Wish } from "../../src/evaluation/judgeSounds";
import { openListener } from "../../src/model/listener/listener";
import { prepareBackend } from "../../src/tensor/backend";
import { countTensors } from "../../src/tensor/budget";
import { seededNoise } from "../../src/tensor/random";
import type { Rank } from "../../src/tensor/tf";

beforeAll(async () => void (await prepareBackend()));

const asked: Wish[] = (["flute", "piano", "violin", "trumpet"] as const).flatMap((instrument) =>
  (["mid", "high"] as const).map((register) => ({ instrument, register })),
);
const wishes = [...asked, ...asked];

test("real clips are heard as what they are, and as nothing else", async () => {
  const listener = openListener();
  const { result, leaked } = await countTensors(async () => {
    const real = await realSounds(wishes, { split: "test", seconds: 2.048 });
    const reference = await realSounds(wishes, { split: "validation", seconds: 2.048 });
    const right = judgeSounds(listener, real, wishes, reference);
    const wrong = judgeSounds(listener, real, [...wishes].reverse(), reference);
    const hiss = seededNoise<Rank.R2>(real.shape, 3);
    const noise = judgeSounds(listener, hiss, wishes, reference);
    real.dispose();
    reference.dispose();
    hiss.dispose();
    return { right, wrong, noise };
  });
  expect(leaked).toBe(0);
  const { right, wrong, noise } = result;
  expect(right.instrument).toBeGreaterThanOrEqual(0.9);
  expect(right.register).toBeGreaterThanOrEqual(0.9);
  expect(wrong.instrument).toBeLessThan(0.2);
  expect(wrong.frechet).toBeCloseTo(right.frechet, 3);
  // So few clips say nothing by a Fréchet distance of 64 dimensions; the discrepancy has no such bias.
  expect(right.mmd).toBeLessThan(0.02);
  expect(noise.mmd).toBeGreaterThan(0.2);
  listener.dispose();
});

test("a wish for each sound, and sounds of one length", async () => {
  const listener = openListener();
  const two = await realSounds(asked.slice(0, 2), { split: "test", seconds: 1.024 });
  expect(() =>
    judgeSounds(listener, two, asked.slice(0, 1), two),
  ).toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: judgeSounds: expected a wish for each sound, and real sounds of the same length, got 2 × 16384 samples, 1 wishes, 2 × 16384 real samples; repeat a wish for each sound that it was made for, and cut all sounds to the shortest]`,
  );
  two.dispose();
  listener.dispose();
});
