/** The multilayer perceptron. */
import { tf } from "../tensor/tf";
import type { Tensor } from "../tensor/tf";
import { activations } from "./activations";
import type { Activation } from "./activations";
import { dense } from "./dense";
import type { Initializer } from "./initializers";
import type { Parameters } from "./parameters";

/** How wide each layer is, and what stands between them. */
export interface MlpOptions {
  /** Widths of all layers, the last being that of the output. */
  readonly sizes: readonly number[];
  /** Between the layers, not after the last; `"silu"` unless given. */
  readonly activation?: Activation;
  /** How the weights of the layers before the last begin; that of {@link dense} unless given. */
  readonly initializer?: Initializer;
  /** How the last layer's weight begins, e.g. `zeros` for a network that at first says nothing. */
  readonly lastInitializer?: Initializer;
}

/**
 * Linear layers with an activation between them: x → W₁ → φ → W₂ → φ → … → Wₙ.
 *
 * The layers are called `NAME.0`, `NAME.1`, …
 *
 * @param x [..., in]
 * @returns [..., last of sizes]
 *
 * @example
 * const parameters = new Parameters(7);
 * const y = mlp(parameters, "classifier", tf.ones([5, 2]), { sizes: [32, 32, 4] }); // [5, 4]
 */
export function mlp<T extends Tensor>(
  parameters: Parameters,
  name: string,
  x: T,
  { sizes, activation = "silu", initializer, lastInitializer }: MlpOptions,
): T {
  const last = sizes.length - 1;
  return tf.tidy(() =>
    sizes.reduce<T>((hidden, size, i) => {
      const begins = i === last ? lastInitializer : initializer;
      const out = dense(parameters, `${name}.${i}`, hidden, size, { initializer: begins });
      return i === last ? out : activations[activation](out);
    }, x),
  );
}
