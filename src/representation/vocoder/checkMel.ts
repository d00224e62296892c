/** The same question for every vocoder: is this a mel spectrogram that it can read? */
import { TutorialError } from "../../error";
import type { Tensor } from "../../tensor/tf";

/** Refuses what is not [B, T, bands] with at least so many frames. */
export function checkMel(where: string, mel: Tensor, bands: number, frames = 1): void {
  if (mel.rank === 3 && mel.shape[2] === bands && mel.shape[1]! >= frames) return;
  const transposed = mel.rank === 3 && mel.shape[1] === bands;
  throw new TutorialError({
    code: "vocoder.mel",
    where,
    expected: `a log-mel spectrogram [B, T, ${bands}] of at least ${frames} frame${frames > 1 ? "s" : ""}`,
    got: `[${mel.shape.join(", ")}]`,
    fix: transposed
      ? "bring the bands last: mel.transpose([0, 2, 1])"
      : "use the mel settings that the vocoder was trained with, and add the batch axis",
  });
}
