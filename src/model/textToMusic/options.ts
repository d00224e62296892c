/** What can be asked of a text model beside the words. */
import type { GuidanceOptions } from "../../diffusion/guidance";
import type { Sampler, SamplerStep } from "../../diffusion/samplers/sampler";
import type { NetworkObserver } from "../../network/observe";
import type { RequestOptions } from "./request";

/** How to get from noise to music. */
export interface WalkOptions extends Partial<Omit<GuidanceOptions, "strength">> {
  /** Names the noise; 7 unless given. */
  readonly seed?: number;
  /** Of the sampler; 20 unless given. */
  readonly steps?: number;
  /** How much to exaggerate what the prompt says, 1 for not at all; the plan's own unless given. */
  readonly guidance?: number;
  /** {@link heun} unless given: two calls a step. */
  readonly sampler?: Sampler;
  /** Is shown what happens inside the network. */
  readonly observe?: NetworkObserver;
}

/** All that can be asked of a text model. */
export interface TextToMusicOptions extends RequestOptions, WalkOptions {
  /** Is shown every step. */
  readonly watch?: (step: SamplerStep) => void;
}
