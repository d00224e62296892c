/** How fast this machine is, in a fraction of a second. */
import { tf } from "./tf";

/** Longer products say no more. */
const enoughMilliseconds = 40;

/**
 * Operations a second (multiplications and additions) of products of large matrices, the most that a network can
 * reach: products of ever larger matrices, until one takes 40 ms.
 *
 * @example
 * console.log(`${(quickMatmulRate() / 1e9).toFixed(0)} GFLOP/s`);
 */
export function quickMatmulRate(): number {
  let best = 0;
  for (let size = 128; size <= 2048; size *= 2) {
    const [a, b] = [tf.ones([size, size]), tf.ones([size, size])] as [tf.Tensor2D, tf.Tensor2D];
    const product = (): number => {
      const begun = performance.now();
      tf.tidy(() => void tf.matMul(a, b).max().dataSync());
      return performance.now() - begun;
    };
    product(); // the first one warms up
    const milliseconds = product();
    tf.dispose([a, b]);
    best = Math.max(best, (2 * size ** 3) / (milliseconds / 1000));
    if (milliseconds >= enoughMilliseconds) break;
  }
  return best;
}
