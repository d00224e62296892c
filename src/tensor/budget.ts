/** Tensors are not garbage-collected: whoever makes one releases it. */
import { tf } from "./tf";

/**
 * Runs a function and counts the tensors it left behind.
 *
 * @param body any function, async or not
 * @returns its result and how many more tensors are alive than before
 *
 * @example
 * const { leaked } = await countTensors(() => tf.tidy(() => tf.ones([3]).sum().dataSync()[0]));
 */
export async function countTensors<T>(
  body: () => T | Promise<T>,
): Promise<{ result: T; leaked: number }> {
  const before = tf.memory().numTensors;
  const result = await body();
  return { result, leaked: tf.memory().numTensors - before };
}
