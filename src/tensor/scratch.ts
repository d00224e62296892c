/** Memory for numbers that are on their way to somewhere else. */

/** So much address space is set aside, which costs nothing; larger arrays are ordinary ones. */
const mostBytes = 2 ** 30;

/**
 * An array that is written over and over and can be let go at once. Ordinary arrays are left to the garbage collector,
 * which comes late to a busy machine: a model of gigabytes could be there twice.
 *
 * @internal
 */
export class Scratch {
  private readonly room = new ArrayBuffer(0, { maxByteLength: mostBytes });

  /** So many numbers, which are yours until others are asked for. */
  numbers(size: number): Float32Array {
    const bytes = size * Float32Array.BYTES_PER_ELEMENT;
    if (bytes > mostBytes) return new Float32Array(size);
    if (this.room.byteLength < bytes) this.room.resize(bytes);
    return new Float32Array(this.room, 0, size);
  }

  /** Gives the memory back; what was handed out is empty then. */
  release(): void {
    this.room.resize(0);
  }
}
