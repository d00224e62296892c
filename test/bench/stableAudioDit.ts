/** What a step of stable-audio-open-small takes: its published shape, with random weights. */
import { loadStableAudioDit } from "../../src/stableAudio/dit/dit";
import type { StableAudioDitPlan } from "../../src/stableAudio/dit/plan";
import { stableAudioDitPlan } from "../../src/stableAudio/dit/planStableAudioTools";
import { randomDitArrays } from "../../src/stableAudio/dit/randomArrays";
import { seededNoise } from "../../src/tensor/random";
import { tf } from "../../src/tensor/tf";
import { openSmall } from "../stableAudio/dit/configs";
import { medianMilliseconds, rounded } from "./bench";
import type { Bench, BenchRow } from "./bench";
import { matmulRate } from "./dit";

/** Operations of the blocks for one row, multiplications and additions; the prompt's keys and values are made before. */
export function blockFlops(plan: StableAudioDitPlan, positions: number, tokens: number): number {
  const { width, depth, feedForward } = plan;
  const squares = 4 + 2; // queries, keys, values and the way out; then once more without keys and values
  const products = squares * width ** 2 + 3 * width * feedForward.width;
  return depth * 2 * positions * (products + 2 * width * (positions + tokens));
}

/** 256 frames and the vector of time and length, 257 positions; a prompt of 64 tokens and one of the length. */
function step(): BenchRow {
  const [frames, tokens] = [256, 65];
  const plan = stableAudioDitPlan(openSmall);
  const network = loadStableAudioDit(randomDitArrays(plan, 7), plan);
  const crossAttention = seededNoise<tf.Rank.R3>([1, tokens, 768], 1);
  const global = seededNoise<tf.Rank.R2>([1, 768], 2);
  const xt = seededNoise<tf.Rank.R3>([1, frames, plan.channels], 3);
  const told = network.prepare({ crossAttention, global });
  const milliseconds = medianMilliseconds(
    () => tf.tidy(() => void told.step(xt, 0.5).dataSync()),
    7,
  );
  told.dispose();
  network.dispose();
  tf.dispose([crossAttention, global, xt]);
  const reached = blockFlops(plan, frames + 1, tokens) / (milliseconds / 1000);
  return {
    ms: rounded(milliseconds),
    "GFLOP/s": rounded(reached / 1e9),
    "share of matmul, %": rounded((100 * reached) / matmulRate()),
  };
}

export const stableAudioDitWorkloads: Bench = {
  name: "stable-audio-dit",
  about:
    "one step of the published small network with random weights: 16 blocks, 256 frames, 65 tokens",
  cases: [{ name: "stable-small-step", run: step }],
};
