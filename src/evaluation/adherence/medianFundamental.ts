/** How high a sound lies, in one number. */
import type { Hertz } from "../../units";
import { hertzOf } from "./pitchKernel";
import type { Transcription } from "./transcribe";

/**
 * The median fundamental frequency of a transcription, each note weighed by how long it sounds.
 *
 * @returns NaN if there are no notes
 *
 * @example
 * const { clip } = (await openCorpus({ count: 1, registers: ["high"] })).clipAt(0);
 * console.log(medianFundamental(transcribe(clip))); // around 830 Hz
 */
export function medianFundamental({ notes, tuning }: Transcription): Hertz {
  const rising = [...notes].sort((a, b) => a.pitch - b.pitch);
  const half = rising.reduce((sum, note) => sum + note.duration, 0) / 2;
  let sounded = 0;
  const middle = rising.find((note) => (sounded += note.duration) >= half);
  return middle ? hertzOf(middle.pitch + tuning) : Number.NaN;
}
