/** Adaptive layer normalisation, zero at first: the text turns the knobs of every channel. */
import { dense } from "../../nn/dense";
import { denseCount, enteredBy, productFlops, receivedVector } from "./mode";
import type { ConditioningMode, Entered } from "./mode";

/**
 * e_text → a linear layer to Dc, added to the vector of the time; of the sum each block makes shift, scale and
 * gate for its two branches, six numbers a channel:
 *
 * x ← x + gate·branch(norm(x)·(1 + scale) + shift)
 *
 * These layers are zero at first. Then all gates are shut and each block hands on what it got, a start from which
 * deep networks learn well. One vector for all frames: cheapest of all, and without the order of the words.
 *
 * Source: Peebles & Xie 2023, §3.2, "adaLN-Zero block".
 *
 * @example
 * const host = { width: 128, heads: 4, depth: 2, frames: 64, conditionWidth: 64 };
 * const { parameters } = adaLnZeroMode.cost({ tokens: 9, tokenSize: 512, globalSize: 512 }, host);
 */
export const adaLnZeroMode: ConditioningMode = {
  name: "adaLnZero",
  takes: "global",
  enter(parameters, name, text, { conditionWidth }): Entered {
    const vector = dense(parameters, `${name}.project`, text.global, conditionWidth); // [B, Dc]
    return enteredBy([vector], (added) => ({
      mode: "adaLnZero",
      received: receivedVector(text),
      vector: added,
    }));
  },
  cost({ globalSize }, { conditionWidth }) {
    return {
      parameters: denseCount(globalSize, conditionWidth),
      flopsOnce: productFlops(1, globalSize, conditionWidth),
      flops: 0, // the layers that read the sum are there for the time already
    };
  },
};
