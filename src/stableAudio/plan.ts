/** All that the config files of a Stable Audio model say, whoever published it: known before any weight is read. */
import type { Frames, Hertz, Seconds } from "../units";
import type { ConditioningPlan } from "./conditioning/plan";
import type { StableAudioDitPlan, StableAudioObjective } from "./dit/plan";
import { samplesInFrame } from "./oobleck/sizes";
import type { OobleckConfig, OobleckLayout } from "./oobleck/sizes";
import type { StableAudioSampling } from "./sampling/way";

/** See {@link StableAudio}, which is built of it. */
export interface StableAudioPlan {
  readonly layout: OobleckLayout;
  readonly sampleRate: Hertz;
  /** T: the network always works on so many, and fills with silence what comes after the end of the music. */
  readonly frames: Frames;
  readonly objective: StableAudioObjective;
  readonly network: StableAudioDitPlan;
  readonly conditioning: ConditioningPlan;
  readonly autoencoder: OobleckConfig;
  /** How it is sampled unless one says otherwise. */
  readonly sampling: StableAudioSampling;
  /** Which T5 reads the prompts, such as "t5-base". */
  readonly textModel: string;
}

/** The longest music a model makes. @internal */
export function longestMusic({ frames, sampleRate, autoencoder }: StableAudioPlan): Seconds {
  return (frames * samplesInFrame(autoencoder.decoder)) / sampleRate;
}
