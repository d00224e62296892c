/** Weights of a file by name and shape, each taken once and none left over. */
import { TutorialError } from "../../error";
import type { NamedArray } from "../../tensor/safetensors";
import { tf } from "../../tensor/tf";
import type { Tensor1D, Tensor3D } from "../../tensor/tf";
import type { OobleckLayout } from "./sizes";

/** What the layers ask a file for. The tensors are the asker's. */
export interface WeightReader {
  /** [size] */
  vector(name: string, size: number): Tensor1D;
  /** What is kept per channel, as [size]: in the diffusers layout the file has it as [1, size, 1]. */
  perChannel(name: string, size: number): Tensor1D;
  /** `NAME.weight_g` and `NAME.weight_v` as the one weight they stand for, g·v/‖v‖ with the norm over all but axis 0. */
  normed(name: string, shape: readonly [number, number, number]): Tensor3D;
  /** Throws if the file holds weights that no layer asked for. */
  finish(): void;
}

const usualFix = "load the weights and the config of the same autoencoder, in the same layout";

function refuse(code: string, expected: string, got: string, fix = usualFix): TutorialError {
  return new TutorialError({ code, where: "oobleck", expected, got, fix });
}

function listed(names: readonly string[]): string {
  const more = names.length > 4 ? `, … (${names.length} in all)` : "";
  return names.slice(0, 4).join(", ") + more;
}

/**
 * @param tensors as a safetensors file has them
 * @param prefix before every name of the autoencoder, such as `pretransform.model.`; other names are not its own
 * @throws TutorialError of its methods: `oobleck.weights.missing`, `oobleck.weights.shape`, `oobleck.weights.unused`
 */
export function weightReader(
  tensors: ReadonlyMap<string, NamedArray>,
  layout: OobleckLayout,
  prefix: string,
): WeightReader {
  const own = [...tensors.keys()].filter((name) => name.startsWith(prefix));
  const taken = new Set<string>();
  const take = (name: string, shape: readonly number[]): tf.Tensor => {
    const full = prefix + name;
    const found = tensors.get(full);
    if (!found) {
      const names = [...tensors.keys()];
      const longer = names.find((one) => one.endsWith(`.${name}`));
      const fix = longer && `pass {prefix: "${longer.slice(0, -name.length)}"}`;
      const expected = `a weight "${full}" (layout ${layout})`;
      throw refuse("oobleck.weights.missing", expected, listed(names), fix);
    }
    if (found.shape.join() !== shape.join()) {
      const [expected, got] = [shape, found.shape].map((one) => `[${one.join(", ")}]`);
      throw refuse("oobleck.weights.shape", `"${full}" of shape ${expected}`, got);
    }
    taken.add(full);
    // (Float32Array.from, called on an array that is one already, takes seconds for a large model.)
    const data = found.data instanceof Float32Array ? found.data : Float32Array.from(found.data);
    return tf.tensor(data, [...shape], "float32");
  };
  return {
    vector: (name, size) => take(name, [size]) as Tensor1D,
    perChannel: (name, size) =>
      tf.tidy(() => take(name, layout === "diffusers" ? [1, size, 1] : [size]).reshape([size])),
    normed: (name, shape) =>
      tf.tidy(() => {
        const gain = take(`${name}.weight_g`, [shape[0], 1, 1]);
        const v = take(`${name}.weight_v`, shape) as Tensor3D;
        return v.mul<Tensor3D>(gain.div(v.square().sum([1, 2], true).sqrt()));
      }),
    finish() {
      const unused = own.filter((name) => !taken.has(name));
      if (unused.length > 0) {
        throw refuse("oobleck.weights.unused", `${taken.size} weights`, `also ${listed(unused)}`);
      }
    },
  };
}
