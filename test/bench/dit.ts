/** What a call of the diffusion transformer takes, and a step of its training, at the sizes that others are timed at. */
import { enterModes, leaveModes } from "../../src/conditioning/modes/modes";
import type { Host } from "../../src/conditioning/modes/mode";
import { compileDit } from "../../src/network/dit/compiledDit";
import { dit, ditModulation } from "../../src/network/dit/dit";
import { ditFlops } from "../../src/network/dit/flops";
import { conditioningModes } from "../../src/conditioning/modes/modes";
import { Parameters } from "../../src/nn/parameters";
import { held, product } from "../../src/tensor/bfloat16";
import type { Precision } from "../../src/tensor/precision";
import { seededNoise } from "../../src/tensor/random";
import { tf } from "../../src/tensor/tf";
import type { Tensor2D, Tensor3D } from "../../src/tensor/tf";
import { Trainer } from "../../src/training/trainer";
import { medianMilliseconds, rounded } from "./bench";
import type { Bench, BenchRow } from "./bench";

/** AdaLN-Zero from one vector, cross-attention to tokens of the same width, a SiLU network of four times the width. */
interface Workload {
  readonly batch: number;
  readonly frames: number;
  readonly channels: number;
  readonly width: number;
  readonly depth: number;
  readonly heads: number;
  readonly tokens: number;
}

const small = { channels: 32, width: 192, depth: 6, heads: 6, tokens: 32 };
const modes = ["crossAttention"] as const;

/** Products of large matrices, the most that this machine does: operations in a second. */
export function matmulRate(precision: Precision = "float32"): number {
  const size = 1536;
  const a = seededNoise<tf.Rank.R2>([size, size], 1);
  const b = tf.tidy(() => held(seededNoise<tf.Rank.R2>([size, size], 2), precision));
  const milliseconds = medianMilliseconds(
    () => tf.tidy(() => void product(a, b).sum().dataSync()),
    5,
  );
  tf.dispose([a, b]);
  return (2 * size ** 3) / (milliseconds / 1000);
}

function prepared(workload: Workload) {
  const { batch, frames, channels, width, depth, heads, tokens } = workload;
  const parameters = new Parameters(7);
  const size = { width, depth, heads, patch: 1, conditionWidth: width };
  const host: Host = { width, depth, heads, frames, conditionWidth: width };
  const text = {
    global: seededNoise<tf.Rank.R2>([batch, width], 3),
    tokens: seededNoise<tf.Rank.R3>([batch, tokens, width], 4),
    mask: tf.ones<tf.Rank.R2>([batch, tokens]),
  };
  const x = seededNoise<tf.Rank.R3>([batch, frames, channels], 5);
  const textSize = { tokens, tokenSize: width, globalSize: width };
  const said = conditioningModes.crossAttention.cost(textSize, host);
  const item = ditFlops([frames, channels], size).total + said.flops;
  return { parameters, size, host, text, x, condition: text.global, item, once: said.flopsOnce };
}

function row(milliseconds: number, flops: number, rate: number): BenchRow {
  const reached = flops / (milliseconds / 1000);
  return {
    ms: rounded(milliseconds),
    "GFLOP/s": rounded(reached / 1e9),
    "share of matmul, %": rounded((100 * reached) / rate),
  };
}

/** One call as a walk makes it, compiled and without gradient; what text and condition say was made before. */
function step(workload: Workload): BenchRow {
  const { parameters, size, host, text, x, condition, item } = prepared(workload);
  const entered = enterModes(parameters, "text", modes, text, host);
  const modulation = ditModulation(parameters, "dit", condition, size, entered);
  const input = { modulation, entered };
  const compiled = compileDit(parameters, "dit", x, input, size);
  const call = (): tf.Tensor => compiled?.run(x, input) ?? dit(parameters, "dit", x, input, size);
  const milliseconds = medianMilliseconds(() => tf.tidy(() => void call().dataSync()), 15);
  compiled?.dispose();
  leaveModes(entered);
  tf.dispose([modulation, text, x]);
  parameters.dispose();
  return row(milliseconds, workload.batch * item, matmulRate());
}

/** Forward, backward, Adam; here the text is read anew each time, for its layers learn too. */
function train(workload: Workload): BenchRow {
  const { parameters, size, host, text, x, condition, item, once } = prepared(workload);
  const trainer = new Trainer({
    parameters,
    steps: 1000,
    learningRate: 1e-4,
    loss: {
      // What is drawn is released after each step; here it is always the same.
      draw: () => ({ x: x.clone(), condition: condition.clone(), tokens: text.tokens.clone() }),
      of(drawn) {
        const [music, vector] = [drawn.x, drawn.condition as Tensor2D];
        const said = { ...text, global: vector, tokens: drawn.tokens as Tensor3D };
        const entered = enterModes(parameters, "text", modes, said, host);
        const answer = dit(parameters, "dit", music, { condition: vector, entered }, size);
        return answer.sub(music).square().mean().asScalar();
      },
    },
  });
  // The first steps are recorded and compiled.
  for (let i = 0; i < 3; i++) trainer.step();
  const milliseconds = medianMilliseconds(() => void trainer.step(), 6);
  trainer.dispose();
  parameters.dispose();
  tf.dispose([text, x]);
  return row(milliseconds, 3 * workload.batch * (item + once), matmulRate());
}

export const ditWorkloads: Bench = {
  name: "dit",
  about:
    "the transformer with AdaLN-Zero and cross-attention: milliseconds, and its share of what a large product of matrices reaches",
  cases: [
    { name: "dit-step", run: () => step({ ...small, batch: 2, frames: 128 }) },
    { name: "dit-step-long", run: () => step({ ...small, batch: 2, frames: 1024 }) },
    { name: "dit-train", run: () => train({ ...small, batch: 32, frames: 128 }) },
    {
      name: "dit-mid-step",
      run: () =>
        step({ batch: 2, frames: 256, channels: 64, width: 512, depth: 8, heads: 8, tokens: 64 }),
    },
  ],
};
