import { expect, test } from "vitest";
import { unetHost } from "../../../src/network/unet/host";
import { unetFrames, unetLayout } from "../../../src/network/unet/layout";

const size = { width: 8, heads: 2 };

test("down, through the middle, and up again", () => {
  const steps = unetLayout({ ...size, halvings: 2, blocksPerLevel: 1 });
  const lines = steps.map(({ name, level, block, site, skip }) =>
    [
      "  ".repeat(level) + name,
      ...(block === undefined ? [] : [`block ${block}`]),
      ...(site === undefined ? [] : [`attention ${site}`]),
      ...(skip ? [skip] : []),
    ].join(", "),
  );
  expect(lines).toMatchInlineSnapshot(`
    [
      "down.0.0, block 0, keep",
      "  down.0.halve",
      "  down.1.0, block 1, attention 0, keep",
      "    down.1.halve",
      "    middle.0, block 2, attention 1",
      "    middle.1, block 3",
      "  up.1.double",
      "  up.1.0, block 4, attention 2, take",
      "up.0.double",
      "up.0.0, block 5, take",
    ]
  `);
});

test("whatever is kept on the way in is taken on the way out, at the same length", () => {
  for (const [halvings, blocksPerLevel] of [
    [1, 1],
    [2, 2],
    [3, 2],
    [4, 3],
  ]) {
    // prettier-ignore
    const kept: number[] = [];
    for (const { skip, level } of unetLayout({ ...size, halvings, blocksPerLevel })) {
      if (skip === "keep") kept.push(level);
      if (skip === "take") expect(kept.pop()).toBe(level);
    }
    expect(kept).toEqual([]);
  }
});

test("any length has lengths at all levels", () => {
  const lengths = (frames: number): number[] =>
    [0, 1, 2].map((level) => unetFrames(frames, level, size));
  expect(lengths(64)).toEqual([64, 32, 16]);
  expect(lengths(63)).toEqual([64, 32, 16]);
  expect(lengths(1)).toEqual([4, 2, 1]);
});

test("a text finds as many blocks as there are attentions", () => {
  expect(unetHost({ ...size, conditionWidth: 6 }, 63)).toEqual({
    ...{ width: 8, heads: 2, depth: 5, frames: 63, conditionWidth: 6, mlpRatio: 0 },
    blockFrames: [32, 32, 16, 32, 32],
  });
});

test("a U-Net without levels or blocks is refused", () => {
  expect(() => unetLayout({ ...size, halvings: 0 })).toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: unet: expected halvings, a whole number from 1, got 0; pass e.g. {halvings: 2}]`,
  );
  expect(() => unetLayout({ ...size, blocksPerLevel: 1.5 })).toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: unet: expected blocksPerLevel, a whole number from 1, got 1.5; pass e.g. {blocksPerLevel: 2}]`,
  );
});
