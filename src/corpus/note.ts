/** A sounding note, in seconds. */
import type { MidiPitch, Seconds } from "../units";

/** One note as it sounds in a clip. */
export interface Note {
  readonly pitch: MidiPitch;
  /** From the start of the clip. */
  readonly start: Seconds;
  readonly duration: Seconds;
}
