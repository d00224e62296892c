import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { convolved, held, isBfloat16, product, toBfloat16 } from "../../src/tensor/bfloat16";
import { prepareBackend } from "../../src/tensor/backend";
import { countTensors } from "../../src/tensor/budget";
import { compile } from "../../src/tensor/graph/compile";
import { bfloat16Gain, quickMatmulRate } from "../../src/tensor/matmulRate";
import { checkPrecision } from "../../src/tensor/precision";
import type { Precision } from "../../src/tensor/precision";
import { seededNoise } from "../../src/tensor/random";
import { tf } from "../../src/tensor/tf";

/** The definition of rounding to the nearest, ties to even, on the bits. */
function rounded(value: number): number {
  const float = new Float32Array([value]);
  const bits = new Uint32Array(float.buffer);
  bits[0] += 0x7fff + ((bits[0] >>> 16) & 1);
  bits[0] &= 0xffff0000;
  return float[0];
}

const numbers = (x: tf.Tensor): number[] => Array.from(x.dataSync());

let backend: string;
beforeAll(async () => {
  backend = (await prepareBackend()).name;
});

describe("with native TensorFlow", () => {
  beforeEach(({ skip }) => skip(backend !== "tensorflow"));

  test("numbers are rounded to the nearest with 7 bits behind the point, ties to even", () => {
    tf.tidy(() => {
      const drawn = numbers(seededNoise([1, 64], 1));
      const ties = [1 + 2 ** -8, 1 + 3 * 2 ** -8, 1 + 2 ** -7, -3e38, 1e-30, 0];
      const values = [...drawn, ...ties];
      const x = tf.tensor2d([values]);
      const unit = toBfloat16(tf.eye(values.length));
      expect(numbers(product(x, unit))).toEqual(values.map(rounded));
    });
  });

  test("products are summed in float32", () => {
    tf.tidy(() => {
      // 256 + 1 would be 256 again if the sum had 8 bits, 256 times over.
      const x = tf.ones<tf.Rank.R2>([1, 512]);
      expect(numbers(product(x, toBfloat16(tf.ones<tf.Rank.R2>([512, 1]))))).toEqual([512]);
      const [a, b] = [seededNoise<tf.Rank.R2>([5, 300], 1), seededNoise<tf.Rank.R2>([300, 4], 2)];
      const close = tf.tensor2d(numbers(a).map(rounded), a.shape);
      const wanted = close.matMul(tf.tensor2d(numbers(b).map(rounded), b.shape));
      const error = product(a, toBfloat16(b)).sub(wanted).abs().max().dataSync()[0];
      // The result is rounded once more; without oneDNN a few sums in between are, too.
      expect(error).toBeLessThan(wanted.abs().max().dataSync()[0] * 2 ** -7);
      expect(error).toBeGreaterThan(0);
    });
  });

  test.each([
    { taps: 7, dilation: 3, padding: 9, length: 40 },
    { taps: 7, dilation: 9, padding: 27, length: 31 },
    { taps: 3, dilation: 1, padding: 0, length: 8 },
  ])("a convolution sums what its definition says: $taps taps, dilation $dilation", (size) => {
    const { taps, dilation, padding, length } = size;
    // Whole numbers so small that all is exact.
    const whole = (shape: number[], seed: number): number[] =>
      numbers(seededNoise(shape as [number], seed)).map(Math.round);
    const [x, w] = [whole([length, 3], 1), whole([taps, 3, 2], 2)];
    const wanted: number[] = [];
    for (let t = 0; t < length + 2 * padding - dilation * (taps - 1); t++) {
      for (let out = 0; out < 2; out++) {
        let sum = 0;
        for (let k = 0; k < taps; k++) {
          const from = t + dilation * k - padding;
          if (from < 0 || from >= length) continue;
          for (let c = 0; c < 3; c++) sum += x[from * 3 + c] * w[(k * 3 + c) * 2 + out];
        }
        wanted.push(sum);
      }
    }
    tf.tidy(() => {
      const filter = toBfloat16(tf.tensor4d(w, [1, taps, 3, 2]));
      const y = convolved(tf.tensor2d(x, [length, 3]), filter, { dilation, padding });
      expect(numbers(y)).toEqual(wanted);
    });
  });

  test("a graph can be handed such numbers, and nothing is left", async () => {
    const { leaked } = await countTensors(() => {
      const x = seededNoise<tf.Rank.R2>([6, 8], 1);
      const weights = [2, 3].map((seed) =>
        tf.tidy(() => toBfloat16(seededNoise<tf.Rank.R2>([8, 4], seed))),
      );
      expect([x, ...weights].map(isBfloat16)).toEqual([false, true, true]);
      const compiled = compile(() => [product(x, weights[0])], [x, weights[0]])!;
      for (const weight of weights) {
        const [inGraph] = compiled.run([x, weight]);
        const alone = product(x, weight);
        expect(numbers(inGraph)).toEqual(numbers(alone));
        tf.dispose([inGraph, alone]);
      }
      const captured = compile(() => [product(x, weights[1])], [x])!;
      tf.tidy(() => {
        const [own] = captured.run([x]);
        expect(numbers(own)).toEqual(numbers(product(x, weights[1])));
      });
      compiled.dispose();
      captured.dispose();
      tf.dispose([x, ...weights]);
    });
    expect(leaked).toBe(0);
  });

  test("in float32 nothing changes", () => {
    tf.tidy(() => {
      const x = seededNoise<tf.Rank.R2>([3, 3], 1);
      expect(held(x, "float32")).toBe(x);
      expect(numbers(product(x, x))).toEqual(numbers(tf.matMul(x, x)));
    });
  });

  test("this machine's speed is told for both, and whether the one is worth it", () => {
    expect(quickMatmulRate("bfloat16")).toBeGreaterThan(1e7);
    expect(bfloat16Gain() ?? 2).toBeGreaterThan(1.3);
  });
});

describe("what cannot be", () => {
  afterAll(async () => void (await prepareBackend()));

  test("is refused, and said what to do", async () => {
    const half = "half" as Precision;
    expect(() => checkPrecision(half, "somewhere")).toThrowErrorMatchingInlineSnapshot(
      `[TutorialError: somewhere: expected a precision: float32 or bfloat16, got half; leave it out for float32]`,
    );
    await prepareBackend("cpu");
    expect(() => checkPrecision("float32", "somewhere")).not.toThrow();
    expect(() => checkPrecision("bfloat16", "somewhere")).toThrowErrorMatchingInlineSnapshot(
      `[TutorialError: somewhere: expected native TensorFlow, which alone multiplies bfloat16, got another backend; call prepareBackend("tensorflow") first, or leave the precision out for float32]`,
    );
    expect(bfloat16Gain()).toBeUndefined();
  });
});
