/** What `npm run generate -- --model DIR` does: a prompt becomes a WAV file by a model of the Stable Audio Open family. */
import { readClip, writeClip } from "../audio/clipFile";
import { checkSteps } from "../diffusion/schedules/ramp";
import { progress } from "../notebook/progress";
import { checkedTiming } from "../stableAudio/music/request";
import type { StableAudioProgress } from "../stableAudio/music/progress";
import { openStableAudio, readStableAudioPlan } from "../stableAudio/open/open";
import { samplerNamed } from "../stableAudio/sampling/samplers";
import { prepareBackend } from "../tensor/backend";
import { bfloat16Gain } from "../tensor/matmulRate";
import type { Precision } from "../tensor/precision";
import { checkRoom } from "./checkRoom";
import { checkWavName } from "./generateArguments";
import { stableAudioArguments, stableAudioUsage } from "./stableAudioArguments";
import type { StableAudioArguments } from "./stableAudioArguments";

const inSeconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(1)} s`;

/** Refuses what cannot be made or written, before gigabytes are read and hours are computed. */
function checkBeforehand({ model, options, out }: StableAudioArguments) {
  const plan = readStableAudioPlan(model);
  const { seconds, samples } = checkedTiming(plan, options);
  checkSteps("npm run generate", options.steps ?? plan.sampling.steps);
  samplerNamed(plan.objective, options.sampler ?? plan.sampling.sampler);
  const bytesPerSample = 2;
  checkRoom(out, 100 + bytesPerSample * plan.autoencoder.audioChannels * samples);
  return { plan, seconds };
}

/** A line in percent, since a step is none of a decoder's work. */
function progressLine() {
  const line = progress(100, "from noise to music, percent");
  let percent = 0;
  return {
    tell: ({ stage, done, total, share }: StableAudioProgress): void => {
      const reached = Math.floor(100 * share);
      line.step(reached - percent, stage === "network" ? `step ${done} of ${total}` : "decoding");
      percent = reached;
    },
    end: (): void => line.end(),
  };
}

/** Who waited long is told what would be faster here. */
function adviseOnPrecision(precision: Precision | undefined, milliseconds: number): void {
  const gain = precision === undefined && milliseconds > 5000 ? bfloat16Gain() : undefined;
  if (gain === undefined) return;
  const times = gain.toFixed(1);
  console.log(`This processor takes products ${times} times as fast with --precision bfloat16.`);
}

/**
 * Generates, writes, and says what was done.
 *
 * @param words what was typed
 * @throws TutorialError `cli.generate`, `cli.room`, those of opening and of generating, and `file.unwritable`
 */
export async function stableAudioCommand(words: readonly string[]): Promise<void> {
  const asked = stableAudioArguments(words);
  if (!asked) {
    console.log(stableAudioUsage);
    return;
  }
  const { prompt, options, opening, out } = asked;
  checkWavName(out);
  const { label } = await prepareBackend();
  const { plan, seconds } = checkBeforehand(asked);
  const vary = asked.vary === undefined ? undefined : await readClip(asked.vary);
  const started = performance.now();
  const model = await openStableAudio(asked.model, opening);
  const opened = performance.now();
  for (const notice of model.notices) console.log(notice);
  const stop = new AbortController();
  const onPress = (): void => stop.abort();
  process.once("SIGINT", onPress);
  const line = progressLine();
  try {
    const made = { ...options, vary, signal: stop.signal, progress: line.tell };
    const { clips, notices } = await model.generate(prompt, made);
    line.end();
    for (const notice of notices) console.log(notice);
    writeClip(out, clips[0]);
    const { steps = plan.sampling.steps, guidance = plan.sampling.guidance, seed } = options;
    const sampler = options.sampler ?? plan.sampling.sampler;
    console.log(
      `${out}: ${Number(seconds.toFixed(2))} s, seed ${seed}, ${steps} steps of ${sampler}, guidance ${guidance}, ` +
        `in ${inSeconds(performance.now() - opened)} on ${label} (weights read in ${inSeconds(opened - started)})`,
    );
    adviseOnPrecision(opening.precision, performance.now() - opened);
  } catch (error) {
    line.end();
    if (!stop.signal.aborted) throw error;
    console.log("stopped; nothing was written");
  } finally {
    process.off("SIGINT", onPress);
    model.dispose();
  }
}
