/** Family `pipeline-diffusers`: a diffusers folder, from prompts to sound, with recorded noise. */
import { stableAudioSigmas } from "../../../src/diffusion/schedules/stableAudio";
import type { StableAudio } from "../../../src/stableAudio/music/stableAudio";
import { openStableAudio } from "../../../src/stableAudio/open/open";
import { tf } from "../../../src/tensor/tf";
import type { Tensor3D } from "../../../src/tensor/tf";
import type { Fixture, ParityFamily } from "../fixture";
import { channelsFirst, timeFirst } from "./channels";
import { recorded, stackedSteps, tidied, walked } from "./stableAudioWalk";

type Got = Record<string, ArrayLike<number>>;

/** A run, and what is the same for all of them. */
interface DiffusersRun {
  readonly guidance_scale: number;
  readonly negative_prompt?: boolean;
  readonly initial_audio_waveforms?: string;
}

interface DiffusersConfig {
  readonly prompts: readonly string[];
  readonly negative_prompts: readonly string[];
  readonly num_inference_steps: number;
  readonly audio_start_in_s: number;
  readonly audio_end_in_s: number;
  readonly sampling_rate: number;
  readonly runs: Readonly<Record<string, DiffusersRun>>;
}

const sigmasOf = ({ config }: Fixture): number[] =>
  stableAudioSigmas({ steps: (config as unknown as DiffusersConfig).num_inference_steps });

/** What is shorter than the model's length goes on in silence. */
function paddedAudio({ inputs }: Fixture, samples: number): Tensor3D {
  const audio = timeFirst(inputs.initial_audio);
  return tf.pad3d(audio, [[0, 0], [0, samples - audio.shape[1]], [0, 0]]); // prettier-ignore
}

function diffusersRun(fixture: Fixture, model: StableAudio, name: string, run: DiffusersRun): Got {
  const config = fixture.config as unknown as DiffusersConfig;
  const [secondsStart, secondsTotal] = [config.audio_start_in_s, config.audio_end_in_s];
  const noise = recorded(fixture, "latents");
  const { plan, autoencoder } = model;
  const audio = run.initial_audio_waveforms
    ? paddedAudio(fixture, plan.frames * autoencoder.samplesPerFrame)
    : undefined;
  const requests = config.prompts.map((prompt) => ({ prompt, secondsStart, secondsTotal }));
  const { x, final } = walked(model, requests, {
    steps: config.num_inference_steps,
    guidance: run.guidance_scale,
    negative: run.negative_prompt ? config.negative_prompts : undefined,
    noise,
    // The pipeline puts all of the noise on it.
    beginning: audio && {
      latents: model.latentsOf(audio, noise),
      noiseLevel: plan.sampling.sigmaMax,
    },
  });
  const samples = Math.floor(secondsTotal * config.sampling_rate);
  return {
    [`${name}.step_latents`]: stackedSteps(x.slice(1)),
    [`${name}.audio`]: channelsFirst(autoencoder.decode(final).slice([0, 0, 0], [-1, samples, -1])),
  };
}

function diffusersText(fixture: Fixture, { conditioner, tokenizer, plan }: StableAudio): Got {
  const config = fixture.config as unknown as DiffusersConfig;
  const heard = (prompts: readonly string[]) =>
    conditioner.embed(
      prompts.map((prompt) => ({
        prompt,
        seconds_start: config.audio_start_in_s,
        seconds_total: config.audio_end_in_s,
      })),
    );
  const [no, yes] = [heard(config.negative_prompts), heard(config.prompts)];
  const both = (id: string): ArrayLike<number> =>
    tf.concat([no[id].embedding, yes[id].embedding]).dataSync();
  const [text] = plan.conditioning.conditions;
  const length = text.kind === "text" ? text.maxLength : 0;
  const [asked, against] = [config.prompts, config.negative_prompts].map((texts) =>
    tokenizer.batch(texts, length),
  );
  return {
    encode_prompt_neg_then_pos: both("prompt"),
    seconds_start_hidden_states: both("seconds_start"),
    seconds_end_hidden_states: both("seconds_total"),
    "tokens.input_ids": asked.ids.flat(),
    "tokens.attention_mask": asked.mask.flat(),
    "tokens.neg.input_ids": against.ids.flat(),
    "tokens.neg.attention_mask": against.mask.flat(),
  };
}

export const diffusersPipeline: ParityFamily = {
  run: async (fixture) => {
    const model = await openStableAudio(fixture.dir, { layout: "diffusers" });
    const runs = Object.entries((fixture.config as unknown as DiffusersConfig).runs);
    const all = runs.map(
      ([name, run]) =>
        () =>
          diffusersRun(fixture, model, name, run),
    );
    const got = [...all, () => diffusersText(fixture, model)].map((one) => tidied(one));
    model.dispose();
    const { inputs } = fixture;
    const times = Array.from(inputs.timesteps.data, (_, i) => (2 / Math.PI) * Math.atan(sigmasOf(fixture)[i])); // prettier-ignore
    return Object.assign({ schedule: [...sigmasOf(fixture), ...times] }, ...got) as Got;
  },
  // Tokens and schedule are given, yet they follow from the prompts and the config.
  alsoExpected: ({ inputs }) => ({
    ...Object.fromEntries(
      ["input_ids", "attention_mask", "neg.input_ids", "neg.attention_mask"].map((name) => [
        `tokens.${name}`,
        inputs[name].data,
      ]),
    ),
    schedule: [...inputs.sigmas.data, ...inputs.timesteps.data],
  }),
  allow: (name, expected, stated) =>
    name === "schedule" ? Array.from(expected, (one) => 1e-6 * Math.max(1, one)) : stated,
  unstated: 0,
};
