/** Channel concatenation: the words are stretched over time, and each frame gets those that fall on it. */
import { dense } from "../../nn/dense";
import { tf } from "../../tensor/tf";
import type { Tensor3D } from "../../tensor/tf";
import type { TextEmbedding } from "../textEmbedding";
import { denseCount, enteredBy, productFlops, receivedTokens } from "./mode";
import type { ConditioningMode } from "./mode";

/**
 * Which word falls on which frame: word ⌊n·L/N⌋ of those L that a text has on frame n, as a matrix of zeros and ones.
 *
 * @returns [B, N, L]
 */
function stretching({ mask }: TextEmbedding, frames: number): Tensor3D {
  const [batch, length] = mask.shape;
  const present = mask.dataSync<"float32">();
  const chosen = new Float32Array(batch * frames * length);
  for (let row = 0; row < batch; row++) {
    // A word may be missing anywhere: padding at the end, or one that was muted.
    const words = Array.from({ length }, (_, i) => i).filter((i) => present[row * length + i] > 0);
    for (let frame = 0; frame < frames && words.length > 0; frame++) {
      const word = words[Math.floor((frame * words.length) / frames)];
      chosen[(row * frames + frame) * length + word] = 1;
    }
  }
  return tf.tensor3d(chosen, [batch, frames, length]);
}

/**
 * [frames, words] along channels, [B, N, 2·D], and a linear layer back to D.
 *
 * It is cheap, and it forces on the words a time that they do not have: the first word is heard at the
 * beginning only, the last at the end. For a melody or a rhythm to follow that is right; for "a slow tune on the
 * harp" it is not, and self-attention has to carry the words to where they are needed.
 *
 * Source: Rombach et al. 2022, §3.3, "concatenation".
 *
 * @example
 * const host = { width: 128, heads: 4, depth: 2, frames: 64, conditionWidth: 64 };
 * const { flops } = channelConcatMode.cost({ tokens: 9, tokenSize: 512, globalSize: 512 }, host);
 */
export const channelConcatMode: ConditioningMode = {
  name: "channelConcat",
  takes: "tokens",
  enter(parameters, name, text, { width, frames }) {
    const overTime = tf.tidy(() => {
      const words = dense(parameters, `${name}.project`, text.tokens, width); // [B, L, D]
      return tf.matMul<Tensor3D>(stretching(text, frames), words); // [B, N, D]
    });
    return enteredBy([overTime], (stretched) => ({
      mode: "channelConcat",
      received: `${receivedTokens(text)}, stretched over ${frames} frames`,
      atInput: (tokens) =>
        tf.tidy(() => {
          const wider = tf.concat<Tensor3D>([tokens, stretched], 2); // [B, N, 2·D]
          return dense(parameters, `${name}.merge`, wider, width);
        }),
    }));
  },
  cost({ tokens, tokenSize }, { width, frames }) {
    return {
      parameters: denseCount(tokenSize, width) + denseCount(2 * width, width),
      flopsOnce: productFlops(tokens, tokenSize, width) + productFlops(frames, tokens, width),
      flops: productFlops(frames, 2 * width, width),
    };
  },
};
