/** The mel bands of the house over magnitudes. */
import { constantMatrix, timesMatrix } from "../../audio/constantMatrix";
import type { ConstantMatrix } from "../../audio/constantMatrix";
import { melFilterBank } from "../../audio/melFilterBank";
import type { Tensor2D, Tensor3D } from "../../tensor/tf";
import { tf } from "../../tensor/tf";
import { frameSettings } from "./frameSettings";

const { sampleRate, fftSize, bins, bands, minimum, maximum } = frameSettings;

let filters: ConstantMatrix | undefined;

/** [513, 80], made when first asked for. */
export function melFilters(): ConstantMatrix {
  filters ??= (() => {
    const kind = { scale: "htk", norm: "none" } as const;
    const bank = melFilterBank({ sampleRate, fftSize, bands, minimum, maximum, ...kind });
    return constantMatrix(bins, bands, (k, m) => bank.weights[m * bins + k]);
  })();
  return filters;
}

/**
 * Gathers bins into bands.
 *
 * @param size |X|, [B, T, 513]
 * @returns [B, T, 80]
 */
export function melOf(size: Tensor3D): Tensor3D {
  const [batch, frames] = size.shape;
  return tf.tidy(() => {
    const rows = size.reshape<Tensor2D>([batch * frames, bins]);
    return timesMatrix(rows, melFilters()).reshape([batch, frames, bands]);
  });
}
