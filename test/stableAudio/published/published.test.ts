/** The published models as their configs describe them: counted, without any of their numbers. */
import { expect, test } from "vitest";
import { decoderFrameFlops, ditCallFlops } from "../../../src/stableAudio/music/cost";
import { checkedTiming } from "../../../src/stableAudio/music/request";
import { stableAudioToolsPlan } from "../../../src/stableAudio/open/planStableAudioTools";
import { shapesOf } from "../../../src/stableAudio/open/sources";
import { longestMusic } from "../../../src/stableAudio/plan";
import { t5BaseConfig } from "../../../src/stableAudio/t5/config";
import { t5Shapes } from "../../../src/stableAudio/t5/shapes";
import type { WeightShapes } from "../../../src/stableAudio/open/weightShapes";
import { open10Config, openSmallConfig } from "./configs";

const counted = (parts: readonly WeightShapes[]): [tensors: number, numbers: number] => {
  const shapes = parts.flatMap((part) => [...part.values()]);
  const sizes = shapes.map((shape) => shape.reduce((a, b) => a * b, 1));
  return [shapes.length, sizes.reduce((a, b) => a + b, 0)];
};

test.each([
  ["1.0", open10Config, 745, 1_213_448_210],
  ["small", openSmallConfig, 750, 497_239_458],
])("model.safetensors of %s", (_, config, tensors, numbers) => {
  const plan = stableAudioToolsPlan(config);
  expect(counted(Object.values(shapesOf(plan, 768)))).toEqual([tensors, numbers]);
});

test("t5-base, whose encoder has 110 million numbers", () => {
  expect(counted([t5Shapes(t5BaseConfig)])[1]).toBe(109_628_544);
});

test("how each is sampled, and how long its music is", () => {
  const [open, small] = [open10Config, openSmallConfig].map(stableAudioToolsPlan);
  expect(open).toMatchObject({ objective: "v", frames: 1024, textModel: "t5-base" });
  expect(open.sampling).toEqual({ sampler: "dpmpp-3m-sde", steps: 100, guidance: 7, sigmaMin: 0.3, sigmaMax: 500, startsWithData: false }); // prettier-ignore
  expect(small).toMatchObject({ objective: "rf_denoiser", frames: 256 });
  expect(small.sampling).toMatchObject({ sampler: "pingpong", steps: 8, guidance: 1 });
  expect(longestMusic(open)).toBeCloseTo(47.554, 3);
  // All of it, not a sample less by rounding.
  expect([open, small].map((plan) => checkedTiming(plan).samples)).toEqual([2097152, 524288]);
});

test("how much there is to compute", () => {
  const [open, small] = [open10Config, openSmallConfig].map(stableAudioToolsPlan);
  expect(ditCallFlops(open.network, 1024, 130) / 1e12).toBeCloseTo(2.264, 3);
  expect(ditCallFlops(small.network, 256, 65) / 1e12).toBeCloseTo(0.165, 2);
  expect(decoderFrameFlops(open.autoencoder) / 1e9).toBeCloseTo(5.04, 2);
});
