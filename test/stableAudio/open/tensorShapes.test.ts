/** Counting models that are not there, against the numbers that are published of them. */
import { expect, test } from "vitest";
import { assetPath } from "../../../src/corpus/assets";
import { readStableAudioPlan } from "../../../src/stableAudio/open/open";
import { stableAudioTensorShapes } from "../../../src/stableAudio/open/tensorShapes";

const planOf = (name: string) => readStableAudioPlan(assetPath(`stable-audio-configs/${name}`));
const count = (shapes: ReadonlyMap<string, readonly number[]>): number =>
  [...shapes.values()].reduce((sum, shape) => sum + shape.reduce((a, b) => a * b, 1), 0);

test.each([
  ["1.0", 745, 1_213_448_210, 1_056_939_152, 396_544],
  ["small", 750, 497_239_458, 340_928_672, 198_272],
])(
  "%s has the tensors and numbers of its published file",
  (name, tensors, all, network, seconds) => {
    const { textEncoder, ...parts } = stableAudioTensorShapes(planOf(name));
    const inFile = Object.values(parts);
    expect(inFile.reduce((sum, shapes) => sum + shapes.size, 0)).toBe(tensors);
    expect(inFile.reduce((sum, shapes) => sum + count(shapes), 0)).toBe(all);
    expect(count(parts.network)).toBe(network);
    expect(count(parts.conditioner)).toBe(seconds);
    expect(count(parts.autoencoder)).toBe(156_112_514);
    expect(count(textEncoder)).toBe(109_628_544);
  },
);

test("the configs say what the models were published with", () => {
  const [big, small] = [planOf("1.0"), planOf("small")];
  expect([big.objective, big.frames, big.sampling.steps]).toEqual(["v", 1024, 100]);
  expect([small.objective, small.frames, small.sampling.steps]).toEqual(["rf_denoiser", 256, 8]);
  expect(big.network.crossAttention?.keyHeads).toBe(12);
  expect(small.network.crossAttention?.keyHeads).toBe(8);
});
