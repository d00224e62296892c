/** How fast this machine is, in a fraction of a second. */
import { held, product } from "./bfloat16";
import { nativeBackend } from "./graph/nativeBackend";
import { checkPrecision } from "./precision";
import type { Precision } from "./precision";
import { tf } from "./tf";

/** Longer products say no more. */
const enoughMilliseconds = 40;

/**
 * Operations a second (multiplications and additions) of products of large matrices, the most that a network can
 * reach: products of ever larger matrices, until one takes 40 ms.
 *
 * @param precision of their numbers, float32 unless given
 * @throws TutorialError `precision`
 *
 * @example
 * console.log(`${(quickMatmulRate() / 1e9).toFixed(0)} GFLOP/s`);
 */
export function quickMatmulRate(precision: Precision = "float32"): number {
  checkPrecision(precision, "quickMatmulRate");
  let best = 0;
  for (let size = 128; size <= 2048; size *= 2) {
    const a = tf.ones<tf.Rank.R2>([size, size]);
    const b = tf.tidy(() => held(tf.ones<tf.Rank.R2>([size, size]), precision));
    const timed = (): number => {
      const begun = performance.now();
      tf.tidy(() => void product(a, b).max().dataSync());
      return performance.now() - begun;
    };
    timed(); // the first one warms up
    const milliseconds = timed();
    tf.dispose([a, b]);
    best = Math.max(best, (2 * size ** 3) / (milliseconds / 1000));
    if (milliseconds >= enoughMilliseconds) break;
  }
  return best;
}

/** A gain that is worth numbers of half the bits. */
const worthwhile = 1.3;

/**
 * How many times as fast this machine takes products in bfloat16; nothing where it takes them no faster to speak of, or
 * not at all. Processors without instructions for them are slower than in float32.
 *
 * @param inFloat32 operations a second in float32, measured unless given
 *
 * @example
 * const precision = bfloat16Gain() ? "bfloat16" : "float32";
 * const model = await openStableAudio("assets/stable-audio-tiny", { precision });
 * model.dispose();
 */
export function bfloat16Gain(inFloat32 = quickMatmulRate()): number | undefined {
  if (!nativeBackend()) return undefined;
  const gain = quickMatmulRate("bfloat16") / inFloat32;
  return gain > worthwhile ? gain : undefined;
}
