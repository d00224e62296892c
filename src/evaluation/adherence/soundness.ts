/** Is a clip a sound at all: not silent, not clipped, not noise? */
import { toMono } from "../../audio/clip";
import type { AudioClip } from "../../audio/clip";
import { duration } from "../../audio/clip";
import { countClipped, rms } from "../../audio/level";
import type { Decibels, Samples } from "../../units";
import type { Transcription } from "./transcribe";

/** What is wrong with a clip; of a sound that is music, nothing. */
export interface Soundness {
  readonly silent: boolean;
  readonly clipped: boolean;
  readonly noise: boolean;
}

/** Corpus clips have −20 dB, a plucked one whose peak is what limits it −32. */
const quietest: Decibels = -50;
/** So many equal samples in a row at full scale are a wave whose top was cut off. */
const flatTop: Samples = 3;
const fullScale = 0.999;
/** Of a clip with less of its time under notes than this one hears no melody. White noise has under a tenth. */
const leastPitched = 0.4;

/** Is there a stretch of samples that all stand at full scale? */
function hasFlatTop(samples: Float32Array): boolean {
  let run = 0;
  return samples.some((sample) => {
    run = Math.abs(sample) >= fullScale ? run + 1 : 0;
    return run >= flatTop;
  });
}

/**
 * Whether a clip is silent (rms under −50 dB), clipped (samples beyond full scale, or three in a row at it) or noise (it
 * sounds, but under two fifths of its time does a pitch stand out).
 *
 * {@link defects} holds a clip against its original, which what was generated does not have.
 *
 * @param transcription of the same clip
 *
 * @example
 * const clip = monoClip(new Random(1).normals(65536).map((x) => x / 10), 16000);
 * console.log(soundness(clip, transcribe(clip)).noise); // true
 */
export function soundness(clip: AudioClip, { notes }: Transcription): Soundness {
  const silent = rms(clip) < 10 ** (quietest / 20);
  const pitched = notes.reduce((sum, note) => sum + note.duration, 0) / duration(clip);
  return {
    silent,
    clipped: countClipped(clip) > 0 || hasFlatTop(toMono(clip).channels[0]),
    noise: !silent && pitched < leastPitched,
  };
}
