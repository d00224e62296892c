/** Prompts become clips, step by step, with a turn for others between two steps. */
import type { AudioClip } from "../../audio/clip";
import { normalise, peak } from "../../audio/level";
import { checkSteps } from "../../diffusion/schedules/ramp";
import { TutorialError } from "../../error";
import { tf } from "../../tensor/tf";
import type { Tensor3D } from "../../tensor/tf";
import { samplesInFrame } from "../oobleck/sizes";
import { samplerNamed } from "../sampling/samplers";
import { seededStableAudioNoise } from "../sampling/noise";
import { checkNoiseLevel } from "../sampling/way";
import type { StableAudioBeginning } from "../sampling/way";
import { musicFlops } from "./cost";
import { decodeClips } from "./decodeClips";
import { progressTeller } from "./progress";
import { checkedTiming, promptNotices, requestsOf } from "./request";
import type { StableAudioMusic, StableAudioOptions, StableAudioParts } from "./options";
import { clipForModel, latentsOf } from "./variation";
import { walkToMusic } from "./walk";

/** Lets what waits outside (a pressed key, a stop button) have its turn, and heeds it. */
async function heed(signal: AbortSignal | undefined): Promise<void> {
  await new Promise<void>((resolve) => setImmediate(resolve));
  signal?.throwIfAborted();
}

/** Latents of the recording that is to be varied, if there is one. */
async function beginningOf(
  { plan, autoencoder }: StableAudioParts,
  options: StableAudioOptions,
): Promise<StableAudioBeginning | undefined> {
  const { vary, noiseLevel, sigmaMin = plan.sampling.sigmaMin } = options;
  const { seed = 7, noise = seededStableAudioNoise(seed) } = options;
  if (!vary && noiseLevel === undefined) return undefined;
  if (!vary || noiseLevel === undefined) {
    throw new TutorialError({
      code: "stableAudio.noiseLevel",
      where: "generate",
      expected: "a recording to vary and how much noise to put on it",
      got: vary ? "only the recording" : "only the noise level",
      fix: `pass both, e.g. {vary: clip, noiseLevel: ${plan.objective === "v" ? 5 : 0.7}}`,
    });
  }
  checkNoiseLevel(plan.objective, noiseLevel, sigmaMin);
  const audio = await clipForModel(vary, plan);
  try {
    return { latents: latentsOf(autoencoder, audio, noise.encoder), noiseLevel };
  } finally {
    audio.dispose();
  }
}

const unheard =
  "The negative prompt is not heard: with a guidance of 1 the network is asked once a step.";

/** Silence stays silence. */
const atFullLevel = (clip: AudioClip): AudioClip =>
  peak(clip) > 0 ? normalise(clip, { peak: 1 }) : clip;

/**
 * See {@link StableAudio.generate}.
 *
 * @internal
 */
export async function generateMusic(
  parts: StableAudioParts,
  prompts: string | readonly string[],
  options: StableAudioOptions = {},
): Promise<StableAudioMusic> {
  const { plan, tokenizer, autoencoder } = parts;
  const { signal, watch } = options;
  const timing = checkedTiming(plan, options);
  const { samples } = timing;
  const requests = requestsOf(prompts, timing);
  const { steps = plan.sampling.steps, guidance = plan.sampling.guidance } = options;
  checkSteps("generate", steps);
  const { calls } = samplerNamed(plan.objective, options.sampler ?? plan.sampling.sampler);
  const frames = Math.ceil(samples / samplesInFrame(plan.autoencoder.decoder));
  const size = { items: requests.length, calls: steps * calls, isGuided: guidance !== 1, frames };
  const { call, decoding } = musicFlops(plan, size);
  await heed(signal);
  const beginning = await beginningOf(parts, options);
  const tell = progressTeller(options.progress, { network: call * size.calls, decoder: decoding });
  let x0: Tensor3D | undefined;
  try {
    for (const step of walkToMusic(parts, requests, { ...options, beginning })) {
      watch?.(step);
      tell("network", step.step, step.steps);
      if (step.step === step.steps) x0 = step.x0.clone() as Tensor3D;
      else await heed(signal);
    }
    const clips = await decodeClips(autoencoder, x0!, {
      sampleRate: plan.sampleRate,
      samples,
      watch: async (done) => {
        tell("decoder", done, samples);
        await heed(signal);
      },
    });
    return {
      clips: options.normalise === false ? clips : clips.map(atFullLevel),
      notices: [
        ...requests.flatMap(({ prompt }) => promptNotices(plan, tokenizer, prompt)),
        ...(options.negative !== undefined && guidance === 1 ? [unheard] : []),
      ],
    };
  } finally {
    tf.dispose([x0, beginning?.latents].filter((one) => one !== undefined));
  }
}
