import { describe, expect, test } from "vitest";
import { fromHalf, toHalf } from "../../src/tensor/dtype";
import { decodeSafetensors, encodeSafetensors } from "../../src/tensor/safetensors";

const file = (): Uint8Array =>
  encodeSafetensors(
    {
      weight: { shape: [2, 3], data: [1, -2, 0.5, 1e-3, 3e4, -0] },
      half: { shape: [2], data: [0.5, 65504], dtype: "F16" },
      brain: { shape: [1], data: [3.140625], dtype: "BF16" },
      count: { shape: [], data: [2 ** 40], dtype: "I64" },
    },
    { seed: "7" },
  );

/** The same file with its header edited as text, data untouched. */
function withHeader(edit: (header: string) => string): Uint8Array {
  const whole = file();
  const length = Number(new DataView(whole.buffer).getBigUint64(0, true));
  const header = new TextEncoder().encode(
    edit(new TextDecoder().decode(whole.slice(8, 8 + length))),
  );
  const out = new Uint8Array(8 + header.length + whole.length - 8 - length);
  new DataView(out.buffer).setBigUint64(0, BigInt(header.length), true);
  out.set(header, 8);
  out.set(whole.subarray(8 + length), 8 + header.length);
  return out;
}

describe("half precision", () => {
  test("every one of the 65,536 halves comes back to itself", () => {
    for (let half = 0; half < 0x10000; half++) {
      const value = fromHalf(half);
      if (Number.isNaN(value)) continue;
      expect(toHalf(value)).toBe(half);
    }
  });

  test("numbers between two halves go to the nearer, ties to the even one", () => {
    expect(fromHalf(toHalf(1 + 1 / 2048))).toBe(1);
    expect(fromHalf(toHalf(1 + 3 / 2048))).toBe(1 + 2 / 1024);
    expect(fromHalf(toHalf(1 + 1.2 / 2048))).toBe(1 + 1 / 1024);
    expect(fromHalf(toHalf(65520))).toBe(Number.POSITIVE_INFINITY);
    expect(fromHalf(toHalf(2047.6))).toBe(2048);
  });
});

test("what was written is read, with its names, shapes and metadata", () => {
  const { tensors, metadata } = decodeSafetensors(file());
  expect(metadata).toEqual({ seed: "7" });
  expect([...tensors.keys()]).toEqual(["weight", "half", "brain", "count"]);
  const weight = tensors.get("weight")!;
  expect(weight.shape).toEqual([2, 3]);
  expect(weight.data).toEqual(new Float32Array([1, -2, 0.5, 1e-3, 3e4, -0]));
  expect(Array.from(tensors.get("half")!.data)).toEqual([0.5, 65504]);
  expect(Array.from(tensors.get("brain")!.data)).toEqual([3.140625]);
  expect(Array.from(tensors.get("count")!.data)).toEqual([2 ** 40]);
  // A Node Buffer is a view at any offset of a larger block.
  expect(decodeSafetensors(Buffer.from(file())).tensors.get("weight")!.data[1]).toBe(-2);
});

describe("a damaged file is named, never half read", () => {
  const says = (bytes: Uint8Array) => expect(() => decodeSafetensors(bytes));
  test("cut short", () =>
    says(file().slice(0, -1)).toThrowErrorMatchingInlineSnapshot(
      `[TutorialError: readSafetensors: expected a whole safetensors file, got tensor "count" ending at byte 38 of 37 that are there; the file is damaged or incomplete: copy or download it again]`,
    ));
  test("almost empty", () =>
    says(file().slice(0, 5)).toThrowErrorMatchingInlineSnapshot(
      `[TutorialError: readSafetensors: expected a whole safetensors file, got a file of 5 bytes; the file is damaged or incomplete: copy or download it again]`,
    ));
  test("a header said to be a terabyte", () => {
    const bytes = file();
    new DataView(bytes.buffer).setBigUint64(0, 10n ** 12n, true);
    says(bytes).toThrowErrorMatchingInlineSnapshot(
      `[TutorialError: readSafetensors: expected a whole safetensors file, got a header said to be 1000000000000 bytes in a file of 318; the file is damaged or incomplete: copy or download it again]`,
    );
  });
  test("no JSON", () => says(withHeader(() => "{oops")).toThrow("a header that is not JSON"));
  test("an unknown type", () =>
    says(withHeader((h) => h.replace('"F16"', '"F8"'))).toThrowErrorMatchingInlineSnapshot(
      `[TutorialError: readSafetensors: expected a whole safetensors file, got tensor "half" of unknown type "F8"; the file is damaged or incomplete: copy or download it again]`,
    ));
  test("a shape that does not fit its bytes", () =>
    says(withHeader((h) => h.replace("[2,3]", "[2,999999999]"))).toThrowErrorMatchingInlineSnapshot(
      `[TutorialError: readSafetensors: expected a whole safetensors file, got tensor "weight" of 7999999992 bytes at offsets 0–24; the file is damaged or incomplete: copy or download it again]`,
    ));
  test("a negative shape", () =>
    says(withHeader((h) => h.replace("[2,3]", "[-2,3]"))).toThrow("with shape [-2,3]"));
  test("tensors that overlap", () =>
    says(withHeader((h) => h.replace("[24,28]", "[20,24]"))).toThrowErrorMatchingInlineSnapshot(
      `[TutorialError: readSafetensors: expected a whole safetensors file, got tensors "weight" and "half" that overlap; the file is damaged or incomplete: copy or download it again]`,
    ));
});

test("a shape that does not fit is not written", () => {
  const write = () => encodeSafetensors({ weight: { shape: [2, 2], data: [1, 2, 3] } });
  expect(write).toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: encodeSafetensors: expected 4 numbers for "weight" of shape [2, 2], got 3; pass the array that belongs to the shape]`,
  );
});
