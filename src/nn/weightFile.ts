/** Reads the weights of a file and compares their names with those a network has. */
import { TutorialError } from "../error";
import { decodeSafetensors } from "../tensor/safetensors";

/** One weight as numbers. @internal */
export interface Weight {
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

function listed(names: readonly string[]): string {
  const shown = names.slice(0, 4).map((name) => `"${name}"`);
  return [...shown, ...(names.length > 4 ? [`${names.length - 4} more`] : [])].join(", ");
}

/**
 * The weights of a safetensors file, widened to float32.
 *
 * @param names which names it must hold, no more and no less; any unless given
 * @throws TutorialError `nn.weights.names`, `safetensors.damaged`
 * @internal
 */
export function checkedWeights(
  bytes: Uint8Array,
  names?: readonly string[],
): ReadonlyMap<string, Weight> {
  const { tensors } = decodeSafetensors(bytes);
  const lacking = (names ?? []).filter((name) => !tensors.has(name));
  const extra = names ? [...tensors.keys()].filter((name) => !names.includes(name)) : [];
  if (lacking.length > 0 || extra.length > 0) {
    throw new TutorialError({
      code: "nn.weights.names",
      where: "Parameters.load",
      expected: `exactly the network's ${names!.length} weights`,
      got: [
        ...(lacking.length > 0 ? [`a file without ${listed(lacking)}`] : []),
        ...(extra.length > 0 ? [`a file with ${listed(extra)}, unknown to the network`] : []),
      ].join(" and "),
      fix: "load the file of this network, or build the network that the file is of",
    });
  }
  return new Map(
    [...tensors].map(([name, { shape, data }]) => [name, { shape, data: Float32Array.from(data) }]),
  );
}
