/** Weights that stay on the disk until they are asked for: a file of 5 GB is opened in a moment. */
import * as fs from "node:fs";
import * as path from "node:path";
import { TutorialError } from "../error";
import { bytesPerElement, widen, widenBrains, widenHalves } from "./dtype";
import type { Dtype, NumberArray } from "./dtype";
import { MAX_HEADER_BYTES, damagedSafetensors, parseSafetensorsHeader } from "./safetensors";
import type { NamedArray, TensorEntry } from "./safetensors";

/** An open file of weights. */
export interface SafetensorsSource {
  /**
   * Arrays by name, as {@link decodeSafetensors} gives them, except that `data` is read from the disk each time it is
   * asked for and kept by nobody.
   */
  readonly arrays: ReadonlyMap<string, NamedArray>;
  readonly metadata: Readonly<Record<string, string>>;
  /** Lets go of the file; after that no array has data. */
  close(): void;
}

/** The most that is read at a time; systems refuse 2 GB and more. */
const bytesAtOnce = 2 ** 28;

/** Fills a buffer from a place in a file, which may lie beyond 4 GB. */
function readExactly(handle: number, bytes: Uint8Array, position: number, where: string): void {
  for (let done = 0; done < bytes.length;) {
    const most = Math.min(bytesAtOnce, bytes.length - done);
    const count = fs.readSync(handle, bytes, done, most, position + done);
    if (count === 0) throw damagedSafetensors(`a file that ends at byte ${position + done}`, where);
    done += count;
  }
}

/** So many halves are widened at a time: 1 MB. */
const halvesAtOnce = 2 ** 19;

/** A file on the disk, while it is open. */
class OpenFile {
  private handle: number | undefined;
  /** Where halves wait to be widened. */
  readonly halves = new Uint16Array(halvesAtOnce);

  constructor(
    private readonly file: string,
    readonly where: string,
  ) {
    this.handle = fs.openSync(file, "r");
  }

  get length(): number {
    return fs.fstatSync(this.handle!).size;
  }

  readInto(bytes: Uint8Array, position: number): void {
    if (this.handle === undefined) {
      throw new TutorialError({
        code: "safetensors.closed",
        where: this.where,
        expected: "an open file",
        got: `${path.basename(this.file)}, which was closed`,
        fix: "take what you need before you close it, or open it again",
      });
    }
    readExactly(this.handle, bytes, position, this.where);
  }

  read(position: number, length: number): ArrayBuffer {
    const buffer = new ArrayBuffer(length);
    this.readInto(new Uint8Array(buffer), position);
    return buffer;
  }

  close(): void {
    if (this.handle !== undefined) fs.closeSync(this.handle);
    this.handle = undefined;
  }
}

/** An array whose numbers are still in the file. */
class ArrayOnDisk implements NamedArray {
  readonly dtype: Dtype;
  readonly shape: readonly number[];

  constructor(
    private readonly file: OpenFile,
    private readonly entry: TensorEntry,
    private readonly dataStart: number,
  ) {
    this.dtype = entry.dtype;
    this.shape = entry.shape;
  }

  get data(): NumberArray {
    const { begin, end } = this.entry;
    return widen(this.dtype, this.file.read(this.dataStart + begin, end - begin));
  }

  readInto(numbers: Float32Array): void {
    const start = this.dataStart + this.entry.begin;
    if (this.dtype === "F32") {
      const { buffer, byteOffset, byteLength } = numbers;
      this.file.readInto(new Uint8Array(buffer, byteOffset, byteLength), start);
    } else if (this.dtype === "F16" || this.dtype === "BF16") {
      const widenInto = this.dtype === "F16" ? widenHalves : widenBrains;
      for (let from = 0; from < numbers.length; from += halvesAtOnce) {
        const part = this.file.halves.subarray(0, numbers.length - from);
        const { buffer, byteLength } = part;
        this.file.readInto(
          new Uint8Array(buffer, 0, byteLength),
          start + from * bytesPerElement.F16,
        );
        widenInto(part, numbers.subarray(from, from + part.length));
      }
    } else {
      numbers.set(this.data);
    }
  }
}

/** What is often found where weights should be. */
function mistaken(head: Uint8Array): string | undefined {
  const text = Buffer.from(head).toString("latin1");
  if (text.startsWith("version http")) return "a pointer of Git LFS, for which type git lfs pull";
  if (text.startsWith("PK\u0003\u0004") || head[0] === 0x80) return "a PyTorch pickle";
  if (/^[\s\x20-\x7e]{8,}$/.test(text))
    return `text, "${text}…": perhaps a page that asks to log in`;
  return undefined;
}

function opened(file: string, where: string): OpenFile {
  try {
    if (fs.statSync(file).isDirectory()) throw Object.assign(new Error(), { code: "EISDIR" });
    return new OpenFile(file, where);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const got = { ENOENT: "no such file", EISDIR: "a folder", EACCES: "a file that is not yours to read" }; // prettier-ignore
    throw new TutorialError(
      {
        code: "safetensors.file",
        where,
        expected: "a file of weights",
        got: got[code as keyof typeof got] ?? message,
        fix: `look for it from ${process.cwd()}, or pass a full path`,
      },
      { cause: error },
    );
  }
}

/**
 * Opens a safetensors file of any size. Only its header is read, and checked against the length of the file: a file
 * that is cut off, or whose header lies, is refused at once.
 *
 * @throws TutorialError `safetensors.file` where there is none, `safetensors.damaged`; from the arrays
 *   `safetensors.closed`
 *
 * @example
 * import * as fs from "node:fs";
 * import { encodeSafetensors, openSafetensors } from "noise-to-music";
 *
 * fs.writeFileSync("gain.safetensors", encodeSafetensors({ gain: { shape: [2], data: [0.5, 2] } }));
 * const weights = openSafetensors("gain.safetensors");
 * console.log(weights.arrays.get("gain")?.shape, weights.arrays.get("gain")?.data); // [2], 0.5 and 2
 * weights.close();
 */
export function openSafetensors(file: string): SafetensorsSource {
  const where = `openSafetensors("${path.basename(file)}")`;
  const disk = opened(file, where);
  try {
    const fileBytes = disk.length;
    const head = disk.read(0, Math.min(40, fileBytes));
    const said = fileBytes < 8 ? 0 : Number(new DataView(head).getBigUint64(0, true));
    const isPlausible = 8 + said <= fileBytes && said <= MAX_HEADER_BYTES;
    const other = isPlausible ? undefined : mistaken(new Uint8Array(head));
    if (other !== undefined) throw damagedSafetensors(other, where);
    // An implausible header is not read: its length alone tells that it lies.
    const start = isPlausible ? disk.read(0, Math.min(fileBytes, 8 + said)) : head;
    const { entries, metadata, dataStart } = parseSafetensorsHeader(
      new Uint8Array(start),
      fileBytes,
      where,
    );
    return {
      arrays: new Map(
        [...entries].map(([name, entry]) => [name, new ArrayOnDisk(disk, entry, dataStart)]),
      ),
      metadata,
      close: () => disk.close(),
    };
  } catch (error) {
    disk.close();
    throw error;
  }
}
