/** An answer of any shape as a list of numbers, so that two can be compared. */
import { tf } from "../tensor/tf";

/** Numbers, and in what shape they came. */
export interface Answer {
  /** In words: "a number", "a list of 3 numbers", "a tensor [2, 3]". */
  readonly shape: string;
  readonly numbers: readonly number[];
  /** A name for each number, where they have one: "alpha", "[0, 2]". */
  readonly names: readonly string[];
}

/** Why something is no answer. */
export class NoAnswer extends Error {
  /** @param kind what is wrong with it */
  constructor(
    readonly kind: "type" | "disposed",
    message: string,
  ) {
    super(message);
  }
}

/** Whether it is a tensor. */
export function isTensor(value: unknown): value is tf.Tensor {
  return value instanceof tf.Tensor;
}

/** What a value is, in words. */
export function wordFor(value: unknown): string {
  if (value === null || value === undefined) return "nothing";
  if (typeof value === "number") return "a number";
  if (typeof value === "function") return "a function";
  if (typeof value === "string") return `the text “${value.slice(0, 40)}”`;
  if (typeof value === "boolean") return `${value}`;
  if (isTensor(value)) return `a tensor [${value.shape.join(", ")}]`;
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (ArrayBuffer.isView(value)) return `a typed array of ${(value as Float32Array).length}`;
  return `an object with ${Object.keys(value).join(", ") || "no fields"}`;
}

function places(shape: readonly number[]): string[] {
  return shape.reduce<string[]>(
    (before, size) =>
      before.flatMap((one) =>
        Array.from({ length: size }, (_, i) => (one === "" ? `${i}` : `${one}, ${i}`)),
      ),
    [""],
  );
}

function ofTensor(value: tf.Tensor): Answer {
  if (value.isDisposed) {
    throw new NoAnswer("disposed", "the tensor that came back has been disposed already");
  }
  const names = value.rank === 0 ? [""] : places(value.shape).map((one) => `[${one}]`);
  return {
    shape: `a tensor [${value.shape.join(", ")}]`,
    numbers: Array.from(value.dataSync()),
    names,
  };
}

/** The sizes of nested lists, or nothing where they are ragged or hold no numbers. */
function sizesOf(value: unknown): number[] | undefined {
  if (typeof value === "number") return [];
  if (ArrayBuffer.isView(value)) return [(value as Float32Array).length];
  if (!Array.isArray(value)) return undefined;
  const inner = value.map(sizesOf);
  const [first = []] = inner;
  const even = inner.every((one) => one !== undefined && one.join() === first.join());
  return even ? [value.length, ...first] : undefined;
}

/** [[1, 2], [3]] → 1, 2, 3 */
function leaves(value: unknown): number[] {
  if (typeof value === "number") return [value];
  if (ArrayBuffer.isView(value)) return Array.from(value as Float32Array);
  return (value as unknown[]).flatMap(leaves);
}

function ofFields(value: object): Answer {
  const parts = Object.entries(value)
    .filter(([, part]) => typeof part !== "function")
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([field, part]) => ({ field, part: answerOf(part) }));
  if (parts.length === 0) throw new NoAnswer("type", "an object without fields came back");
  return {
    shape: `an object with ${parts.map(({ field, part }) => `${field}: ${part.shape}`).join(", ")}`,
    numbers: parts.flatMap(({ part }) => part.numbers),
    names: parts.flatMap(({ field, part }) =>
      part.names.map((name) => (name ? `${field} ${name}` : field)),
    ),
  };
}

/**
 * What came back, as numbers.
 *
 * @throws NoAnswer for what holds no numbers, and for tensors that are gone
 */
export function answerOf(value: unknown): Answer {
  if (typeof value === "number") return { shape: "a number", numbers: [value], names: [""] };
  if (typeof value === "boolean") return { ...answerOf(Number(value)), shape: "true or false" };
  if (isTensor(value)) return ofTensor(value);
  const sizes = sizesOf(value);
  if (sizes) {
    const listed = sizes.length === 1 ? `${sizes[0]} numbers` : `${sizes.join(" × ")} numbers`;
    const names = places(sizes).map((one) => `[${one}]`);
    return { shape: `a list of ${listed}`, numbers: leaves(value), names };
  }
  const isPlain = typeof value === "object" && value !== null && !Array.isArray(value);
  if (isPlain) return ofFields(value);
  throw new NoAnswer("type", `${wordFor(value)} came back`);
}
