/** What both families of whole Stable Audio models need: recorded noise, and a record of the walk. */
import { replayedNoise } from "../../../src/diffusion/samplers/noise";
import type { StableAudioRequest } from "../../../src/stableAudio/conditioning/request";
import type { StableAudioWalkOptions } from "../../../src/stableAudio/music/options";
import type { StableAudio } from "../../../src/stableAudio/music/stableAudio";
import type { StableAudioNoise } from "../../../src/stableAudio/sampling/noise";
import { tf } from "../../../src/tensor/tf";
import type { Tensor, Tensor3D } from "../../../src/tensor/tf";
import type { Fixture } from "../fixture";
import { timeFirst } from "./channels";

/** Numbers made of tensors, which are released. */
export const tidied = <T extends object>(body: () => T): T =>
  (tf.tidy(() => ({ result: body() }) as never) as { result: T }).result;

/** The recorded noise of a fixture, whose tensors are [B, C, T]. */
export function recorded({ inputs }: Fixture, start: string): StableAudioNoise {
  const steps = inputs.step_noise;
  const draws = tf.tensor(Float32Array.from(steps.data), [...steps.shape]).transpose([0, 1, 3, 2]);
  return {
    start: () => timeFirst(inputs[start]),
    step: replayedNoise(draws),
    encoder: () => timeFirst(inputs.vae_noise),
  };
}

/** Steps of a walk, each [B, T, C], under each other as the fixture has them. */
export const stackedSteps = (steps: readonly Tensor[]): Float32Array =>
  tf.tidy(() =>
    tf
      .stack([...steps])
      .transpose([0, 1, 3, 2])
      .dataSync<"float32">(),
  );

/** Every step, the end included. */
export interface Walked {
  readonly x: Tensor3D[];
  readonly x0: Tensor3D[];
  readonly final: Tensor3D;
}

export function walked(
  model: StableAudio,
  requests: readonly StableAudioRequest[],
  options: StableAudioWalkOptions,
): Walked {
  const [x, x0]: Tensor3D[][] = [[], []];
  for (const step of model.walk(requests, options)) {
    x.push(step.xt.clone() as Tensor3D);
    x0.push(step.x0.clone() as Tensor3D);
  }
  return { x, x0, final: x0[x0.length - 1] };
}
