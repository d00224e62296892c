/** The number formats of weight files, and half precision, which JavaScript has no array for. */

/** Bytes an element, by safetensors' own names. */
export const bytesPerElement = {
  F64: 8,
  F32: 4,
  F16: 2,
  BF16: 2,
  I64: 8,
  I32: 4,
  I16: 2,
  I8: 1,
  U64: 8,
  U32: 4,
  U16: 2,
  U8: 1,
  BOOL: 1,
} as const;

export type Dtype = keyof typeof bytesPerElement;
export type NumberArray =
  | Float64Array
  | Float32Array
  | Int32Array
  | Int16Array
  | Int8Array
  | Uint32Array
  | Uint16Array
  | Uint8Array;

/** Is this the name of a number format that safetensors files may hold? */
export function isDtype(name: unknown): name is Dtype {
  return typeof name === "string" && Object.hasOwn(bytesPerElement, name);
}

const float32 = new Float32Array(1);
const bits32 = new Uint32Array(float32.buffer);

/** IEEE 754 binary16 to a number. */
export function fromHalf(half: number): number {
  const sign = half & 0x8000 ? -1 : 1;
  const exponent = (half >> 10) & 0x1f;
  const fraction = half & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction ? Number.NaN : sign * Number.POSITIVE_INFINITY;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

/** A number to IEEE 754 binary16, rounded to nearest, ties to even. */
export function toHalf(value: number): number {
  float32[0] = value;
  const bits = bits32[0];
  const sign = (bits >>> 16) & 0x8000;
  const magnitude = Math.abs(float32[0]);
  if (Number.isNaN(value)) return 0x7e00;
  if (magnitude >= 65520) return sign | 0x7c00;
  if (magnitude < 2 ** -14) return sign | roundToEven(magnitude * 2 ** 24);
  const exponent = ((bits >>> 23) & 0xff) - 112;
  const fraction = roundToEven((bits & 0x7fffff) / 2 ** 13);
  return sign | ((exponent << 10) + fraction);
}

function roundToEven(value: number): number {
  const floor = Math.floor(value);
  const rest = value - floor;
  if (rest !== 0.5) return Math.round(value);
  return floor % 2 === 0 ? floor : floor + 1;
}

let everyHalf: Float32Array | undefined;

/**
 * Half precision to float32, into an array of the same length. There are only 65,536 halves, so each is looked up: a
 * large model has a billion.
 */
export function widenHalves(halves: Uint16Array, wide: Float32Array): Float32Array {
  everyHalf ??= Float32Array.from({ length: 0x10000 }, (_, half) => fromHalf(half));
  for (let i = 0; i < halves.length; i++) wide[i] = everyHalf[halves[i]];
  return wide;
}

/** bfloat16 to float32, of which it is the upper half, into an array of the same length. */
export function widenBrains(brains: Uint16Array, wide: Float32Array): Float32Array {
  const bits = new Uint32Array(wide.buffer, wide.byteOffset, brains.length);
  for (let i = 0; i < brains.length; i++) bits[i] = brains[i] << 16;
  return wide;
}

function toBrain(value: number): number {
  float32[0] = value;
  if (Number.isNaN(value)) return 0x7fc0;
  const bits = bits32[0];
  return ((bits + 0x7fff + ((bits >>> 16) & 1)) >>> 16) & 0xffff;
}

/** Raw little-endian bytes of a format to numbers; 64-bit integers become float64, exact to 2⁵³. */
export function widen(dtype: Dtype, buffer: ArrayBuffer): NumberArray {
  switch (dtype) {
    case "F64":
      return new Float64Array(buffer);
    case "F32":
      return new Float32Array(buffer);
    case "F16":
      return widenHalves(new Uint16Array(buffer), new Float32Array(buffer.byteLength / 2));
    case "BF16":
      return widenBrains(new Uint16Array(buffer), new Float32Array(buffer.byteLength / 2));
    case "I64":
      return Float64Array.from(new BigInt64Array(buffer), Number);
    case "U64":
      return Float64Array.from(new BigUint64Array(buffer), Number);
    case "I32":
      return new Int32Array(buffer);
    case "I16":
      return new Int16Array(buffer);
    case "I8":
      return new Int8Array(buffer);
    case "U32":
      return new Uint32Array(buffer);
    case "U16":
      return new Uint16Array(buffer);
    case "U8":
    case "BOOL":
      return new Uint8Array(buffer);
  }
}

/** Numbers to the raw little-endian bytes of a format. */
export function arrayOf(dtype: Dtype, data: ArrayLike<number>): Uint8Array {
  const bytes = (array: { buffer: ArrayBufferLike }): Uint8Array => new Uint8Array(array.buffer);
  switch (dtype) {
    case "F64":
      return bytes(Float64Array.from(data));
    case "F32":
      return bytes(Float32Array.from(data));
    case "F16":
      return bytes(Uint16Array.from(data, toHalf));
    case "BF16":
      return bytes(Uint16Array.from(data, toBrain));
    case "I64":
      return bytes(BigInt64Array.from(Array.from(data, BigInt)));
    case "U64":
      return bytes(BigUint64Array.from(Array.from(data, BigInt)));
    case "I32":
      return bytes(Int32Array.from(data));
    case "I16":
      return bytes(Int16Array.from(data));
    case "I8":
      return bytes(Int8Array.from(data));
    case "U32":
      return bytes(Uint32Array.from(data));
    case "U16":
      return bytes(Uint16Array.from(data));
    case "U8":
    case "BOOL":
      return bytes(Uint8Array.from(data));
  }
}
