/** What a file really is, by its first bytes and not by its name. */

/** A container of sound, or what was found in place of one. */
export type SoundFormat =
  "wav" | "mp3" | "ogg" | "flac" | "aiff" | "mp4" | "webm" | "caf" | "text" | "zeros" | "unknown";

/** Each format in words, for messages. */
export const soundFormatNames: Readonly<Record<SoundFormat, string>> = {
  wav: "WAV",
  mp3: "MP3",
  ogg: "Ogg (Vorbis or Opus)",
  flac: "FLAC",
  aiff: "AIFF",
  mp4: "MP4/M4A",
  webm: "WebM/Matroska",
  caf: "Core Audio Format",
  text: "text",
  zeros: "nothing but zero bytes",
  unknown: "bytes of no known sound format",
};

function looksLikeText(bytes: Uint8Array): boolean {
  const head = bytes.subarray(0, 64);
  return head.every((byte) => byte >= 0x80 || byte >= 0x20 || [9, 10, 13].includes(byte));
}

/**
 * Tells a sound format by its signature.
 *
 * @param bytes the file, or at least its first 64 bytes
 */
export function soundFormatOf(bytes: Uint8Array): SoundFormat {
  const letters = (from: number, to: number): string =>
    String.fromCharCode(...bytes.subarray(from, to));
  const start = letters(0, 4);
  if (["RIFF", "RIFX", "RF64"].includes(start) && letters(8, 12) === "WAVE") return "wav";
  if (start === "OggS") return "ogg";
  if (start === "fLaC") return "flac";
  if (start === "FORM" && letters(8, 11) === "AIF") return "aiff";
  if (letters(4, 8) === "ftyp") return "mp4";
  if (start === "\x1aE\xdf\xa3") return "webm";
  if (start === "caff") return "caf";
  // An MP3 opens with an ID3 tag or with a frame: eleven set bits, then layer III (01).
  const isFrame = bytes[0] === 0xff && (bytes[1] & 0xe6) === 0xe2;
  if (start.startsWith("ID3") || isFrame) return "mp3";
  if (bytes.length > 0 && bytes.subarray(0, 64).every((byte) => byte === 0)) return "zeros";
  return bytes.length > 0 && looksLikeText(bytes) ? "text" : "unknown";
}
