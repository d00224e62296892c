/** Family `pipeline-stable-audio-tools`: a model of stable-audio-tools, from prompts to sound, with recorded noise. */
import type { StableAudioRequest } from "../../../src/stableAudio/conditioning/request";
import type { StableAudio } from "../../../src/stableAudio/music/stableAudio";
import { openStableAudio } from "../../../src/stableAudio/open/open";
import type { StableAudioSampler } from "../../../src/stableAudio/sampling/samplers";
import type { Fixture, ParityFamily } from "../fixture";
import { channelsFirst } from "./channels";
import { recorded, stackedSteps, tidied, walked } from "./stableAudioWalk";

type Got = Record<string, ArrayLike<number>>;

/** A piece of music in the words of stable-audio-tools. */
interface Conditioning {
  readonly prompt: string;
  readonly seconds_start?: number;
  readonly seconds_total: number;
}

interface ToolsRun {
  readonly steps: number;
  readonly cfg_scale: number;
  readonly sigma_min?: number;
  readonly sigma_max?: number;
  readonly sampler_type: StableAudioSampler;
  readonly conditioning: readonly Conditioning[];
  readonly negative_conditioning?: readonly Conditioning[];
}

const requestOf = (one: Conditioning): StableAudioRequest => ({
  prompt: one.prompt,
  secondsStart: one.seconds_start,
  secondsTotal: one.seconds_total,
});

/** The model cards' last lines: by the largest sample of all, cut at ±1, times 32,767, towards zero. */
function asIntegers(audio: Float32Array): Float32Array {
  const peak = audio.reduce((most, one) => Math.max(most, Math.abs(one)), 0);
  return audio.map((one) => Math.trunc(Math.max(-1, Math.min(1, one / peak)) * 32767));
}

function toolsRun(fixture: Fixture, model: StableAudio, name: string, run: ToolsRun): Got {
  const { x, x0, final } = walked(model, run.conditioning.map(requestOf), {
    steps: run.steps,
    guidance: run.cfg_scale,
    sampler: run.sampler_type,
    sigmaMin: run.sigma_min,
    sigmaMax: run.sigma_max,
    negative: run.negative_conditioning?.map(({ prompt }) => prompt),
    noise: recorded(fixture, "init_noise"),
  });
  // The reference shows Euler's x after each step, the others' before it.
  const shown = run.sampler_type === "euler" ? x.slice(1) : x.slice(0, -1);
  const audio = channelsFirst(model.autoencoder.decode(final));
  return {
    [`${name}.step_x`]: stackedSteps(shown),
    [`${name}.step_denoised`]: stackedSteps(x0.slice(0, -1)),
    [`${name}.latents`]: channelsFirst(final),
    [`${name}.audio`]: audio,
    [`${name}.audio_int16`]: asIntegers(audio),
  };
}

export const stableAudioToolsPipeline: ParityFamily = {
  run: async (fixture) => {
    const model = await openStableAudio(fixture.dir, { layout: "stable-audio-tools" });
    const runs = Object.entries(fixture.config.runs as Record<string, ToolsRun>);
    const got = runs.map(([name, run]) => tidied(() => toolsRun(fixture, model, name, run)));
    model.dispose();
    return Object.assign({}, ...got) as Got;
  },
};
