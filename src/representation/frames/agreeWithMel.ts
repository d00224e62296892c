/** Making a picture of 513 bins agree with the 80 bands that it was made from. */
import { constantMatrix, timesMatrix } from "../../audio/constantMatrix";
import type { ConstantMatrix } from "../../audio/constantMatrix";
import { tf } from "../../tensor/tf";
import type { Tensor2D, Tensor3D } from "../../tensor/tf";
import { melFilters, melOf } from "./bands";
import type { FramePicture } from "./framePicture";
import { frameSettings } from "./frameSettings";
import { logSize, sizeOfLog } from "./frameSpectrum";

const { bins, bands } = frameSettings;

/** Added to both sides of a quotient, a fifth of what counts as silence. */
const faint = 0.02;
/** No bin is changed by more than this factor at once. */
const furthest = 10;

/** How the bands' gains are spread over the bins. */
interface Spread {
  /** [80, 513]: each bin takes the mean of the bands that hear it. */
  readonly matrix: ConstantMatrix;
  /** [513]: 1 where no band hears a bin, which stays as it is. */
  readonly unheard: Float32Array;
}

let spread: Spread | undefined;

function spreadOf(): Spread {
  const { values } = melFilters();
  const total = Float32Array.from({ length: bins }, (_, k) =>
    values.subarray(k * bands, (k + 1) * bands).reduce((sum, weight) => sum + weight, 0),
  );
  return {
    matrix: constantMatrix(bands, bins, (m, k) =>
      total[k] > 0 ? values[k * bands + m] / total[k] : 0,
    ),
    unheard: total.map((weight) => (weight > 0 ? 0 : 1)),
  };
}

/**
 * Turns each bin up or down until the bands have the loudness that the mel says: in each of a few rounds,
 *
 * |X|ₖ ← |X|ₖ·Σₘ wₘₖ·(melₘ/melₘ(X))/Σₘ wₘₖ
 *
 * A network that paints bins from bands knows how the bands' energy lies among the bins, and need not be trusted with how
 * much there is: that is given. Differentiable.
 *
 * @param picture T frames
 * @param logMel ln(0.1 + mel), [B, T, 80]
 *
 * Source: iterative proportional fitting, Deming & Stephan 1940.
 */
export function agreeWithMel(picture: FramePicture, logMel: Tensor3D, rounds = 3): FramePicture {
  spread ??= spreadOf();
  const { matrix, unheard } = spread;
  return tf.tidy(() => {
    const wanted = sizeOfLog(logMel).add<Tensor3D>(faint);
    const [batch, frames] = logMel.shape;
    let size = sizeOfLog(picture.logMagnitude);
    for (let round = 0; round < rounds; round++) {
      const ratio = wanted.div<Tensor3D>(melOf(size).add(faint));
      const safe = ratio.clipByValue(1 / furthest, furthest).reshape<Tensor2D>([-1, bands]);
      const gain = timesMatrix(safe, matrix).add(tf.tensor1d(unheard));
      size = size.mul(gain.reshape<Tensor3D>([batch, frames, bins]));
    }
    return { logMagnitude: logSize(size), advance: picture.advance };
  });
}
