/** Clips from and to the disk. */
import * as fs from "node:fs/promises";
import * as path from "node:path";
import { TutorialError } from "../error";
import { writeWhole } from "../writeWhole";
import type { AudioClip } from "./clip";
import { decodeSound } from "./decodeSound";
import { encodeWav } from "./encodeWav";
import type { EncodeWavOptions } from "./encodeWav";
import { soundFormatNames, soundFormatOf } from "./soundFormat";
import type { SoundFormat } from "./soundFormat";

const formatOfEnding: Readonly<Record<string, SoundFormat>> = {
  ".wav": "wav",
  ".wave": "wav",
  ".mp3": "mp3",
  ".ogg": "ogg",
  ".oga": "ogg",
  ".opus": "ogg",
  ".flac": "flac",
  ".aif": "aiff",
  ".aiff": "aiff",
  ".m4a": "mp4",
  ".mp4": "mp4",
  ".webm": "webm",
  ".caf": "caf",
};

async function readBytes(file: string, where: string): Promise<Uint8Array> {
  try {
    return await fs.readFile(file);
  } catch (error) {
    const { code = "", message } = error as NodeJS.ErrnoException;
    const kinds: Record<string, [code: string, got: string, fix: string]> = {
      ENOENT: ["missing", "no such file", `look for it from ${process.cwd()}, or pass a full path`],
      EISDIR: ["directory", "a folder", "name a file inside it"],
    };
    const [kind, got, fix] = kinds[code] ?? ["unreadable", message, "check that you may read it"];
    throw new TutorialError(
      { code: `audio.file.${kind}`, where, expected: "a sound file", got, fix },
      { cause: error },
    );
  }
}

/**
 * Reads a sound file: WAV, MP3, Ogg Vorbis, Opus, FLAC, AIFF, M4A.
 *
 * @throws TutorialError `audio.file.missing`, `.directory`, `.unreadable`, `.mislabelled` (the name
 *   ends in one format, the content is another), and those of {@link decodeSound}
 *
 * @example
 * writeClip("build/tone.wav", monoClip(new Float32Array(800), 8000));
 * const clip = await readClip("build/tone.wav");
 */
export async function readClip(file: string): Promise<AudioClip> {
  const where = `readClip("${path.basename(file)}")`;
  const bytes = await readBytes(file, where);
  const claimed = formatOfEnding[path.extname(file).toLowerCase()];
  const found = soundFormatOf(bytes);
  if (bytes.length > 0 && claimed !== undefined && claimed !== found) {
    throw new TutorialError({
      code: "audio.file.mislabelled",
      where,
      expected: `${soundFormatNames[claimed]}, as the name says`,
      got: soundFormatNames[found],
      fix: "give the file its true ending, or get the right file",
    });
  }
  return decodeSound(bytes, where);
}

/**
 * Writes a clip as a wav file: wholly, or not at all. Folders on the way are made.
 *
 * @throws TutorialError those of {@link encodeWav}, before anything touches the disk; `file.unwritable`
 *
 * @example
 * writeClip("build/silence.wav", monoClip(new Float32Array(8000), 8000), { format: "float32" });
 */
export function writeClip(file: string, clip: AudioClip, options: EncodeWavOptions = {}): void {
  writeWhole(file, encodeWav(clip, options), "writeClip");
}
