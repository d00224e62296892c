/** The sounds behind a table: each original beside what came back of it. */
import * as path from "node:path";
import { monoClip, toMono } from "../audio/clip";
import { writeClip } from "../audio/clipFile";
import type { CorpusClip } from "../corpus/tuneClip";
import type { OpenedRepresentation } from "../model/representations";
import { progress } from "../notebook/progress";
import type { Representation } from "../representation/representation";
import { tf } from "../tensor/tf";

/** A name that every file system takes: letters and digits of any script, the rest as hyphens. */
function fileName(words: string): string {
  return words
    .replace(/[^\p{L}\p{N}]+/gu, "-")
    .replace(/^-|-$/g, "")
    .slice(0, 60);
}

function roundTripOf(representation: Representation, samples: Float32Array): Float32Array {
  const decoded = tf.tidy(() => {
    const waveform = tf.tensor2d(samples, [1, samples.length]);
    const back = representation.decode(representation.encode(waveform));
    return back.slice([0, 0], waveform.shape);
  });
  const heard = Float32Array.from(decoded.dataSync());
  decoded.dispose();
  return heard;
}

/**
 * Writes a folder for each clip, with `original.wav` and a file for each representation.
 *
 * @param signal ends it after the clip at hand
 * @returns how many files
 * @throws TutorialError `file.unwritable`
 */
export async function writeSounds(
  folder: string,
  clips: readonly CorpusClip[],
  representations: readonly OpenedRepresentation[],
  signal: AbortSignal,
): Promise<number> {
  const line = progress(clips.length, "writing sounds");
  let written = 0;
  for (const [i, { clip, facts }] of clips.entries()) {
    if (signal.aborted) break;
    const number = String(i + 1).padStart(String(clips.length).length, "0");
    const inside = path.join(folder, fileName(`${number} ${facts.title} ${facts.instrument}`));
    const { sampleRate } = clip;
    const [samples] = toMono(clip).channels;
    const write = (name: string, sound: Float32Array): void => {
      writeClip(path.join(inside, `${name}.wav`), monoClip(sound, sampleRate));
      written++;
    };
    write("original", samples);
    for (const { representation } of representations) {
      write(fileName(representation.name), roundTripOf(representation, samples));
    }
    line.step();
    await tf.nextFrame();
  }
  line.end();
  return written;
}
