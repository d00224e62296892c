/** The sampled instruments: a SoundFont read once, and notes turned into samples at its own rate. */
import { readFileSync } from "node:fs";
// An ES module, so only its types are imported here; it is loaded when it is needed.
import type * as Spessa from "spessasynth_core" with { "resolution-mode": "import" };
import { TutorialError } from "../error";
import type { Hertz, Samples } from "../units";
import type { Note } from "./note";

/** The library keeps time in blocks; its own default, and exact here because a block ends where a note does. */
const blockSize: Samples = 128;
const velocity = 96;
/** A harp's strings ring on for seconds, and every voice costs time: 128 hold the tails of the fastest tune. */
const voices = 128;
const channel = 0;

/** Notes to samples: the whole of what the corpus wants from a synthesizer. */
export interface Synthesizer {
  /**
   * @param program General MIDI program, from 0
   * @param length S
   * @returns S samples of one channel
   */
  play(notes: readonly Note[], program: number, length: Samples, sampleRate: Hertz): Float32Array;
}

interface NoteEvent {
  readonly at: Samples;
  readonly on: boolean;
  readonly pitch: number;
}

/** Note-ons and note-offs in order; at one instant the old note ends before the new one begins. */
function eventsOf(notes: readonly Note[], sampleRate: Hertz): NoteEvent[] {
  const events = notes.flatMap(({ pitch, start, duration }) => [
    { at: Math.round(start * sampleRate), on: true, pitch },
    { at: Math.round((start + duration) * sampleRate), on: false, pitch },
  ]);
  return events.sort((a, b) => a.at - b.at || Number(a.on) - Number(b.on));
}

/**
 * Reads a SoundFont (sf2 or sf3).
 *
 * @throws TutorialError `corpus.soundFont` if the file is not one
 */
export async function openSynthesizer(path: string): Promise<Synthesizer> {
  const library = await import("spessasynth_core");
  await library.BasicSoundBank.isSF3DecoderReady;
  const bank = readBank(library, path);
  const play: Synthesizer["play"] = (notes, program, length, sampleRate) => {
    // A synthesizer of its own for every clip: no voice, vibrato phase or clock of the last one is left in it, so the
    // same notes give the same bits whatever was played before.
    const processor = new library.SpessaSynthProcessor(sampleRate, {
      maxBufferSize: blockSize,
      effectsEnabled: false,
      eventsEnabled: false,
    });
    processor.setSystemParameter("voiceCap", voices);
    processor.soundBankManager.addSoundBank(bank, "instruments");
    processor.programChange(channel, program);
    const left = new Float32Array(length);
    const right = new Float32Array(length);
    let done = 0;
    const renderTo = (end: Samples): void => {
      while (done < end) {
        const count = Math.min(blockSize, end - done);
        processor.process(left, right, done, count);
        done += count;
      }
    };
    for (const { at, on, pitch } of eventsOf(notes, sampleRate)) {
      if (at >= length) break;
      renderTo(at);
      if (on) processor.noteOn(channel, pitch, velocity);
      else processor.noteOff(channel, pitch);
    }
    renderTo(length);
    // Only the bagpipe is panned, and only a little; for the others both sides are equal.
    return left.map((sample, i) => (sample + right[i]) / 2);
  };
  return { play };
}

function readBank(library: typeof Spessa, path: string): Spessa.BasicSoundBank {
  try {
    const file = readFileSync(path);
    const bytes = new ArrayBuffer(file.byteLength);
    new Uint8Array(bytes).set(file);
    return library.SoundBankLoader.fromArrayBuffer(bytes);
  } catch (cause) {
    const details = {
      code: "corpus.soundFont",
      where: "openSynthesizer",
      expected: "a SoundFont file (sf2 or sf3)",
      got: `${path}: ${(cause as Error).message}`,
      fix: "restore it with: git checkout assets/instruments.sf3",
    };
    throw new TutorialError(details, { cause });
  }
}
