/** The bytes of any known sound file into a clip. */
import { TutorialError } from "../error";
import { checkClip } from "./checkClip";
import type { AudioClip } from "./clip";
import { decodeWav } from "./decodeWav";
import { soundFormatNames, soundFormatOf } from "./soundFormat";
import type { SoundFormat } from "./soundFormat";

const soundless: readonly SoundFormat[] = ["text", "zeros", "unknown"];

async function decodeCompressed(bytes: Uint8Array, where: string): Promise<AudioClip> {
  const { default: decode } = await import("audio-decode");
  const name = soundFormatNames[soundFormatOf(bytes)];
  const refuse = (got: string, cause?: unknown): TutorialError =>
    new TutorialError(
      {
        code: "audio.sound.damaged",
        where,
        expected: `a whole ${name} file`,
        got,
        fix: "copy or download it again, or save it as WAV in an audio editor",
      },
      { cause },
    );
  try {
    const { channelData, sampleRate } = await decode(bytes);
    if (!channelData[0]?.length) throw refuse("no sound in it");
    return { channels: channelData, sampleRate };
  } catch (error) {
    if (error instanceof TutorialError) throw error;
    throw refuse((error as Error).message, error);
  }
}

/**
 * Decodes a sound file of any known format, told by its content: WAV by {@link decodeWav},
 * MP3, Ogg Vorbis, Opus, FLAC, AIFF and others by the npm package `audio-decode`.
 *
 * @param bytes the whole file
 * @param where the function that speaks in the error
 * @throws TutorialError `audio.sound.unknown`, `audio.sound.damaged`, `audio.wav.…`
 *
 * @example
 * const clip = await decodeSound(encodeWav(monoClip(new Float32Array(100), 8000)));
 */
export async function decodeSound(bytes: Uint8Array, where = "decodeSound"): Promise<AudioClip> {
  const format = soundFormatOf(bytes);
  if (format === "wav") return decodeWav(bytes, where);
  if (bytes.length === 0 || soundless.includes(format)) {
    throw new TutorialError({
      code: "audio.sound.unknown",
      where,
      expected: "a sound file: WAV, MP3, Ogg, FLAC, AIFF, M4A",
      got: bytes.length === 0 ? "zero bytes" : soundFormatNames[format],
      fix: "check that the download ended and that this is the file you mean",
    });
  }
  const clip = await decodeCompressed(bytes, where);
  checkClip(clip, where);
  return clip;
}
