/** Temporal concatenation, also called prefix or in-context conditioning: the words stand before the music. */
import { dense } from "../../nn/dense";
import { tf } from "../../tensor/tf";
import { denseCount, enteredBy, framesInAllBlocks, productFlops, receivedTokens } from "./mode";
import type { ConditioningMode } from "./mode";

/**
 * [words, frames] along time, [B, L + N, D], until the words are taken away after the last block.
 *
 * The network's own self-attention does all the work, so that hardly a weight is added; but each block works
 * on L tokens more, and in each of them a word may change its meaning by what it hears from the music. Padding
 * is not heard.
 *
 * Source: Peebles & Xie 2023, §3.2, "in-context conditioning".
 *
 * @example
 * const host = { width: 128, heads: 4, depth: 2, frames: 64, conditionWidth: 64 };
 * const { parameters } = temporalConcatMode.cost({ tokens: 9, tokenSize: 512, globalSize: 512 }, host);
 */
export const temporalConcatMode: ConditioningMode = {
  name: "temporalConcat",
  takes: "tokens",
  enter(parameters, name, text, { width }) {
    const tokens = dense(parameters, `${name}.project`, text.tokens, width); // [B, L, D]
    const mask = tf.tidy(() => text.mask.clone());
    return enteredBy([tokens, mask], (words, present) => ({
      mode: "temporalConcat",
      received: receivedTokens(text),
      prefix: { tokens: words, mask: present },
    }));
  },
  cost({ tokens, tokenSize }, host) {
    const { width, depth, mlpRatio = 4 } = host;
    // Each block: four products of D × D for attention, and two of D × mlpRatio·D for the network of each token.
    const inner = Math.round(mlpRatio * width);
    const longer = depth * productFlops(tokens, width, 4 * width + 2 * inner);
    // Scores and mixing of all pairs but those of two frames: (L + N)² − N² in each block.
    const pairs = depth * tokens ** 2 + 2 * tokens * framesInAllBlocks(host);
    return {
      parameters: denseCount(tokenSize, width),
      flopsOnce: productFlops(tokens, tokenSize, width),
      flops: longer + 2 * productFlops(pairs, width, 1),
    };
  },
};
