/** Stable Audio Open put together: prompt, network, sampler, decoder. */
import type { SamplerWalk } from "../../diffusion/samplers/sampler";
import type { Tensor3D } from "../../tensor/tf";
import type { Seconds } from "../../units";
import type { StableAudioRequest } from "../conditioning/request";
import { longestMusic } from "../plan";
import type { StableAudioNoise } from "../sampling/noise";
import { generateMusic } from "./generate";
import type { StableAudioMusic, StableAudioOptions, StableAudioParts, StableAudioWalkOptions } from "./options"; // prettier-ignore
import { latentsOf } from "./variation";
import { walkToMusic } from "./walk";

/** A model of the Stable Audio Open family. */
export interface StableAudio extends StableAudioParts {
  /** The longest music that it makes. */
  readonly longest: Seconds;
  /** What had to be said when it was opened. */
  readonly notices: readonly string[];
  /**
   * Every step of the way from noise to the latents of some music, for who watches or compares; `x0` of the last step
   * is what the autoencoder decodes.
   *
   * x_t and x_0 are [B, T, C]. They belong to the walk, which releases them when it moves on.
   *
   * @throws TutorialError `stableAudio.sampler`, `stableAudio.noiseLevel`, `stableAudio.prompts`,
   *   `stableAudio.dit.guidance`, `guidance.options`, `schedule.steps`, `schedule.range`
   */
  walk(requests: readonly StableAudioRequest[], options?: StableAudioWalkOptions): SamplerWalk;
  /**
   * Prompts become music.
   *
   * @throws TutorialError those of {@link StableAudio.walk}, `stableAudio.seconds`, `stableAudio.timing`; what the
   *   signal was aborted with
   */
  generate(
    prompts: string | readonly string[],
    options?: StableAudioOptions,
  ): Promise<StableAudioMusic>;
  /** Latents that the encoder draws from sounds [B, S, channels] of the model's rate, [B, T, C]. */
  latentsOf(audio: Tensor3D, noise: StableAudioNoise): Tensor3D;
  /** Releases all weights. */
  dispose(): void;
}

/**
 * A model of its parts, which are its own from now on.
 *
 * @param notices what had to be said when it was opened
 *
 * @example
 * function longestOf(parts: StableAudioParts): number {
 *   return stableAudio(parts).longest;
 * }
 */
export function stableAudio(parts: StableAudioParts, notices: readonly string[] = []): StableAudio {
  return {
    ...parts,
    longest: longestMusic(parts.plan),
    notices,
    walk: (requests, options) => walkToMusic(parts, requests, options),
    generate: (prompts, options) => generateMusic(parts, prompts, options),
    latentsOf: (audio, noise) => latentsOf(parts.autoencoder, audio, noise.encoder),
    dispose() {
      for (const part of [parts.conditioner, parts.encoder, parts.network, parts.autoencoder]) {
        part.dispose();
      }
    },
  };
}
