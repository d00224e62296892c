/** In how many bits the factors of products are held. */
import { TutorialError } from "../error";
import { nativeBackend } from "./graph/nativeBackend";

/**
 * `"float32"`, or `"bfloat16"`: matrices take half the memory, and a processor that multiplies such numbers (AVX-512 BF16
 * or AMX: `npm run doctor` says whether this one does) takes half the time for products. Each factor is then known to
 * about 0.2 %; all that is not a product of matrices stays float32.
 */
export type Precision = "float32" | "bfloat16";

const precisions: readonly unknown[] = ["float32", "bfloat16"] satisfies Precision[];

/**
 * Refuses a name that is none, and bfloat16 without native TensorFlow.
 *
 * @throws TutorialError `precision`
 * @internal
 */
export function checkPrecision(precision: Precision, where: string): void {
  if (!precisions.includes(precision)) {
    throw new TutorialError({
      code: "precision",
      where,
      expected: `a precision: ${precisions.join(" or ")}`,
      got: String(precision),
      fix: "leave it out for float32",
    });
  }
  if (precision === "bfloat16" && !nativeBackend()) {
    throw new TutorialError({
      code: "precision",
      where,
      expected: "native TensorFlow, which alone multiplies bfloat16",
      got: "another backend",
      fix: 'call prepareBackend("tensorflow") first, or leave the precision out for float32',
    });
  }
}
