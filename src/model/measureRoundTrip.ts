/** What the card of a codec or vocoder says: errors on clips of the validation split. */
import { openClipPool } from "../corpus/clipPool";
import { frameErrors } from "../representation/frames/frameErrors";
import { tf } from "../tensor/tf";
import type { Tensor2D } from "../tensor/tf";

/** Clips that no training sees, and no test either. */
const validationClips = 48;

/**
 * Sends validation clips through a round trip.
 *
 * @param roundTrip waveforms [B, S] → [B, S]
 * @returns means over the clips
 */
export async function measureRoundTrip(
  roundTrip: (waveform: Tensor2D) => Tensor2D,
): Promise<Record<string, number>> {
  const pool = await openClipPool({ split: "validation", count: validationClips });
  const sums = { logMelL1: 0, spectralConvergence: 0 };
  for (let index = 0; index < pool.count; index++) {
    tf.tidy(() => {
      const waveform = pool.waveformAt(index);
      const errors = frameErrors(waveform, roundTrip(waveform));
      sums.logMelL1 += errors.logMelL1;
      sums.spectralConvergence += errors.spectralConvergence;
    });
    await tf.nextFrame();
  }
  const mean = (sum: number): number => Number((sum / pool.count).toPrecision(3));
  return {
    logMelL1: mean(sums.logMelL1),
    spectralConvergence: mean(sums.spectralConvergence),
    clips: pool.count,
  };
}
