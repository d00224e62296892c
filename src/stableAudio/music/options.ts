/** What a model of the Stable Audio Open family can be asked, and what it is made of. */
import type { AudioClip } from "../../audio/clip";
import type { SamplerStep } from "../../diffusion/samplers/sampler";
import type { StableAudioConditioner } from "../conditioning/conditioner";
import type { StableAudioDit } from "../dit/dit";
import type { StableAudioGuidance } from "../dit/guidance";
import type { HiddenObserver } from "../dit/step";
import type { Oobleck } from "../oobleck/oobleck";
import type { StableAudioPlan } from "../plan";
import type { StableAudioNoise } from "../sampling/noise";
import type { StableAudioSampling, StableAudioBeginning } from "../sampling/way";
import type { T5Encoder } from "../t5/encoder";
import type { T5Tokenizer } from "../t5/tokenizer";
import type { StableAudioProgress } from "./progress";
import type { StableAudioTiming } from "./request";

/** How to get from noise to latents. What is left out is as the model was published. */
export interface StableAudioWalkOptions
  extends
    Partial<Omit<StableAudioSampling, "startsWithData">>,
    Pick<StableAudioGuidance, "rescale" | "interval"> {
  /** Names the noise; 7 unless given. */
  readonly seed?: number;
  /** Noise from elsewhere than the seed, such as a recording of another program's. */
  readonly noise?: StableAudioNoise;
  /** What to steer away from, one text for all or one for each; nothing unless given. Heard only with guidance. */
  readonly negative?: string | readonly string[];
  /** Latents to begin near, instead of with noise alone. */
  readonly beginning?: StableAudioBeginning;
  /** Is shown the tokens behind each block of the network. */
  readonly observe?: HiddenObserver;
}

/** All that can be asked of a model. */
export interface StableAudioOptions
  extends StableAudioTiming, Omit<StableAudioWalkOptions, "beginning"> {
  /** A recording to vary. It is brought to the model's rate, channels and length. */
  readonly vary?: AudioClip;
  /** How much noise is put on it, see {@link StableAudioBeginning}: the more, the freer. */
  readonly noiseLevel?: number;
  /** Divides each clip by its largest sample, as the model cards do; yes unless given. */
  readonly normalise?: boolean;
  /** Aborted, it ends the computation after the step or the piece that is being computed. */
  readonly signal?: AbortSignal;
  /** Is shown every step. */
  readonly watch?: (step: SamplerStep) => void;
  /** Is told how far it is, and how long it will take. */
  readonly progress?: (progress: StableAudioProgress) => void;
}

/** What came of prompts. */
export interface StableAudioMusic {
  /** One for each prompt, in as many channels as the model has. */
  readonly clips: readonly AudioClip[];
  /** What had to be said, such as that a prompt was too long. */
  readonly notices: readonly string[];
}

/** What a model is made of. */
export interface StableAudioParts {
  readonly plan: StableAudioPlan;
  readonly tokenizer: T5Tokenizer;
  readonly encoder: T5Encoder;
  readonly conditioner: StableAudioConditioner;
  readonly network: StableAudioDit;
  readonly autoencoder: Oobleck;
}
