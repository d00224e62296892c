/** Keys: their names, their transposition, and whether a few bars let one hear them. */
import type { MidiPitch } from "../units";
import type { Mode } from "./tune";
import type { Note } from "./note";

const letters: Readonly<Record<string, number>> = { C: 0, D: 2, E: 4, F: 5, G: 7, A: 9, B: 11 };

/** The twelve tonics as they are usually spelled, from C upwards; minor keys prefer sharps. */
const majorTonics = ["C", "Db", "D", "Eb", "E", "F", "F#", "G", "Ab", "A", "Bb", "B"];
const minorTonics = ["C", "C#", "D", "Eb", "E", "F", "F#", "G", "G#", "A", "Bb", "B"];

/** Semitones above the tonic. Minor includes the raised sixth and seventh of its melodic and harmonic forms. */
const scales: Readonly<Record<Mode, readonly number[]>> = {
  major: [0, 2, 4, 5, 7, 9, 11],
  minor: [0, 2, 3, 5, 7, 8, 9, 10, 11],
  mixolydian: [0, 2, 4, 5, 7, 9, 10],
  dorian: [0, 2, 3, 5, 7, 9, 10],
};

/** The degrees without which the ear cannot tell the mode: the third, and what sets it apart from its neighbour. */
const tellingDegrees: Readonly<Record<Mode, readonly number[]>> = {
  major: [0, 4],
  minor: [0, 3],
  mixolydian: [0, 4, 10],
  dorian: [0, 3, 9],
};

/**
 * The pitch class of a tonic: semitones above C.
 *
 * @param tonic a letter and perhaps `b` or `#`
 * @returns 0 to 11; undefined for anything that is not a tonic
 */
export function pitchClassOf(tonic: string): number | undefined {
  const match = /^([A-G])([b#]?)$/.exec(tonic);
  if (!match) return undefined;
  const accidental = match[2] === "b" ? -1 : match[2] === "#" ? 1 : 0;
  return (letters[match[1]] + accidental + 12) % 12;
}

/**
 * The tonic of a key moved by some semitones, in its usual spelling.
 */
export function transposeTonic(tonic: string, mode: Mode, semitones: number): string {
  const pitchClass = ((((pitchClassOf(tonic) ?? 0) + semitones) % 12) + 12) % 12;
  const names = mode === "minor" || mode === "dorian" ? minorTonics : majorTonics;
  return names[pitchClass];
}

/** The degree of a pitch above a tonic, 0 to 11. */
function degreeOf(pitch: MidiPitch, tonic: string): number {
  return (pitch - (pitchClassOf(tonic) ?? 0) + 120) % 12;
}

/**
 * Do these notes let one hear the key? A few bars out of a tune may have left it, or never touched its third.
 *
 * True if 95 % of the sounding time lies in the scale and all telling degrees sound: the tonic and the third, in
 * mixolydian also the flat seventh, in dorian also the sixth.
 */
export function keyIsHeard(notes: readonly Note[], tonic: string, mode: Mode): boolean {
  const heard = new Map<number, number>();
  let total = 0;
  for (const { pitch, duration } of notes) {
    const degree = degreeOf(pitch, tonic);
    heard.set(degree, (heard.get(degree) ?? 0) + duration);
    total += duration;
  }
  const inScale = scales[mode].reduce((sum, degree) => sum + (heard.get(degree) ?? 0), 0);
  return inScale >= 0.95 * total && tellingDegrees[mode].every((degree) => heard.has(degree));
}
