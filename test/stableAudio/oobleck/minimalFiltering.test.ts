/** Minimal filtering against its definition, and how many multiplications it takes. */
import { beforeAll, describe, expect, test } from "vitest";
import {
  minimalFilters,
  minimallyFiltered,
} from "../../../src/stableAudio/oobleck/minimalFiltering";
import { windows } from "../../../src/stableAudio/oobleck/windows";
import { prepareBackend } from "../../../src/tensor/backend";
import { countTensors } from "../../../src/tensor/budget";
import { seededNoise } from "../../../src/tensor/random";
import { tf } from "../../../src/tensor/tf";
import type { Rank, Tensor, Tensor2D } from "../../../src/tensor/tf";

beforeAll(async () => void (await prepareBackend()));

const largest = (x: Tensor): number => x.abs().max().dataSync()[0];

/** The largest difference to the definition, of the largest number. */
function error(length: number, channels: readonly [number, number], dilation: number): number {
  return tf.tidy(() => {
    const [from, to] = channels;
    const x = seededNoise<Rank.R2>([length, from], 1);
    const taps = seededNoise<Rank.R3>([7, from, to], 2);
    const bias = seededNoise<Rank.R1>([to], 3);
    const places = { dilation, padding: 3 * dilation, count: length };
    const direct = windows(x, { taps: 7, ...places })
      .matMul(taps.reshape<Tensor2D>([7 * from, to]))
      .add<Tensor2D>(bias);
    const y = minimallyFiltered(x, minimalFilters(taps), { ...places, bias });
    expect(y.shape).toEqual([length, to]);
    return largest(y.sub(direct)) / largest(direct);
  });
}

describe.each([1, 3, 9])("with dilation %i it is the convolution", (dilation) => {
  test.each([1, 2, 3, 4, 5, 35, 36, 37, 203])("of %i positions", (length) => {
    for (const channels of [
      [1, 1],
      [2, 2],
      [8, 8],
      [3, 5],
    ] as const) {
      // prettier-ignore
      expect(error(length, channels, dilation)).toBeLessThan(1e-5);
    }
  });
});

test("with many channels it rounds no more than a few times as much as windows do", () => {
  expect(error(512, [256, 256], 3)).toBeLessThan(5e-6);
});

test("a position takes 4·in·out multiplications where windows take 7, and nothing stays behind", async () => {
  const filters = minimalFilters(seededNoise<Rank.R3>([7, 8, 5], 2));
  const x = seededNoise<Rank.R2>([360, 8], 1);
  const { leaked } = await countTensors(async () => {
    const { kernels } = await tf.profile(() =>
      minimallyFiltered(x, filters, { dilation: 9, padding: 27, count: 360 }).dispose(),
    );
    // Those that lead to 5 channels; the others are sums with small constants.
    const products = kernels.filter(
      ({ name, outputShapes: [out] }) => name === "BatchMatMul" && out.at(-1) === 5,
    );
    const counts = products.map(({ inputShapes, outputShapes: [out] }) => {
      const inner = inputShapes[0].at(-1)!;
      return out.reduce((a, b) => a * b, inner);
    });
    expect(counts.reduce((a, b) => a + b, 0)).toBe(360 * 4 * 8 * 5);
  });
  expect(leaked).toBe(0);
  tf.dispose([x, filters]);
});
