/** Cross-attention: in each block, every frame asks the words what they say. */
import { hiddenKeys } from "../../nn/attention";
import { crossAttention, keysAndValues } from "../../nn/crossAttention";
import { dense } from "../../nn/dense";
import { zeros } from "../../nn/initializers";
import { standardise } from "../../nn/standardise";
import { tf } from "../../tensor/tf";
import type { Tensor4D } from "../../tensor/tf";
import { denseCount, enteredBy, framesInAllBlocks, productFlops, receivedTokens } from "./mode";
import type { ConditioningMode } from "./mode";

/**
 * Words → a linear layer to width D → keys and values for each block; then in block i
 *
 * x ← x + crossAttentionᵢ(norm(x), words)
 *
 * Each word can be heard by itself, at a price: two more products of D × D a block and frame, and 4·N·L·D for
 * asking. Attention finds a word wherever it stands; what came before it, its token must say. The way out is zero
 * at first, so that nothing is changed before something is known. Padding is not heard.
 *
 * Source: Rombach et al. 2022, §3.3; Evans et al. 2024, "Stable Audio Open", §3.
 *
 * @example
 * const host = { width: 128, heads: 4, depth: 2, frames: 64, conditionWidth: 64 };
 * const { flops } = crossAttentionMode.cost({ tokens: 9, tokenSize: 512, globalSize: 512 }, host);
 */
export const crossAttentionMode: ConditioningMode = {
  name: "crossAttention",
  takes: "tokens",
  enter(parameters, name, text, host) {
    const { width, heads, depth } = host;
    const contexts: Tensor4D[] = tf.tidy(() => {
      const words = dense(parameters, `${name}.project`, text.tokens, width); // [B, L, D]
      return Array.from({ length: depth }, (_, i) => {
        const { key, value } = keysAndValues(parameters, `${name}.blocks.${i}`, words, host);
        return [key, value];
      }).flat();
    });
    return enteredBy([hiddenKeys(text.mask), ...contexts], (bias, ...held) => ({
      mode: "crossAttention",
      received: receivedTokens(text),
      inBlock(block, tokens, observe) {
        return tf.tidy(() => {
          const options = { heads, bias, observe, lastInitializer: zeros };
          const normed = standardise(tokens, 1e-6);
          const context = { key: held[2 * block], value: held[2 * block + 1] };
          const at = `${name}.blocks.${block}`;
          return tokens.add(crossAttention(parameters, at, normed, context, options));
        });
      },
    }));
  },
  cost({ tokens, tokenSize }, host) {
    const { width, depth } = host;
    const frames = framesInAllBlocks(host);
    const own = denseCount(width, width); // the way in, and the same for the way out
    return {
      parameters: denseCount(tokenSize, width) + depth * (2 * own + denseCount(width, 2 * width)),
      flopsOnce:
        productFlops(tokens, tokenSize, width) + depth * productFlops(tokens, width, 2 * width),
      flops: 2 * productFlops(frames, width, width) + 2 * productFlops(frames, width, tokens),
    };
  },
};
