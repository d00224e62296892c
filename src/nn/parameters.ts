/** Weights by name: the one place where what a network has learned is kept. */
import { TutorialError } from "../error";
import type { Dtype } from "../tensor/dtype";
import { Random } from "../tensor/random";
import { encodeSafetensors } from "../tensor/safetensors";
import { tf } from "../tensor/tf";
import type { Rank, ShapeMap } from "../tensor/tf";
import { glorotUniform } from "./initializers";
import type { Initializer } from "./initializers";
import { checkedWeights } from "./weightFile";

/**
 * A store of named weights. Layers are plain functions that ask it for what they need, so that the
 * first call of a network makes its weights and every later call finds them.
 *
 * Each weight begins from a stream of its own, (seed, name): the order of creation does not matter.
 *
 * @example
 * const parameters = new Parameters(7);
 * const y = dense(parameters, "layer1", tf.ones([5, 2]), 3); // [5, 3]
 * console.log(parameters.names(), parameters.count()); // layer1.bias, layer1.weight; 9
 * parameters.dispose();
 */
export class Parameters {
  private readonly store = new Map<string, tf.Variable>();
  private readonly asked = new Set<string>();
  private sealed = false;

  /** @param seed names the first values of all weights */
  constructor(readonly seed: number) {}

  /**
   * A store with the weights of a file and no others: to ask it for another name is an error.
   *
   * @throws TutorialError `safetensors.damaged`
   *
   * @example
   * const file = new Parameters(7).toSafetensors();
   * const parameters = Parameters.from(file);
   */
  static from(bytes: Uint8Array): Parameters {
    const parameters = new Parameters(0);
    for (const [name, { shape, data }] of checkedWeights(bytes)) {
      parameters.get(name, [...shape], () => data);
    }
    parameters.sealed = true;
    parameters.asked.clear();
    return parameters;
  }

  /**
   * A weight by name: the one that is there, or a new one.
   *
   * @param shape what the layer expects
   * @param initializer how a new one begins; {@link glorotUniform} unless given
   * @throws TutorialError `nn.parameter.shape`, `nn.parameter.missing`
   */
  get<R extends Rank>(
    name: string,
    shape: ShapeMap[R],
    initializer: Initializer = glorotUniform,
  ): tf.Variable<R> {
    const existing = this.store.get(name);
    this.asked.add(name);
    if (existing) {
      checkShape(name, existing.shape, shape);
      return existing as tf.Variable<R>;
    }
    if (this.sealed) throw missing(name, this.names());
    const values = initializer(new Random(this.seed, "weight", name), shape);
    const made = tf.tidy(() => tf.variable(tf.tensor<R>(values, shape, "float32")));
    this.store.set(name, made);
    return made;
  }

  /** All names, in alphabetical order. */
  names(): string[] {
    return [...this.store.keys()].sort();
  }

  /** Names that no layer has asked for since the weights were made or read. */
  unused(): string[] {
    return this.names().filter((name) => !this.asked.has(name));
  }

  /** All weights by name, in the order of {@link names}; they stay the store's. */
  values(): Record<string, tf.Variable> {
    return Object.fromEntries(this.names().map((name) => [name, this.store.get(name)!]));
  }

  /** How many numbers there are in all. */
  count(): number {
    return [...this.store.values()].reduce((sum, { size }) => sum + size, 0);
  }

  /**
   * All weights as the bytes of a safetensors file.
   *
   * @param dtype `"F32"` unless given; `"F16"` halves the file, at a relative error of 5·10⁻⁴
   * @param metadata strings that travel along
   */
  toSafetensors(dtype: Dtype = "F32", metadata: Record<string, string> = {}): Uint8Array {
    const entries = Object.entries(this.values()).map(([name, variable]) => {
      return [name, { shape: variable.shape, data: variable.dataSync(), dtype }] as const;
    });
    return encodeSafetensors(Object.fromEntries(entries), metadata);
  }

  /**
   * Overwrites all weights by those of a file, which must hold exactly the same names and shapes.
   *
   * @throws TutorialError `nn.weights.names`, `nn.parameter.shape` (then nothing was changed),
   *   `safetensors.damaged`
   */
  load(bytes: Uint8Array): void {
    const weights = checkedWeights(bytes, this.names());
    for (const [name, { shape }] of weights) {
      checkShape(name, shape, this.store.get(name)!.shape);
    }
    for (const [name, { shape, data }] of weights) {
      const variable = this.store.get(name)!;
      tf.tidy(() => variable.assign(tf.tensor(data, [...shape])));
    }
  }

  /** A second store with the same weights, which then go their own way. */
  copy(): Parameters {
    const copy = new Parameters(this.seed);
    for (const [name, variable] of this.store) {
      copy.store.set(
        name,
        tf.tidy(() => tf.variable(variable)),
      );
    }
    copy.sealed = this.sealed;
    return copy;
  }

  /**
   * A second store with copies of those weights whose names begin so, under the rest of their names: a network
   * that is a part of this one.
   *
   * @throws TutorialError `nn.parameter.missing` when there is none
   */
  part(prefix: string): Parameters {
    const part = new Parameters(this.seed);
    for (const [name, variable] of this.store) {
      if (!name.startsWith(prefix)) continue;
      part.store.set(
        name.slice(prefix.length),
        tf.tidy(() => tf.variable(variable)),
      );
    }
    if (part.store.size === 0) throw missing(`${prefix}…`, this.names());
    part.sealed = this.sealed;
    return part;
  }

  /** Releases all weights; the store is empty then. */
  dispose(): void {
    for (const variable of this.store.values()) variable.dispose();
    this.store.clear();
  }
}

function checkShape(name: string, found: readonly number[], wanted: readonly number[]): void {
  if (found.join() === wanted.join()) return;
  throw new TutorialError({
    code: "nn.parameter.shape",
    where: `parameter "${name}"`,
    expected: `the shape [${wanted.join(", ")}] that the network asks for`,
    got: `[${found.join(", ")}]`,
    fix: "build the network with the sizes it was trained with, or give the layer another name",
  });
}

function missing(name: string, names: readonly string[]): TutorialError {
  return new TutorialError({
    code: "nn.parameter.missing",
    where: `parameter "${name}"`,
    expected: "a weight of that name in the file that was loaded",
    got: `only ${names.slice(0, 6).join(", ")}${names.length > 6 ? ", …" : ""}`,
    fix: "load the file of this network, or build the network that the file is of",
  });
}
