/** Whole models of the Stable Audio Open family in their published sizes, with random weights: prompt in, WAV out. */
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { writeClip } from "../../src/audio/clipFile";
import { musicFlops, t5Flops } from "../../src/stableAudio/music/cost";
import { stableAudioToolsPlan } from "../../src/stableAudio/open/planStableAudioTools";
import { t5BaseConfig } from "../../src/stableAudio/t5/config";
import type { Precision } from "../../src/tensor/precision";
import { seededNoise } from "../../src/tensor/random";
import type { tf } from "../../src/tensor/tf";
import { open10Config, openSmallConfig } from "../stableAudio/published/configs";
import { opening } from "../stableAudio/published/opening";
import { randomModel } from "../stableAudio/published/randomModel";
import { rounded } from "./bench";
import type { Bench, BenchRow } from "./bench";
import { matmulRate } from "./dit";
import { peakMemory } from "./peakMemory";

const prompt = "128 BPM tech house drum loop";

/** Seconds and operations as a row. */
function row(seconds: number, flops: number, rate: number, more: BenchRow = {}): BenchRow {
  const reached = flops / seconds;
  return {
    s: rounded(seconds),
    TFLOP: rounded(flops / 1e12),
    "GFLOP/s": rounded(reached / 1e9),
    "share of matmul, %": rounded((100 * reached) / rate),
    ...more,
    // Of the process, TensorFlow and all that ran before included.
    "peak memory, GB": rounded(peakMemory() / 1e9),
  };
}

const timed = async (body: () => Promise<void> | void): Promise<number> => {
  const begun = performance.now();
  await body();
  return (performance.now() - begun) / 1000;
};

/** 8 steps of ping-pong and 11.9 s of stereo, as its model card has it. */
async function small(precision: Precision): Promise<BenchRow> {
  const plan = stableAudioToolsPlan(openSmallConfig);
  const rate = matmulRate(precision);
  const model = randomModel(plan, precision);
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "bench-"));
  let network = 0;
  const seconds = await timed(async () => {
    const begun = performance.now();
    const { clips } = await model.generate(prompt, {
      progress: ({ stage }) => {
        if (stage === "network") network = (performance.now() - begun) / 1000;
      },
    });
    writeClip(path.join(folder, "loop.wav"), clips[0]);
  });
  fs.rmSync(folder, { recursive: true });
  model.dispose();
  const { steps } = plan.sampling;
  const size = { items: 1, calls: steps, isGuided: false, frames: plan.frames };
  const { call, decoding } = musicFlops(plan, size);
  const flops = steps * call + decoding + t5Flops(t5BaseConfig, 64);
  return row(seconds, flops, rate, { "of it text and network, s": rounded(network) });
}

/** One step of 1.0 with guidance, at its full length of 47.6 s. */
async function openStep(precision: Precision): Promise<BenchRow> {
  const plan = stableAudioToolsPlan(open10Config);
  const rate = matmulRate(precision);
  const model = randomModel(plan, precision);
  const requests = [{ prompt, secondsTotal: 47 }];
  let seconds = 0;
  const walk = model.walk(requests, { steps: 3 });
  walk.next(); // the first one reads the prompt, and is recorded
  seconds = await timed(() => void walk.next());
  walk.return();
  model.dispose();
  const { call } = musicFlops(plan, { items: 1, calls: 1, isGuided: true, frames: plan.frames });
  return row(seconds, call, rate);
}

/** All of its 1,024 frames. */
async function openDecode(precision: Precision): Promise<BenchRow> {
  const plan = stableAudioToolsPlan(open10Config);
  const rate = matmulRate(precision);
  const shallow = { ...plan, network: { ...plan.network, depth: 1 } };
  const model = randomModel(shallow, precision);
  const latents = seededNoise<tf.Rank.R3>([1, plan.frames, 64], 5);
  const seconds = await timed(() => {
    for (const { waveform } of model.autoencoder.decodeInChunks(latents)) waveform.dispose();
  });
  latents.dispose();
  model.dispose();
  const { decoding } = musicFlops(plan, { items: 1, calls: 0, isGuided: false, frames: plan.frames }); // prettier-ignore
  return row(seconds, decoding, rate);
}

/** Reading a folder of float32 zeros, which the disk gives for nothing. */
const opened = (config: object, precision: Precision): BenchRow => {
  const { seconds, bytes, float32Bytes } = opening(config, "F32", precision);
  return {
    s: rounded(seconds),
    "weights in float32, GB": rounded(float32Bytes / 1e9),
    "memory for them, GB": rounded(bytes / 1e9),
    ratio: rounded(bytes / float32Bytes),
  };
};

/** Shares are of the product of the same precision. */
const inBoth = (
  name: string,
  run: (precision: Precision) => ReturnType<Bench["cases"][0]["run"]>,
): Bench["cases"] => [
  { name, run: () => run("float32") },
  { name: `${name}-bfloat16`, run: () => run("bfloat16") },
];

export const stableAudioOpening: Bench = {
  name: "stable-audio-opening",
  about:
    "opening a folder of a published size, T5-base included, in a new process: memory over what it began with",
  cases: [
    ...inBoth("stable-audio-open-small-opening", (precision) => opened(openSmallConfig, precision)),
    ...inBoth("stable-audio-1.0-opening", (precision) => opened(open10Config, precision)),
  ],
  onlyByName: true,
};

export const stableAudioSmall: Bench = {
  name: "stable-audio",
  about:
    "stable-audio-open-small's size, random weights: a prompt, 8 ping-pong steps, 11.9 s of stereo in a WAV file",
  cases: inBoth("stable-audio-open-small", small),
  onlyByName: true,
};

export const stableAudioOpen: Bench = {
  name: "stable-audio-1.0",
  about:
    "stable-audio-open-1.0's size, random weights, 47.6 s: one of its 100 guided steps, and the decoder; takes minutes",
  cases: [
    ...inBoth("stable-audio-1.0-step", openStep),
    ...inBoth("stable-audio-1.0-decode", openDecode),
  ],
  onlyByName: true,
};
