/** What of a sound tells its instrument, height and speed: the part that all who listen have in common. */
import { silu } from "../../nn/activations";
import { conv1d } from "../../nn/conv1d";
import { dense } from "../../nn/dense";
import { layerNorm } from "../../nn/layerNorm";
import type { Parameters } from "../../nn/parameters";
import { logMelStatistics } from "../../representation/logMelScale";
import { tf } from "../../tensor/tf";
import type { Tensor2D, Tensor3D } from "../../tensor/tf";
import { tempogram } from "./tempogram";

const width = 96;
const onsetCurves = 4;
const rhythmSize = 64;

/** x + conv₅(SiLU(norm(x))), [B, T, 96] */
function block(parameters: Parameters, name: string, x: Tensor3D): Tensor3D {
  const normed = silu(layerNorm(parameters, `${name}.norm`, x));
  return x.add(conv1d(parameters, `${name}.conv`, normed, width, { kernel: 5 }));
}

/**
 * Hears: three times conv, half the frames and blocks, then mean and maximum over time (timbre and height); beside
 * them the {@link tempogram} of four onset curves (speed).
 *
 * @param logMel ln(0.1 + mel), [B, T, 80]
 * @returns [B, 256]: 96 means, 96 maxima, 64 numbers of rhythm
 *
 * @internal
 */
export function hearing(parameters: Parameters, logMel: Tensor3D): Tensor2D {
  return tf.tidy(() => {
    const { mean, std } = logMelStatistics;
    const x = logMel.sub(mean).div<Tensor3D>(std);
    let h = conv1d(parameters, "in", x, width, { kernel: 5, stride: 2 }); //          [B, T/2, 96]
    h = block(parameters, "blocks.0", h);
    h = conv1d(parameters, "down.0", h, width, { kernel: 4, stride: 2 }); //          [B, T/4, 96]
    h = block(parameters, "blocks.2", block(parameters, "blocks.1", h));
    h = conv1d(parameters, "down.1", h, width, { kernel: 4, stride: 2 }); //          [B, T/8, 96]
    h = block(parameters, "blocks.4", block(parameters, "blocks.3", h));
    h = silu(layerNorm(parameters, "norm", h));
    const onsets = conv1d(parameters, "onsets", x, onsetCurves).relu<Tensor3D>(); //  [B, T, 4]
    const rhythm = silu(dense(parameters, "rhythm", tempogram(onsets), rhythmSize));
    return tf.concat([h.mean<Tensor2D>(1), h.max<Tensor2D>(1), rhythm], 1); //        [B, 256]
  });
}
