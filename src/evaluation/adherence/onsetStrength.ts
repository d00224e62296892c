/** How much begins at each moment. */
import type { Tensor1D, Tensor2D } from "../../tensor/tf";
import { tf } from "../../tensor/tf";

/** Growth is held against two frames earlier, since frames overlap. */
const lag = 2;
/** As much growth as in the liveliest 3 % of frames is full strength. */
const liveliest = 0.97;

/**
 * The spectral flux of ln(1 + |X|/rms): Σ over bins of what each grew within two frames, 1 where it grows most.
 *
 * @param sizes magnitudes of short frames, [frames, bins]
 * @returns of each frame 0 to 1
 *
 * Source: Bello et al. 2005, "A Tutorial on Onset Detection in Music Signals", §III-C.
 */
export function onsetStrength(sizes: Tensor2D): Float32Array {
  const [frames, bins] = sizes.shape;
  if (frames <= lag) return new Float32Array(frames);
  const flux = tf.tidy(() => {
    const level = sizes.square().mean().sqrt().add(1e-9);
    const loudness = sizes.div<Tensor2D>(level).log1p();
    const before = loudness.slice([0, 0], [frames - lag, bins]);
    const growth = loudness.slice([lag, 0]).sub<Tensor2D>(before);
    // The growth over two frames happened around the one in the middle.
    return growth
      .relu()
      .sum<Tensor1D>(1)
      .pad([[1, 1]]);
  });
  const values = flux.dataSync<"float32">();
  flux.dispose();
  const full = values.slice().sort()[Math.floor(liveliest * frames)];
  return values.map((value) => Math.min(1, value / Math.max(full, 1e-9)));
}
