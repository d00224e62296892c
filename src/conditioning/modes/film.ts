/** FiLM: the text scales and shifts what runs through each block. */
import { dense } from "../../nn/dense";
import { zeros } from "../../nn/initializers";
import { tf } from "../../tensor/tf";
import type { Tensor2D } from "../../tensor/tf";
import { film, filmVectors } from "../film";
import { denseCount, enteredBy, productFlops, receivedVector } from "./mode";
import type { ConditioningMode } from "./mode";

/**
 * e_text → a linear layer for each block → γ and β; then in block i
 *
 * x ← (1 + γᵢ)·x + βᵢ
 *
 * Nearly what AdaLN does, without normalisation and without a gate: what is scaled is the music itself and
 * not what a branch adds to it. Zero at first.
 *
 * Source: Perez et al. 2018, eq. 1; Chen et al. 2024, "MusicLDM", §3, where it conditions a U-Net.
 *
 * @example
 * const host = { width: 128, heads: 4, depth: 2, frames: 64, conditionWidth: 64 };
 * const { parameters } = filmMode.cost({ tokens: 9, tokenSize: 512, globalSize: 512 }, host);
 */
export const filmMode: ConditioningMode = {
  name: "film",
  takes: "global",
  enter(parameters, name, text, { width, depth }) {
    const vectors = Array.from({ length: depth }, (_, i) =>
      tf.tidy(() => {
        const options = { initializer: zeros };
        const at = `${name}.blocks.${i}`;
        return filmVectors(dense<Tensor2D>(parameters, at, text.global, 2 * width, options));
      }),
    );
    const [first, ...others] = vectors.flatMap(({ gamma, beta }) => [gamma, beta]);
    return enteredBy([first, ...others], (...held) => ({
      mode: "film",
      received: receivedVector(text),
      inBlock: (block, tokens) =>
        film(tokens, { gamma: held[2 * block], beta: held[2 * block + 1] }, "residual"),
    }));
  },
  cost({ globalSize }, { width, depth }) {
    return {
      parameters: depth * denseCount(globalSize, 2 * width),
      flopsOnce: depth * productFlops(1, globalSize, 2 * width),
      flops: 0, // a product and a sum a number, which do not count
    };
  },
};
