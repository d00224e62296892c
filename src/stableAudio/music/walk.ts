/** From requests to latents: what is heard is prepared once, then the sampler asks the network step by step. */
import type { Network } from "../../diffusion/samplers/denoiser";
import type { SamplerWalk } from "../../diffusion/samplers/sampler";
import { TutorialError } from "../../error";
import { tf } from "../../tensor/tf";
import type { Tensor3D } from "../../tensor/tf";
import { conditionValues } from "../conditioning/request";
import type { StableAudioRequest } from "../conditioning/request";
import type { PreparedDit } from "../dit/prepared";
import { seededStableAudioNoise } from "../sampling/noise";
import { walkTheWay } from "../sampling/way";
import type { StableAudioWay } from "../sampling/way";
import type { StableAudioParts, StableAudioWalkOptions } from "./options";

/** The negative prompt of each request. */
function negatives(count: number, negative: string | readonly string[]): readonly string[] {
  const each = typeof negative === "string" ? Array<string>(count).fill(negative) : negative;
  if (each.length === count) return each;
  throw new TutorialError({
    code: "stableAudio.prompts",
    where: "StableAudio",
    expected: `one negative prompt for all, or ${count}`,
    got: String(each.length),
    fix: 'pass e.g. {negative: "low quality"}',
  });
}

/** The network, told what it is to make. */
function told(
  { conditioner, network }: StableAudioParts,
  requests: readonly StableAudioRequest[],
  negative: string | readonly string[] | undefined,
): PreparedDit {
  const heard = conditioner.conditions(requests.map(conditionValues));
  try {
    if (negative === undefined) return network.prepare(heard);
    // The same seconds, another prompt; all frames hear the seconds of the request itself.
    const others = negatives(requests.length, negative);
    const against = conditioner.conditions(
      requests.map((one, i) => conditionValues({ ...one, prompt: others[i] })),
    );
    try {
      return network.prepare({ ...heard, negative: { crossAttention: against.crossAttention } });
    } finally {
      tf.dispose(against);
    }
  } finally {
    tf.dispose(heard);
  }
}

/**
 * See {@link StableAudio.walk}.
 *
 * @internal
 */
export function* walkToMusic(
  parts: StableAudioParts,
  requests: readonly StableAudioRequest[],
  options: StableAudioWalkOptions = {},
): SamplerWalk {
  const { plan } = parts;
  const { seed = 7, noise = seededStableAudioNoise(seed), beginning, negative } = options;
  const { sampling } = plan;
  const way: StableAudioWay = {
    objective: plan.objective,
    sampler: options.sampler ?? sampling.sampler,
    steps: options.steps ?? sampling.steps,
    guidance: options.guidance ?? sampling.guidance,
    sigmaMin: options.sigmaMin ?? sampling.sigmaMin,
    sigmaMax: options.sigmaMax ?? sampling.sigmaMax,
    startsWithData: sampling.startsWithData,
    noise,
    beginning,
  };
  const prepared = told(parts, requests, negative);
  try {
    const { rescale, interval } = options;
    const guided = prepared.guided({ scale: way.guidance, rescale, interval });
    const network: Network = (xt, t) => guided(xt as Tensor3D, t);
    const shape = [requests.length, plan.frames, plan.network.channels];
    yield* walkTheWay(network, shape, way);
  } finally {
    prepared.dispose();
  }
}
