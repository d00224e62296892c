/** Tensors of a nested record. */
import { tf } from "../../tensor/tf";
import type { Tensor } from "../../tensor/tf";

/** All tensors in a record of records, in the order of its names. @internal */
export function tensorsIn(value: unknown): Tensor[] {
  if (value instanceof tf.Tensor) return [value as Tensor];
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(tensorsIn);
}
