/** Register: how high a melody lies on the whole. */
import type { MidiPitch } from "../units";
import type { Note } from "./note";

/** The words for register. */
export const registers = ["low", "mid", "high"] as const;
/** One of {@link registers}. */
export type Register = (typeof registers)[number];

/** The mean pitch in the middle of each register: F♯ below middle C, G above it, and A♭ an octave higher. */
export const registerCentres: Readonly<Record<Register, MidiPitch>> = {
  low: 54,
  mid: 67,
  high: 80,
};

/** How far a mean pitch may lie from the centre and still be called by its register, in semitones. */
export const registerTolerance = 3;

/**
 * The mean pitch of a melody, each note weighed by how long it sounds: Σ pitch·duration / Σ duration.
 *
 * @example
 * console.log(meanPitch([{ pitch: 60, start: 0, duration: 3 }, { pitch: 64, start: 3, duration: 1 }])); // 61
 */
export function meanPitch(notes: readonly Note[]): MidiPitch {
  const total = notes.reduce((sum, note) => sum + note.duration, 0);
  return notes.reduce((sum, note) => sum + note.pitch * note.duration, 0) / total;
}

/**
 * The register of a mean pitch; undefined in the gaps between the registers.
 *
 * @example
 * console.log(registerOf(66.2), registerOf(60.5)); // mid undefined
 */
export function registerOf(pitch: MidiPitch): Register | undefined {
  return registers.find((name) => Math.abs(pitch - registerCentres[name]) <= registerTolerance);
}
