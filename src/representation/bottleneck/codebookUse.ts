/** How much of a codebook is in use: a code that nobody chooses costs bits and says nothing. */
import { TutorialError } from "../../error";
import { tf } from "../../tensor/tf";
import type { Tensor3D } from "../../tensor/tf";

/** How one quantiser's codes are used. */
export interface CodebookUse {
  /** Which quantiser, from 0. */
  readonly quantiser: number;
  /** The share of codes that were chosen at least once, 0 to 1. */
  readonly shareUsed: number;
  /** H = −Σ p·log₂ p: what a code says on average; at most log₂ K. */
  readonly bits: number;
  /** 2ᴴ: as many codes, chosen alike, would say as much. From 1 to K. */
  readonly perplexity: number;
}

/** What one quantiser's counts say. */
function useOf(counts: ArrayLike<number>, quantiser: number): CodebookUse {
  const all = Array.from(counts);
  const total = all.reduce((sum, one) => sum + one, 0);
  const shares = all.filter((one) => one > 0).map((one) => one / total);
  const bits = shares.reduce((sum, p) => sum - p * Math.log2(p), 0);
  return { quantiser, shareUsed: shares.length / all.length, bits, perplexity: 2 ** bits };
}

/**
 * Measures how evenly codes are chosen, for each quantiser.
 *
 * p = how often a code was chosen, over all frames; H = −Σ p·log₂ p; perplexity = 2ᴴ
 *
 * With fewer frames than a few times K even perfect use looks poor: measure on many.
 *
 * @param codes what a quantiser gave, int32 [B, N, T], or a list of such
 * @param codebookSize K
 * @returns one entry a quantiser, first to last
 * @throws TutorialError `codebookUse.codes`
 *
 * @example
 * const codes = tf.tensor3d([0, 1, 2, 3, 0, 0, 0, 0], [1, 2, 4], "int32");
 * const [first, second] = codebookUse(codes, 4); // perplexity 4 and 1, share used 1 and 0.25
 */
export function codebookUse(
  codes: Tensor3D | readonly Tensor3D[],
  codebookSize: number,
): CodebookUse[] {
  const batches = codes instanceof tf.Tensor ? [codes] : codes;
  const quantisers = batches.length > 0 ? batches[0].shape[1] : 0;
  if (quantisers === 0 || batches.some(({ shape }) => shape[1] !== quantisers)) {
    const got = batches.map(({ shape }) => `[${shape.join(", ")}]`).join(" and ") || "none";
    throw refuse("batches of codes [B, N, T], all of the same N", got);
  }
  const counts = Array.from({ length: quantisers }, () => new Float64Array(codebookSize));
  for (const batch of batches) {
    const frames = batch.shape[2];
    batch.dataSync().forEach((code, at) => {
      const row = counts[Math.floor(at / frames) % quantisers];
      if (!(code in row)) throw refuse(`codes from 0 to ${codebookSize - 1}`, String(code));
      row[code]++;
    });
  }
  return counts.map(useOf);
}

function refuse(expected: string, got: string): TutorialError {
  return new TutorialError({
    code: "codebookUse.codes",
    where: "codebookUse",
    expected,
    got,
    fix: "pass what codes(h) gave, and the codebookSize of its quantiser",
  });
}
