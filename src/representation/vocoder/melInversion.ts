/** From 80 mel bands back to 513 bins: fewer equations than unknowns, but none of them may be negative. */
import { constantMatrix, timesMatrix, transposeOf } from "../../audio/constantMatrix";
import type { ConstantMatrix } from "../../audio/constantMatrix";
import { melFilterBank } from "../../audio/melFilterBank";
import { tf } from "../../tensor/tf";
import type { Tensor2D, Tensor3D } from "../../tensor/tf";
import { frameSettings } from "../frames/frameSettings";

/** For bins that no filter reaches: what is divided by it is 0. */
const tiny = 1e-10;

let bank: ConstantMatrix | undefined;

/** The filters as a matrix F, [bins, bands]. */
function filters(): ConstantMatrix {
  if (!bank) {
    const { sampleRate, fftSize, bands, bins, minimum, maximum } = frameSettings;
    const sizes = { sampleRate, fftSize, bands, minimum, maximum } as const;
    const { weights } = melFilterBank({ ...sizes, scale: "htk", norm: "none" });
    bank = constantMatrix(bins, bands, (bin, band) => weights[band * bins + bin]);
  }
  return bank;
}

/**
 * Magnitudes that have the given mel spectrogram, none negative: the x ≥ 0 with the least ‖x·F − m‖.
 *
 * Projected gradient with momentum, x ← max(0, y − (y·F − m)·Fᵀ/d) and y ← x + k/(k + 3)·(x − x_before), where
 * every bin has a step of its own, d = 1·F·Fᵀ: filters are narrow below and wide above, and none waits for the other.
 * It begins with each band spread evenly over its bins, so what the bands leave open stays smooth.
 *
 * @param mel m, linear, [B, T, 80]
 * @param iterations 100 unless given
 * @returns x, [B, T, 513]
 *
 * Source: Beck & Teboulle 2009, "A Fast Iterative Shrinkage-Thresholding Algorithm", eq. 4.1–4.3.
 */
export function magnitudesOfMel(mel: Tensor3D, iterations = 100): Tensor3D {
  const [batch, frames, bands] = mel.shape;
  const [toBands, toBins] = [filters(), transposeOf(filters())];
  return tf.tidy(() => {
    const wanted = mel.reshape<Tensor2D>([batch * frames, bands]);
    const reach = timesMatrix(tf.ones([1, bands]), toBins).add<Tensor2D>(tiny); // [1, bins]
    const everyBin = tf.ones<tf.Rank.R2>([1, toBands.rows]);
    const curvature = timesMatrix(timesMatrix(everyBin, toBands), toBins).add<Tensor2D>(tiny);
    let state = [wanted, wanted].map((one) => timesMatrix(one, toBins).div<Tensor2D>(reach));
    for (let k = 1; k <= iterations; k++) {
      const [before, pushed] = state;
      state = tf.tidy(() => {
        const error = timesMatrix(pushed, toBands).sub<Tensor2D>(wanted);
        const x = pushed.sub(timesMatrix(error, toBins).div(curvature)).relu<Tensor2D>();
        return [x, x.add<Tensor2D>(x.sub(before).mul(k / (k + 3)))];
      });
      tf.dispose([before, pushed]);
    }
    return state[0].reshape([batch, frames, toBands.rows]);
  });
}
