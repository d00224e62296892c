/** Two batches of waveforms to be compared, checked. */
import { TutorialError } from "../error";
import type { Tensor2D } from "../tensor/tf";

/**
 * Refuses waveforms that cannot be held against each other sample by sample.
 *
 * @param original [B, S]
 * @param decoded [B, S]
 * @param where the function that speaks in the error
 * @throws TutorialError `evaluation.waveforms`
 */
export function checkWaveformPair(original: Tensor2D, decoded: Tensor2D, where: string): void {
  const isBatch = original.rank === 2 && original.shape[1] > 0;
  if (isBatch && original.shape.join() === decoded.shape.join()) return;
  throw new TutorialError({
    code: "evaluation.waveforms",
    where,
    expected: "two batches of waveforms of the same shape, [B, S]",
    got: `[${original.shape.join(", ")}] and [${decoded.shape.join(", ")}]`,
    fix: "crop what was decoded to the original: decoded.slice([0, 0], original.shape)",
  });
}
