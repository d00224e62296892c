import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { encodeSafetensors } from "../../src/tensor/safetensors";
import { openSafetensors } from "../../src/tensor/safetensorsFile";
import { openSafetensorsShards } from "../../src/tensor/safetensorsShards";

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "weights-"));
const inside = (name: string): string => path.join(folder, name);
afterAll(() => fs.rmSync(folder, { recursive: true }));

const whole = encodeSafetensors(
  {
    weight: { shape: [2, 3], data: [1, -2, 0.5, 1e-3, 3e4, -0] },
    half: { shape: [2], data: [0.5, 65504], dtype: "F16" },
    count: { shape: [], data: [2 ** 40], dtype: "I64" },
  },
  { seed: "7" },
);
const headerBytes = Number(new DataView(whole.buffer).getBigUint64(0, true));

/** Writes a file and opens it. */
function written(bytes: Uint8Array | string) {
  fs.writeFileSync(inside("weights.safetensors"), bytes);
  return openSafetensors(inside("weights.safetensors"));
}

/** The file with a header of these words, and data of zeros that take no place on the disk. */
function sparse(header: object, dataBytes: number): string {
  const json = Buffer.from(JSON.stringify(header));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(json.length));
  fs.writeFileSync(inside("sparse.safetensors"), Buffer.concat([length, json]));
  fs.truncateSync(inside("sparse.safetensors"), 8 + json.length + dataBytes);
  return inside("sparse.safetensors");
}

test.each(["F32", "F16", "BF16", "I32"] as const)("%s is read into an array of mine", (dtype) => {
  // More than are widened at a time, and no whole number of times as many.
  const data = Float32Array.from({ length: 1_300_001 }, (_, i) => (i % 256) - 100);
  const file = written(encodeSafetensors({ numbers: { shape: [data.length], data, dtype } }));
  const mine = new Float32Array(data.length + 2).fill(7);
  file.arrays.get("numbers")?.readInto?.(mine.subarray(1, -1));
  expect(Buffer.compare(Buffer.from(mine.slice(1, -1).buffer), Buffer.from(data.buffer))).toBe(0);
  expect([mine[0], mine.at(-1)]).toEqual([7, 7]);
  file.close();
});

/** What is said, and that it is said at once. */
function refusal(body: () => unknown): string {
  const begun = performance.now();
  try {
    body();
  } catch (error) {
    expect(performance.now() - begun).toBeLessThan(2000);
    return String(error);
  }
  return "nothing was refused";
}

test("arrays come from the disk when asked for, until the file is closed", () => {
  const source = written(whole);
  expect(source.metadata).toEqual({ seed: "7" });
  expect([...source.arrays.keys()]).toEqual(["weight", "half", "count"]);
  const weight = source.arrays.get("weight")!;
  expect(weight.shape).toEqual([2, 3]);
  expect(weight.data).toEqual(new Float32Array([1, -2, 0.5, 1e-3, 3e4, -0]));
  expect(weight.data).not.toBe(weight.data);
  expect(Array.from(source.arrays.get("half")!.data)).toEqual([0.5, 65504]);
  expect(Array.from(source.arrays.get("count")!.data)).toEqual([2 ** 40]);
  source.close();
  source.close();
  expect(refusal(() => weight.data)).toMatchInlineSnapshot(
    `"TutorialError: openSafetensors("weights.safetensors"): expected an open file, got weights.safetensors, which was closed; take what you need before you close it, or open it again"`,
  );
});

test("beyond 4 GB", () => {
  const far = 5_000_000_000;
  const header = {
    filler: { dtype: "U8", shape: [far], data_offsets: [0, far] },
    last: { dtype: "F32", shape: [2], data_offsets: [far, far + 8] },
  };
  const file = sparse(header, far + 8);
  const handle = fs.openSync(file, "r+");
  fs.writeSync(handle, Buffer.from(new Float32Array([3, 4]).buffer), 0, 8, fs.fstatSync(handle).size - 8); // prettier-ignore
  fs.closeSync(handle);
  const source = openSafetensors(file);
  expect(source.arrays.get("last")!.data).toEqual(new Float32Array([3, 4]));
  source.close();
  fs.rmSync(file);
});

describe("a bad file is refused at once", () => {
  const says = (bytes: Uint8Array | string) => expect(refusal(() => written(bytes)));
  const withHeader = (edit: (header: string) => string): Uint8Array => {
    const text = Buffer.from(edit(Buffer.from(whole.subarray(8, 8 + headerBytes)).toString()));
    const length = Buffer.alloc(8);
    length.writeBigUInt64LE(BigInt(text.length));
    return Buffer.concat([length, text, whole.subarray(8 + headerBytes)]);
  };

  test("cut off anywhere", () => {
    for (let length = 0; length < whole.length; length++) {
      expect(refusal(() => written(whole.subarray(0, length)))).toMatch(/^TutorialError: open/);
    }
  });

  test("any bit of its header turned over: refused, or another name, type or shape of the same size", () => {
    for (let bit = 0; bit < 8 * (8 + headerBytes); bit += 3) {
      const bent = Buffer.from(whole);
      bent[bit >> 3] ^= 1 << (bit & 7);
      const said = refusal(() => written(bent).close());
      expect(said).toMatch(/^TutorialError: open|^nothing was refused/);
    }
  });

  test("a header that is longer than the file", () => {
    const bytes = Buffer.from(whole);
    bytes.writeBigUInt64LE(10n ** 12n);
    says(bytes).toMatchInlineSnapshot(
      `"TutorialError: openSafetensors("weights.safetensors"): expected a whole safetensors file, got a header said to be 1000000000000 bytes in a file of 252; the file is damaged or incomplete: copy or download it again"`,
    );
  });

  test("a tensor of a terabyte", () =>
    says(withHeader((h) => h.replace("[2,3]", "[1000000,250000]"))).toMatchInlineSnapshot(
      `"TutorialError: openSafetensors("weights.safetensors"): expected a whole safetensors file, got tensor "weight" of 1000000000000 bytes at offsets 0–24; the file is damaged or incomplete: copy or download it again"`,
    ));

  test("tensors that overlap, and bytes of no tensor", () => {
    says(withHeader((h) => h.replace("[24,28]", "[20,24]"))).toMatchInlineSnapshot(
      `"TutorialError: openSafetensors("weights.safetensors"): expected a whole safetensors file, got tensors "weight" and "half" that overlap; the file is damaged or incomplete: copy or download it again"`,
    );
    says(withHeader((h) => h.replace("[24,28]", "[26,30]"))).toMatch("2 bytes before");
    says(Buffer.concat([whole, Buffer.alloc(5)])).toMatchInlineSnapshot(
      `"TutorialError: openSafetensors("weights.safetensors"): expected a whole safetensors file, got 5 bytes at the end of no tensor; the file is damaged or incomplete: copy or download it again"`,
    );
  });

  test("something else under that name", () => {
    says("version https://git-lfs.github.com/spec/v1\noid sha256:4d7a").toMatchInlineSnapshot(
      `"TutorialError: openSafetensors("weights.safetensors"): expected a whole safetensors file, got a pointer of Git LFS, for which type git lfs pull; the file is damaged or incomplete: copy or download it again"`,
    );
    says("<!DOCTYPE html><html>Access is restricted</html>").toMatch("a page that asks to log in");
    says(Buffer.from("PK\u0003\u0004archive/data.pkl")).toMatch("a PyTorch pickle");
  });

  test("no file, a folder", () => {
    expect(refusal(() => openSafetensors(inside("nothing.safetensors")))).toMatch("no such file");
    expect(refusal(() => openSafetensors(folder))).toMatch("a folder");
  });

  test("cut off while it is open", () => {
    const source = written(whole);
    fs.truncateSync(inside("weights.safetensors"), whole.length - 4);
    expect(refusal(() => source.arrays.get("count")!.data)).toMatch("a file that ends at byte");
    source.close();
  });
});

describe("shards", () => {
  const index = (map: object): string => {
    fs.writeFileSync(inside("m.safetensors.index.json"), JSON.stringify({ weight_map: map }));
    return inside("m.safetensors.index.json");
  };
  const write = (name: string, arrays: readonly string[]): void => {
    const entries = arrays.map((one) => [one, { shape: [1], data: [one.length] }] as const);
    fs.writeFileSync(inside(name), encodeSafetensors(Object.fromEntries(entries)));
  };
  const both = { a: "m-1.safetensors", bb: "m-2.safetensors" };

  test("are one", () => {
    write("m-1.safetensors", ["a"]);
    write("m-2.safetensors", ["bb"]);
    const source = openSafetensorsShards(index(both));
    expect(Array.from(source.arrays, ([name, { data }]) => [name, data[0]])).toEqual([
      ["a", 1],
      ["bb", 2],
    ]);
    source.close();
  });

  test("must be as their index says", () => {
    write("m-1.safetensors", ["a"]);
    write("m-2.safetensors", ["bb", "ccc"]);
    const says = (map: object) => expect(refusal(() => openSafetensorsShards(index(map))));
    says(both).toMatchInlineSnapshot(
      `"TutorialError: openSafetensorsShards("m.safetensors.index.json"): expected an index whose weight_map names for each array the file it is in, got "ccc" in m-2.safetensors, of which it says nothing; download the index and all files that it names again, of one version"`,
    );
    says({ ...both, ccc: "m-1.safetensors" }).toMatch('no "ccc" in m-1.safetensors');
    says({ a: "../m-1.safetensors" }).toMatch('"../m-1.safetensors" for "a"');
    says({ a: "m-3.safetensors" }).toMatch("no such file");
    fs.writeFileSync(inside("m.safetensors.index.json"), "{");
    expect(refusal(() => openSafetensorsShards(inside("m.safetensors.index.json")))).toMatch("JSON"); // prettier-ignore
  });
});
