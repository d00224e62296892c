/** The notes of a melody, heard: which, when, how long. */
import type { AudioClip } from "../../audio/clip";
import { checkClip } from "../../audio/checkClip";
import type { Note } from "../../corpus/note";
import type { Frames, Seconds } from "../../units";
import { frameHop, frameSize, magnitudes } from "./magnitudes";
import { onsetStrength } from "./onsetStrength";
import { hertzOf } from "./pitchKernel";
import { pitchPath, tuningOf } from "./pitchPath";
import { pitchSalience } from "./pitchSalience";
import { strikes } from "./strikes";
import type { Stretch } from "./strikes";

/** What was heard. */
export interface Transcription {
  /** In order, none overlapping the next; pitches are whole once the tuning is taken off. */
  readonly notes: readonly Note[];
  /** How far all of them lie above a' = 440 Hz, in semitones of −0.5 to 0.5. */
  readonly tuning: number;
}

/** Frames that tell when something begins, and those that tell how loud a pitch is. */
const frameSeconds = { attack: 0.032, loudness: 0.064 };
/** What is shorter is a slip between two notes. */
const shortest: Seconds = 0.04;

/** Stretches of one pitch; those without are left out. */
function stretchesOf(path: Float32Array, tuning: number): Stretch[] {
  const stretches: Stretch[] = [];
  let from: Frames = 0;
  for (let m = 1; m <= path.length; m++) {
    if (m < path.length && path[m] === path[from]) continue;
    const fundamental = hertzOf(path[from] + tuning);
    if (!Number.isNaN(fundamental)) stretches.push({ from, to: m, fundamental });
    from = m;
  }
  return stretches;
}

/**
 * Transcribes a melody, one voice at a time, whatever plays it.
 *
 * Each frame of 10 ms is held against the spectrum of each pitch ({@link pitchSalience}); of all melodies that one is
 * taken which stands out most with the fewest changes ({@link pitchPath}); a pitch that begins anew is another note
 * ({@link strikes}). Nothing is learnt. Of what it hears in corpus clips 98 of 100 notes have the right pitch. Hardest are
 * the harp, whose strings all ring on, and a note that winds or bows repeat without a gap, which is heard as one.
 *
 * @param clip several channels become their mean
 * @throws TutorialError those of {@link checkClip}
 *
 * @example
 * const { clip, notes: written } = (await openCorpus({ count: 1, instruments: ["piano"] })).clipAt(0);
 * const { notes } = transcribe(clip);
 * console.log(written.length, notes.map(({ pitch }) => pitch));
 */
export function transcribe(clip: AudioClip): Transcription {
  checkClip(clip, "transcribe");
  const salience = pitchSalience(clip);
  const tuning = tuningOf(salience);
  const attacks = magnitudes(clip, frameSize(frameSeconds.attack, clip.sampleRate));
  const path = pitchPath(salience, onsetStrength(attacks), tuning);
  attacks.dispose();
  const fftSize = frameSize(frameSeconds.loudness, clip.sampleRate);
  const loud = magnitudes(clip, fftSize);
  const values = loud.dataSync<"float32">();
  loud.dispose();
  const sizes = { values, bins: fftSize / 2 + 1, binWidth: clip.sampleRate / fftSize };
  const stretches = stretchesOf(path, tuning);
  const again = strikes(sizes, stretches);
  const notes = stretches.flatMap(({ from, to }, n): Note[] => {
    const starts = [from, ...again[n]];
    return starts.map((start, i) => {
      const frames = (starts[i + 1] ?? to) - start;
      return { pitch: path[from], start: start * frameHop, duration: frames * frameHop };
    });
  });
  // Hops are whole samples, so at odd rates a frame is not quite 10 ms; over a clip that is less than a frame.
  return { notes: notes.filter(({ duration }) => duration >= shortest), tuning };
}
