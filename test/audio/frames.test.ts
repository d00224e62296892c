import { beforeAll, expect, test } from "vitest";
import { countFrames, cutFrames, overlapAdd, padEnds } from "../../src/audio/frames";
import { prepareBackend } from "../../src/tensor/backend";
import { tf } from "../../src/tensor/tf";
import type { Tensor2D } from "../../src/tensor/tf";
import { noise } from "./sound";

beforeAll(async () => {
  await prepareBackend();
});

test.each([
  [8, 4, 13],
  [8, 3, 20],
  [5, 5, 10],
  [4, 7, 30],
  [6, 1, 9],
  [4, 4, 4],
])("frames of %i every %i out of %i samples", (size, hop, length) => {
  tf.tidy(() => {
    const x = noise(2 * length);
    const frames = cutFrames(tf.tensor2d(x, [2, length]), size, hop);
    const count = countFrames(length, size, hop);
    expect(frames.shape).toEqual([2, count, size]);
    const expected = [0, 1].flatMap((b) =>
      Array.from({ length: count }, (_, m) => {
        const start = b * length + m * hop;
        return Array.from(x.slice(start, start + size));
      }),
    );
    expect(Array.from(frames.dataSync())).toEqual(expected.flat());
  });
});

test.each([
  [8, 4],
  [8, 3],
  [4, 7],
])(
  "overlap-add is the transpose of cutting: ⟨cut(x), y⟩ = ⟨x, add(y)⟩ for %i every %i",
  (size, hop) => {
    tf.tidy(() => {
      const count = 4;
      const x = tf.tensor2d(noise((count - 1) * hop + size), [1, (count - 1) * hop + size]);
      const y = tf.tensor3d(noise(count * size, 2), [1, count, size]);
      const left = cutFrames(x, size, hop).mul(y).sum().dataSync()[0];
      const sum = overlapAdd(y, hop);
      const right = sum.slice([0, 0], [1, x.shape[1]]).mul(x).sum().dataSync()[0];
      expect(right).toBeCloseTo(left, 4);
    });
  },
);

test("padding mirrors without repeating the end, or adds zeros", () => {
  tf.tidy(() => {
    const x = tf.tensor2d([[1, 2, 3, 4]]);
    expect(Array.from(padEnds(x, 3, "reflect").dataSync())).toEqual([4, 3, 2, 1, 2, 3, 4, 3, 2, 1]);
    expect(Array.from(padEnds(x, 1, "constant").dataSync())).toEqual([0, 1, 2, 3, 4, 0]);
    expect(Array.from(padEnds(x, 0, "reflect").dataSync())).toEqual([1, 2, 3, 4]);
  });
});

test("every mirror image sends its gradient home", () => {
  tf.tidy(() => {
    const x = tf.tensor2d([[1, 2, 3, 4]]);
    const gradient = tf.grad((w) => padEnds(w as Tensor2D, 2, "reflect").sum())(x);
    expect(Array.from(gradient.dataSync())).toEqual([1, 3, 3, 1]);
  });
});

test("a mirror longer than the sound is refused", () => {
  const x = tf.tensor2d([[1, 2, 3, 4]]);
  expect(() => padEnds(x, 4, "reflect")).toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: padEnds: expected more than 4 samples, to mirror 4 at each end, got 4; take a longer clip, a smaller fftSize, or {padMode: "constant"}]`,
  );
  x.dispose();
});
