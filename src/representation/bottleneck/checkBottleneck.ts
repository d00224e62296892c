/** What the bottlenecks refuse, in one wording for all. */
import { TutorialError } from "../../error";
import type { Tensor3D } from "../../tensor/tf";

/** Throws unless h is [B, T, size]. @internal */
export function checkWidth(name: string, h: Tensor3D, size: number): void {
  if (h.rank === 3 && h.shape[2] === size) return;
  throw new TutorialError({
    code: "bottleneck.width",
    where: `bottleneck "${name}"`,
    expected: `frames of ${size} numbers, [B, T, ${size}]`,
    got: `[${h.shape.join(", ")}]`,
    fix: "let the encoder's last layer give the bottleneck's inputSize",
  });
}

/** Throws unless all options are whole numbers of at least 1. @internal */
export function checkSizes(where: string, sizes: Readonly<Record<string, number>>): void {
  for (const [option, value] of Object.entries(sizes)) {
    if (Number.isInteger(value) && value >= 1) continue;
    throw new TutorialError({
      code: "bottleneck.options",
      where,
      expected: `{${option}} to be a whole number, at least 1`,
      got: String(value),
      fix: "pass e.g. {size: 32, quantisers: 8, codebookSize: 1024}",
    });
  }
}

/** Throws unless dropout is a share. @internal */
export function checkDropout(where: string, dropout: number): void {
  if (dropout >= 0 && dropout <= 1) return;
  throw new TutorialError({
    code: "bottleneck.options",
    where,
    expected: "{dropout} from 0 to 1",
    got: String(dropout),
    fix: "pass 0 to always train with all quantisers, 0.5 to also train with fewer",
  });
}

/** How many quantisers to use: what was asked for, or all. @internal */
export function checkedCount(name: string, asked: number | undefined, all: number): number {
  const count = asked ?? all;
  if (Number.isInteger(count) && count >= 1 && count <= all) return count;
  throw new TutorialError({
    code: "bottleneck.quantisers",
    where: `bottleneck "${name}"`,
    expected: `1 to ${all} quantisers`,
    got: String(count),
    fix: "leave {quantisers} out to use all",
  });
}

/** Throws unless codes are whole numbers [B, n, T] below the codebook's size. @internal */
export function checkCodes(
  name: string,
  codes: Tensor3D,
  { quantisers, codebookSize }: { readonly quantisers: number; readonly codebookSize: number },
): void {
  const refuse = (expected: string, got: string): TutorialError =>
    new TutorialError({
      code: "bottleneck.codes",
      where: `bottleneck "${name}"`,
      expected,
      got,
      fix: "pass what codes(h) gave, or the first rows of it",
    });
  if (codes.rank !== 3 || codes.dtype !== "int32" || codes.shape[1] > quantisers) {
    const got = `${codes.dtype} [${codes.shape.join(", ")}]`;
    throw refuse(`int32 codes [B, n, T] with n from 1 to ${quantisers}`, got);
  }
  const wrong = codes.dataSync().find((code) => !(code >= 0 && code < codebookSize));
  if (wrong !== undefined) throw refuse(`codes from 0 to ${codebookSize - 1}`, String(wrong));
}
