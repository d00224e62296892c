import { beforeAll, expect, test } from "vitest";
import { patchGrid, patchify, unpatchify } from "../../../src/network/dit/patches";
import type { Patch } from "../../../src/network/dit/patches";
import { prepareBackend } from "../../../src/tensor/backend";
import { countTensors } from "../../../src/tensor/budget";
import { seededNoise } from "../../../src/tensor/random";
import { tf } from "../../../src/tensor/tf";

beforeAll(async () => void (await prepareBackend()));

test("a picture is cut row by row, each patch line by line", () => {
  const picture = tf.range(0, 24).reshape([1, 4, 6, 1]);
  const [first, second] = patchify(picture, [2, 3]).unstack(1);
  expect([...first.dataSync()]).toEqual([0, 1, 2, 6, 7, 8]);
  expect([...second.dataSync()]).toEqual([3, 4, 5, 9, 10, 11]);
});

test("what is cut goes back together", async () => {
  const cases: [number[], Patch, number][] = [
    [[2, 12, 3], 4, 3],
    [[2, 12, 1], 1, 12],
    [[2, 8, 6, 5], [4, 2], 6],
    [[1, 4, 6, 1], [4, 6], 1],
  ];
  for (const [shape, patch, tokens] of cases) {
    const x = seededNoise(shape, 1);
    const { result, leaked } = await countTensors(() => patchify(x, patch));
    expect(leaked).toBe(1);
    expect(result.shape[1]).toBe(tokens);
    const back = unpatchify(result, { shape: shape.slice(1), patch });
    expect(back.shape).toEqual(shape);
    expect([...back.dataSync()]).toEqual([...x.dataSync()]);
  }
});

test("patches that do not tile, and tokens of something else, are refused", () => {
  expect(() => patchGrid([128, 32], 3)).toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: patchify: expected a patch with a divisor of each of the sizes 128, got 3; sequences take one number, pictures two; both must divide what is cut up]`,
  );
  expect(() => patchGrid([128, 32], [2, 2])).toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: patchify: expected a patch with a divisor of each of the sizes 128, got 2 × 2; sequences take one number, pictures two; both must divide what is cut up]`,
  );
  expect(() => patchGrid([64, 20, 8], [4, 0])).toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: patchify: expected a patch with a divisor of each of the sizes 64 × 20, got 4 × 0; sequences take one number, pictures two; both must divide what is cut up]`,
  );
  const shape = [128, 32];
  expect(() =>
    unpatchify(tf.ones([1, 64, 32]), { shape, patch: 2 }),
  ).toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: unpatchify: expected [B, 64, 64] for items of shape [128, 32], got [1, 64, 32]; give the shape that was patchified, with as many channels as the tokens have now]`,
  );
});
