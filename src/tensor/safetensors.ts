/** Safetensors: named arrays in one file, the only weight format of the project. */
import { TutorialError } from "../error";
import { arrayOf, bytesPerElement, isDtype, widen } from "./dtype";
import type { Dtype, NumberArray } from "./dtype";

/** One entry of a safetensors header: what it is and where its bytes lie in the data section. */
export interface TensorEntry {
  readonly dtype: Dtype;
  readonly shape: readonly number[];
  readonly begin: number;
  readonly end: number;
}

/** A named array as read: half precision is widened to float32, the rest keeps its type. */
export interface NamedArray {
  readonly dtype: Dtype;
  readonly shape: readonly number[];
  readonly data: NumberArray;
  /** Of an array on a disk: fills yours, of as many numbers, and leaves nothing behind for the garbage collector. */
  readInto?(numbers: Float32Array): void;
}

const LENGTH_BYTES = 8;
/** Longer headers are refused, as the format says. @internal */
export const MAX_HEADER_BYTES = 100_000_000;

/** Says what is wrong with the bytes of a file. @internal */
export function damagedSafetensors(got: string, where = "readSafetensors"): TutorialError {
  return new TutorialError({
    code: "safetensors.damaged",
    where,
    expected: "a whole safetensors file",
    got,
    fix: "the file is damaged or incomplete: copy or download it again",
  });
}

type Damaged = (got: string) => TutorialError;

function parseEntry(name: string, raw: unknown, dataBytes: number, damaged: Damaged): TensorEntry {
  const { dtype, shape, data_offsets: offsets } = (raw ?? {}) as Record<string, unknown>;
  if (!isDtype(dtype)) throw damaged(`tensor "${name}" of unknown type ${JSON.stringify(dtype)}`);
  const whole = (value: unknown): value is number => Number.isSafeInteger(value) && +value! >= 0;
  if (!Array.isArray(shape) || !shape.every(whole)) {
    throw damaged(`tensor "${name}" with shape ${JSON.stringify(shape)}`);
  }
  if (!Array.isArray(offsets) || offsets.length !== 2 || !offsets.every(whole)) {
    throw damaged(`tensor "${name}" with offsets ${JSON.stringify(offsets)}`);
  }
  const [begin, end] = offsets;
  const bytes = shape.reduce((product, size) => product * size, bytesPerElement[dtype]);
  if (end - begin !== bytes) {
    throw damaged(`tensor "${name}" of ${bytes} bytes at offsets ${begin}–${end}`);
  }
  if (end > dataBytes) {
    throw damaged(`tensor "${name}" ending at byte ${end} of ${dataBytes} that are there`);
  }
  return { dtype, shape, begin, end };
}

/** Throws unless every byte of the data belongs to one tensor, and to no other. */
function checkCovered(entries: Map<string, TensorEntry>, dataBytes: number, damaged: Damaged) {
  const byPosition = [...entries].sort(([, a], [, b]) => a.begin - b.begin || a.end - b.end);
  let covered = 0;
  for (const [i, [name, { begin, end }]] of byPosition.entries()) {
    if (begin < covered) {
      throw damaged(`tensors "${byPosition[i - 1][0]}" and "${name}" that overlap`);
    }
    if (begin > covered) throw damaged(`${begin - covered} bytes before "${name}" of no tensor`);
    covered = end;
  }
  if (covered < dataBytes) throw damaged(`${dataBytes - covered} bytes at the end of no tensor`);
}

/**
 * Reads the header of a safetensors file and checks every entry against the bytes that are there.
 *
 * @param bytes the start of the file, header included
 * @param fileBytes the length of the whole file
 * @param where who reads, for the error's words
 * @returns the entries by name, the file's metadata, and the byte at which the data begin
 * @throws TutorialError `safetensors.damaged`
 */
export function parseSafetensorsHeader(
  bytes: Uint8Array,
  fileBytes: number,
  where?: string,
): { entries: Map<string, TensorEntry>; metadata: Record<string, string>; dataStart: number } {
  const damaged: Damaged = (got) => damagedSafetensors(got, where);
  if (bytes.length < LENGTH_BYTES) throw damaged(`a file of ${bytes.length} bytes`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const headerBytes = Number(view.getBigUint64(0, true));
  const dataStart = LENGTH_BYTES + headerBytes;
  if (headerBytes > MAX_HEADER_BYTES || dataStart > fileBytes || dataStart > bytes.length) {
    throw damaged(`a header said to be ${headerBytes} bytes in a file of ${fileBytes}`);
  }
  let header: Record<string, unknown>;
  try {
    const text = new TextDecoder().decode(bytes.subarray(LENGTH_BYTES, dataStart));
    header = JSON.parse(text) as Record<string, unknown>;
  } catch (error) {
    throw damaged(`a header that is not JSON (${(error as Error).message})`);
  }
  if (header === null || typeof header !== "object" || Array.isArray(header))
    throw damaged("a header that is no object");
  const { __metadata__: metadata = {}, ...tensors } = header;
  const entries = new Map<string, TensorEntry>();
  for (const [name, raw] of Object.entries(tensors)) {
    entries.set(name, parseEntry(name, raw, fileBytes - dataStart, damaged));
  }
  checkCovered(entries, fileBytes - dataStart, damaged);
  return { entries, metadata: metadata as Record<string, string>, dataStart };
}

/**
 * Reads every array of a safetensors file held in memory.
 *
 * @param bytes the whole file
 * @returns arrays by name, half-precision ones widened to float32, and the file's metadata
 * @throws TutorialError `safetensors.damaged` when the file is truncated or its header lies
 *
 * @example
 * const bytes = encodeSafetensors({ "layer.bias": { shape: [2], data: new Float32Array([1, 2]) } });
 * const bias = decodeSafetensors(bytes).tensors.get("layer.bias");
 */
export function decodeSafetensors(bytes: Uint8Array): {
  tensors: Map<string, NamedArray>;
  metadata: Record<string, string>;
} {
  const { entries, metadata, dataStart } = parseSafetensorsHeader(bytes, bytes.length);
  const tensors = new Map<string, NamedArray>();
  for (const [name, { dtype, shape, begin, end }] of entries) {
    // A Node Buffer's own slice() would share memory and alignment; this one copies.
    const raw = Uint8Array.prototype.slice.call(bytes, dataStart + begin, dataStart + end);
    tensors.set(name, { dtype, shape, data: widen(dtype, raw.buffer) });
  }
  return { tensors, metadata };
}

/**
 * Writes named arrays as a safetensors file in memory.
 *
 * @param tensors arrays by name; `dtype` defaults to `"F32"`, and `"F16"` halves the file
 * @param metadata strings that travel with the weights, such as seed and step
 * @throws TutorialError `safetensors.shape` when a shape does not fit its data
 *
 * @example
 * const file = encodeSafetensors({ gain: { shape: [1], data: [0.5], dtype: "F16" } }, { seed: "7" });
 */
export function encodeSafetensors(
  tensors: Record<string, { shape: readonly number[]; data: ArrayLike<number>; dtype?: Dtype }>,
  metadata: Record<string, string> = {},
): Uint8Array {
  const header: Record<string, unknown> = { __metadata__: metadata };
  const chunks: Uint8Array[] = [];
  let offset = 0;
  for (const [name, { shape, data, dtype = "F32" }] of Object.entries(tensors)) {
    const count = shape.reduce((product, size) => product * size, 1);
    if (count !== data.length) {
      throw new TutorialError({
        code: "safetensors.shape",
        where: "encodeSafetensors",
        expected: `${count} numbers for "${name}" of shape [${shape.join(", ")}]`,
        got: String(data.length),
        fix: "pass the array that belongs to the shape",
      });
    }
    const chunk = arrayOf(dtype, data);
    header[name] = { dtype, shape, data_offsets: [offset, offset + chunk.length] };
    offset += chunk.length;
    chunks.push(chunk);
  }
  const json = new TextEncoder().encode(JSON.stringify(header));
  const headerBytes = Math.ceil(json.length / 8) * 8;
  const file = new Uint8Array(LENGTH_BYTES + headerBytes + offset);
  new DataView(file.buffer).setBigUint64(0, BigInt(headerBytes), true);
  file.fill(0x20, LENGTH_BYTES, LENGTH_BYTES + headerBytes);
  file.set(json, LENGTH_BYTES);
  let position = LENGTH_BYTES + headerBytes;
  for (const chunk of chunks) {
    file.set(chunk, position);
    position += chunk.length;
  }
  return file;
}
