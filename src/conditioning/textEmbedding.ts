/** What a text says, in the two forms in which backbones say it. */
import type { Tensor2D, Tensor3D } from "../tensor/tf";

/** B texts as numbers. (A type, for `tf.tidy`.) */
export type TextEmbedding = {
  /** One vector for a whole text, as CLAP has it, [B, Dg]. */
  readonly global: Tensor2D;
  /** One vector for each of its tokens in their order, as T5 has it, [B, L, Dt]; zeros after a text's last. */
  readonly tokens: Tensor3D;
  /** 1 where there is a token and 0 after the last, [B, L]. */
  readonly mask: Tensor2D;
};
