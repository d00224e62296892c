/** The wire format of Protocol Buffers, as much of it as a graph of TensorFlow needs. */

/** A message, or a part of one: bytes to be put end to end. */
export type Message = readonly Uint8Array[];

/** Seven bits a byte, the lowest first; the eighth says that more follow. */
function varint(value: number): number[] {
  let rest = BigInt.asUintN(64, BigInt(value)); // −1 is 64 ones
  const bytes: number[] = [];
  for (; rest > 127n; rest >>= 7n) bytes.push(Number(rest & 127n) | 128);
  return [...bytes, Number(rest)];
}

const tag = (field: number, wireType: number): number[] => varint(field * 8 + wireType);

/** A whole number, a Boolean or a member of an enumeration. */
export function integer(field: number, value: number): Message {
  return [Uint8Array.from([...tag(field, 0), ...varint(value)])];
}

/** A number of 32 bits. */
export function float(field: number, value: number): Message {
  return [Uint8Array.from(tag(field, 5)), new Uint8Array(Float32Array.of(value).buffer)];
}

/** Bytes as they are. */
export function bytes(field: number, value: Uint8Array): Message {
  return [Uint8Array.from([...tag(field, 2), ...varint(value.length)]), value];
}

/** A text. */
export function text(field: number, value: string): Message {
  return bytes(field, new TextEncoder().encode(value));
}

/** A message inside of a message. */
export function message(field: number, ...parts: readonly Message[]): Message {
  return bytes(field, joined(parts.flat()));
}

/** All parts end to end: the bytes of a file. */
export function joined(parts: Message): Uint8Array {
  return Uint8Array.from(Buffer.concat(parts));
}
