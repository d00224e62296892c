/** How one sample lies in a wav file: whole numbers of 8, 16, 24, 32 bits, or floats. */

/** Reads and writes one sample at a byte offset, as a number in [-1, 1). */
export interface SampleCodec {
  readonly bytes: number;
  read(view: DataView, at: number): number;
  write(view: DataView, at: number, sample: number): void;
}

/** The formats this library reads; it writes all but `pcm32` and `float64`. */
export type SampleFormat = "pcm8" | "pcm16" | "pcm24" | "pcm32" | "float32" | "float64";

/** The nearest whole number of b bits to x·2^(b−1), kept inside the range of b bits. */
function quantise(sample: number, bits: number): number {
  const scale = 2 ** (bits - 1);
  return Math.max(-scale, Math.min(scale - 1, Math.round(sample * scale)));
}

/**
 * Full scale is 2^(bits−1), so that reading and writing again gives the same bytes.
 * Wav keeps 8-bit samples unsigned around 128 and all others signed; all are little-endian.
 */
export const sampleCodecs: Readonly<Record<SampleFormat, SampleCodec>> = {
  pcm8: {
    bytes: 1,
    read: (view, at) => (view.getUint8(at) - 128) / 128,
    write: (view, at, sample) => view.setUint8(at, quantise(sample, 8) + 128),
  },
  pcm16: {
    bytes: 2,
    read: (view, at) => view.getInt16(at, true) / 0x8000,
    write: (view, at, sample) => view.setInt16(at, quantise(sample, 16), true),
  },
  pcm24: {
    bytes: 3,
    read: (view, at) => (view.getUint16(at, true) + view.getInt8(at + 2) * 0x10000) / 0x800000,
    write(view, at, sample) {
      const whole = quantise(sample, 24);
      view.setUint16(at, whole & 0xffff, true);
      view.setInt8(at + 2, whole >> 16);
    },
  },
  pcm32: {
    bytes: 4,
    read: (view, at) => view.getInt32(at, true) / 0x80000000,
    write: (view, at, sample) => view.setInt32(at, quantise(sample, 32), true),
  },
  float32: {
    bytes: 4,
    read: (view, at) => view.getFloat32(at, true),
    write: (view, at, sample) => view.setFloat32(at, sample, true),
  },
  float64: {
    bytes: 8,
    read: (view, at) => view.getFloat64(at, true),
    write: (view, at, sample) => view.setFloat64(at, sample, true),
  },
};
