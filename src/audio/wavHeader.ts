/** The header of a wav file: which chunks lie where, and how its samples are to be read. */
import { TutorialError } from "../error";
import type { Hertz } from "../units";
import { sampleCodecs } from "./sampleFormat";
import type { SampleFormat } from "./sampleFormat";
import { soundFormatNames, soundFormatOf } from "./soundFormat";

/** What the `fmt ` chunk says, and where the samples lie. */
export interface WavHeader {
  readonly format: SampleFormat;
  readonly channels: number;
  readonly sampleRate: Hertz;
  /** Bytes from the start of the file to the first sample. */
  readonly dataStart: number;
  readonly dataBytes: number;
}

interface Chunk {
  readonly start: number;
  readonly bytes: number;
}

const codecNames: Readonly<Record<number, string>> = {
  0x02: "Microsoft ADPCM",
  0x06: "A-law",
  0x07: "mu-law",
  0x11: "IMA ADPCM",
  0x31: "GSM 6.10",
  0x50: "MPEG layer II",
  0x55: "MP3",
};

const reSave = "save it again as plain 16-bit WAV, e.g. `ffmpeg -i in.wav -c:a pcm_s16le out.wav`";

function refuse(where: string, code: string, expected: string, got: string, fix = reSave): never {
  throw new TutorialError({ code: `audio.wav.${code}`, where, expected, got, fix });
}

function checkSignature(bytes: Uint8Array, where: string): void {
  if (bytes.length === 0) {
    refuse(where, "empty", "a WAV file", "a file of zero bytes", "download or record it again");
  }
  const found = soundFormatOf(bytes);
  if (found !== "wav") {
    const isSound = !["text", "zeros", "unknown"].includes(found);
    const fix = isSound
      ? "give its name the true ending and use readClip, which tells formats apart"
      : "check that the download ended and that this is the file you mean";
    refuse(where, "mislabelled", "a WAV file (RIFF … WAVE)", soundFormatNames[found], fix);
  }
  const kind = String.fromCharCode(...bytes.subarray(0, 4));
  if (kind !== "RIFF") refuse(where, "codec", "a RIFF file", `${kind}, a rare relative of it`);
}

/** Walks the chunks. Each is a name, a size, that many bytes, and a byte of padding after an odd size. */
function findChunks(bytes: Uint8Array, where: string): { fmt: Chunk; data: Chunk } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const found = new Map<string, Chunk>();
  let at = 12;
  while (at + 8 <= bytes.length && !found.has("data")) {
    const name = String.fromCharCode(...bytes.subarray(at, at + 4));
    found.set(name, { start: at + 8, bytes: view.getUint32(at + 4, true) });
    at += 8 + found.get(name)!.bytes + (found.get(name)!.bytes % 2);
  }
  const [fmt, data] = [found.get("fmt "), found.get("data")];
  if (!fmt || !data) {
    const missing = !fmt ? '"fmt "' : '"data"';
    const names = [...found.keys()].map((name) => JSON.stringify(name)).join(", ");
    const got = `${bytes.length} bytes with ${names || "no chunk at all"}`;
    refuse(where, "truncated", `a chunk ${missing}`, got, "copy or download it again");
  }
  return { fmt, data };
}

function sampleFormat(tag: number, bits: number, where: string): SampleFormat {
  const format = `${tag === 3 ? "float" : "pcm"}${bits}`;
  if ((tag === 1 || tag === 3) && format in sampleCodecs) return format as SampleFormat;
  const kind = { 1: "integers", 3: "floats" }[tag];
  const codec = codecNames[tag] ?? `codec 0x${tag.toString(16).padStart(4, "0")}`;
  const got = kind ? `${kind} of ${bits} bits` : codec;
  return refuse(where, "codec", "samples of 8, 16, 24, 32 bits or 32, 64-bit floats", got);
}

/**
 * Reads the header of a wav file, skipping what is not sound (`LIST`, `JUNK`, `fact` …).
 *
 * @param where the function that speaks in the error
 * @throws TutorialError `audio.wav.empty`, `.mislabelled`, `.truncated`, `.codec`, `.header`
 */
export function readWavHeader(bytes: Uint8Array, where = "readWavHeader"): WavHeader {
  checkSignature(bytes, where);
  const { fmt, data } = findChunks(bytes, where);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const extensible = fmt.bytes >= 40 && view.getUint16(fmt.start, true) === 0xfffe;
  if (fmt.bytes < 16) refuse(where, "header", "a fmt chunk of 16 bytes or more", `${fmt.bytes}`);
  // WAVE_FORMAT_EXTENSIBLE hides the true codec in the first two bytes of a longer identifier.
  const tag = view.getUint16(fmt.start + (extensible ? 24 : 0), true);
  const format = sampleFormat(tag, view.getUint16(fmt.start + 14, true), where);
  const channels = view.getUint16(fmt.start + 2, true);
  const sampleRate = view.getUint32(fmt.start + 4, true);
  const frameBytes = view.getUint16(fmt.start + 12, true);
  const sane = channels >= 1 && channels <= 256 && sampleRate >= 1 && sampleRate <= 768_000;
  if (!sane || frameBytes !== channels * sampleCodecs[format].bytes) {
    const got = `${channels} channels, ${sampleRate} Hz, ${frameBytes} bytes for each instant`;
    refuse(where, "header", "a header that agrees with itself", got);
  }
  const present = bytes.length - data.start;
  if (data.bytes > present) {
    const expected = `${data.bytes} bytes of samples, as the header says`;
    refuse(where, "truncated", expected, `${present}`, "copy or download it again");
  }
  if (data.bytes < frameBytes) {
    refuse(where, "empty", "at least one sample", `${data.bytes} bytes of them`, "record it again");
  }
  return { format, channels, sampleRate, dataStart: data.start, dataBytes: data.bytes };
}
