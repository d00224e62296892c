/** What makes sound out of a mel spectrogram. */
import type { Tensor2D, Tensor3D } from "../../tensor/tf";

/** A vocoder of the house's log-mel, ln(0.1 + mel). */
export interface Vocoder {
  readonly name: string;
  /** Log-mel [B, T, 80] → waveforms [B, 256·T]. */
  decode(logMel: Tensor3D): Tensor2D;
  dispose(): void;
}
