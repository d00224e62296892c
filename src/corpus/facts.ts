/** What is true of a clip: the ground of every caption, and the truth that evaluation asks for. */
import type { BeatsPerMinute, MidiPitch } from "../units";
import type { InstrumentName } from "./instruments";
import type { Register } from "./register";
import type { Split } from "./split";
import type { TempoClass } from "./tempo";
import type { Mode } from "./tune";

/** The facts of one rendered segment. */
export interface ClipFacts {
  readonly tuneId: string;
  readonly title: string;
  readonly book: string;
  readonly region: string;
  readonly rhythm: string;
  readonly meter: string;
  readonly instrument: InstrumentName;
  /** As it sounds, after transposition. */
  readonly tonic: string;
  readonly mode: Mode;
  /** Tonic and mode, e.g. `"D major"`. */
  readonly key: string;
  /** Do the notes of this segment let one hear the key? If not, no caption names it. */
  readonly keyHeard: boolean;
  /** Quarter notes a minute. */
  readonly bpm: BeatsPerMinute;
  /** Undefined between the classes. */
  readonly tempo: TempoClass | undefined;
  /** Do the notes of this segment let one hear the tempo? If not, no caption names it. */
  readonly tempoHeard: boolean;
  /** Of the notes that sound. */
  readonly meanPitch: MidiPitch;
  /** Undefined between the registers. */
  readonly register: Register | undefined;
  /** Undefined for a tune that is not in the tune book. */
  readonly split: Split | undefined;
}
