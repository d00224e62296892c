/** Wav files for tests: stored ones, and ones put together chunk by chunk. */
import * as fs from "node:fs";
import * as path from "node:path";

export function sound(name: string): Uint8Array {
  return fs.readFileSync(path.join(__dirname, "sounds", name));
}

export function chunk(name: string, body: Uint8Array, size = body.length): Uint8Array {
  const bytes = new Uint8Array(8 + body.length + (body.length % 2));
  bytes.set(new TextEncoder().encode(name));
  new DataView(bytes.buffer).setUint32(4, size, true);
  bytes.set(body, 8);
  return bytes;
}

export function riff(...chunks: Uint8Array[]): Uint8Array {
  const body = Buffer.concat([new TextEncoder().encode("WAVE"), ...chunks]);
  return chunk("RIFF", body);
}

export function fmt(tag = 1, channels = 1, rate = 8000, bits = 16): Uint8Array {
  const view = new DataView(new ArrayBuffer(16));
  const frame = (channels * bits) / 8;
  view.setUint16(0, tag, true);
  view.setUint16(2, channels, true);
  view.setUint32(4, rate, true);
  view.setUint32(8, rate * frame, true);
  view.setUint16(12, frame, true);
  view.setUint16(14, bits, true);
  return chunk("fmt ", new Uint8Array(view.buffer));
}
