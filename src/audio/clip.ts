/** A piece of sound: samples around zero, and how fast to play them. */
import type { Hertz } from "../units";

/** Sound in memory: one `Float32Array` of S samples a channel, nominally in [-1, 1]. */
export interface AudioClip {
  readonly channels: readonly Float32Array[];
  readonly sampleRate: Hertz;
}
