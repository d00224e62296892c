/** Published weights on their way into a network: each is taken once, by name and shape, and none is left over. */
import { TutorialError } from "../error";
import { Scratch } from "../tensor/scratch";
import { uploaded } from "../tensor/uploaded";
import type { Rank, ShapeMap, Tensor } from "../tensor/tf";
import type { PublishedArrays } from "../representation/vocoder/publishedWeights";

type PublishedArray = PublishedArrays extends ReadonlyMap<string, infer A> ? A : never;

/** Which network asks, for errors. */
interface Asking {
  readonly code: string;
  readonly where: string;
  /** Before every name of this network in the file, if the asker may choose it; other names are not its own. */
  readonly prefix?: string;
}

const usualFix =
  "load the file of this very network, whole, and build the network with the sizes in its config";

/** All parts of a model pass through the same room, so that it is never in memory twice. */
const room = new Scratch();

/** Arrays by name that are taken one by one. @internal */
export class NamedWeights {
  private readonly left: Set<string>;

  constructor(
    private readonly arrays: PublishedArrays,
    private readonly asking: Asking,
  ) {
    const { prefix = "" } = asking;
    this.left = new Set([...arrays.keys()].filter((name) => name.startsWith(prefix)));
  }

  private unfit(expected: string, got: string, fix = usualFix): TutorialError {
    room.release();
    return new TutorialError({ ...this.asking, expected, got, fix });
  }

  has(name: string): boolean {
    return this.arrays.has(name);
  }

  /** What is known to belong to something else. */
  passOver(isForeign: (name: string) => boolean): void {
    for (const name of [...this.left]) if (isForeign(name)) this.left.delete(name);
  }

  /** It may be that the file has this weight, but under a prefix that was not named. */
  private missing(name: string, wanted: string): TutorialError {
    const { prefix } = this.asking;
    const longer = [...this.arrays.keys()].find((one) => one.endsWith(`.${name}`));
    const fix =
      prefix === undefined || !longer
        ? usualFix
        : `pass {prefix: "${longer.slice(0, -name.length)}"}`;
    return this.unfit(wanted, "no weight of that name", fix);
  }

  /** The array of a weight, which must have this shape and is then no longer left. */
  private taken(name: string, shape: readonly number[]): { array: PublishedArray; full: string } {
    const full = (this.asking.prefix ?? "") + name;
    const array = this.arrays.get(full);
    const wanted = `"${full}" of shape [${shape.join(", ")}]`;
    if (!array) throw this.missing(name, wanted);
    if (array.shape.join() !== shape.join()) {
      throw this.unfit(wanted, `[${array.shape.join(", ")}]`);
    }
    this.left.delete(full);
    return { array, full };
  }

  private checkFinite(data: Float32Array, full: string): void {
    // A plain loop, which asks for the length once: the largest model has 1.3 billion of them.
    const { length } = data;
    for (let i = 0; i < length; i++) {
      if (!Number.isFinite(data[i])) throw this.unfit(`finite numbers in "${full}"`, `${data[i]}`);
    }
  }

  /** The numbers of a weight, which must have this shape. */
  numbers(name: string, shape: readonly number[]): Float32Array {
    const { array, full } = this.taken(name, shape);
    // (Float32Array.from, called on an array that is one already, takes seconds for a large model.)
    const { data: stored } = array; // once: it may be read from a disk
    const data = stored instanceof Float32Array ? stored : Float32Array.from(stored);
    this.checkFinite(data, full);
    return data;
  }

  /**
   * Numbers of weights of this shape, one behind the other. Those of matrices are yours until others of matrices are
   * asked for; a vector is a small thing, and yours for good.
   */
  passing(names: readonly string[], shape: readonly number[]): Float32Array {
    const size = shape.reduce((product, one) => product * one, 1);
    const count = names.length * size;
    const all = shape.length > 1 ? room.numbers(count) : new Float32Array(count);
    names.forEach((name, i) => {
      const { array, full } = this.taken(name, shape);
      const numbers = all.subarray(i * size, (i + 1) * size);
      if (array.readInto) array.readInto(numbers);
      else numbers.set(array.data);
      this.checkFinite(numbers, full);
    });
    return all;
  }

  /** A weight as a tensor. */
  tensor<R extends Rank>(name: string, shape: ShapeMap[R]): Tensor<R> {
    return uploaded(this.passing([name], shape), shape);
  }

  /** Refuses weights that nothing has asked for. */
  done(): void {
    room.release();
    if (this.left.size === 0) return;
    const names = [...this.left].sort();
    const shown = names.slice(0, 4).join(", ");
    throw this.unfit(
      "no weights but those of this network",
      `${names.length} more: ${shown}${names.length > 4 ? ", …" : ""}`,
    );
  }
}
