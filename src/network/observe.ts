/** What may be watched inside a network. */
import type { Tensor } from "../tensor/tf";

/** Something that has just been computed. It lives only during the call: clone what is to be kept. */
export interface NetworkSight {
  /**
   * `"patches"` [B, N, patch·C], `"tokens"` [B, P + N, D] before the first block, `"selfAttention"`
   * [B, H, P + N, P + N] and `"crossAttention"` [B, H, P + N, L] (maps, whose rows sum to 1), `"attentionGate"` and
   * `"mlpGate"` [B, 1, D] (how much of each branch of a block is let through), `"block"` [B, P + N, D] after each,
   * `"patchesOut"` [B, N, patch·C].
   */
  readonly at:
    | "patches"
    | "tokens"
    | "selfAttention"
    | "crossAttention"
    | "attentionGate"
    | "mlpGate"
    | "block"
    | "patchesOut";
  /** In or after which block, where there is one. */
  readonly block?: number;
  readonly value: Tensor;
}

/** Is shown everything in the order in which it happens. */
export type NetworkObserver = (sight: NetworkSight) => void;
