/** All that a walk's conditions say to a transformer, made at once before the first step. */
import type { Entered } from "../../conditioning/modes/mode";
import type { Parameters } from "../../nn/parameters";
import { tf } from "../../tensor/tf";
import type { Tensor2D } from "../../tensor/tf";
import { ditModulation } from "./dit";
import type { DitModulation, DitSize } from "./dit";
import type { Modulation } from "./modulation";
import { modulationStart, sumOfVectors } from "../textSites";

/** Cuts each vector of a modulation, [n·B, 1, D], in n of [B, 1, D]. */
function cut<M extends Modulation>(modulation: M, n: number): M[] {
  const pieces = Object.entries(modulation).map(
    ([name, vectors]) => [name, tf.split(vectors, n)] as const,
  );
  return Array.from(
    { length: n },
    (_, i) => Object.fromEntries(pieces.map(([name, all]) => [name, all[i]])) as unknown as M,
  );
}

/**
 * {@link ditModulation} for each of n conditions: one product a layer instead of n.
 *
 * The times of a walk are known before it begins, and so are the shifts, scales and gates of all its steps.
 *
 * @param conditions n of them, [B, Dc] each
 * @param entered a text, of which AdaLN adds a vector to every condition
 * @returns n modulations; dispose them when the walk is over
 *
 * @example
 * const parameters = new Parameters(7);
 * const size = { width: 64, depth: 2, heads: 2, patch: 2 };
 * const [first, second] = ditModulations(parameters, "dit", [tf.ones([1, 32]), tf.zeros([1, 32])], size);
 * tf.dispose([first, second]);
 */
export function ditModulations(
  parameters: Parameters,
  name: string,
  conditions: readonly Tensor2D[],
  size: Pick<DitSize, "width" | "depth" | "modulationInitializer">,
  entered: readonly Entered[] = [],
): DitModulation[] {
  const n = conditions.length;
  return tf.tidy(() => {
    const all = tf.concat(conditions.map((one) => sumOfVectors(one, entered)));
    const modulationInitializer = size.modulationInitializer ?? modulationStart(entered);
    const { blocks, final } = ditModulation(parameters, name, all, {
      ...size,
      modulationInitializer,
    });
    const cutBlocks = blocks.map(({ attention, mlp }) => ({
      attention: cut(attention, n),
      mlp: cut(mlp, n),
    }));
    const cutFinal = cut(final, n);
    return Array.from({ length: n }, (_, i) => ({
      blocks: cutBlocks.map(({ attention, mlp }) => ({ attention: attention[i], mlp: mlp[i] })),
      final: cutFinal[i],
    }));
  });
}
