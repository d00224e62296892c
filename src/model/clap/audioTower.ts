/** CLAP's side of the sounds: a clip as a direction among texts. */
import { clapSize } from "../../conditioning/clap/textTower";
import { dropout } from "../../nn/dropout";
import { mlp } from "../../nn/mlp";
import type { Parameters } from "../../nn/parameters";
import type { Random } from "../../tensor/random";
import { tf } from "../../tensor/tf";
import type { Tensor2D, Tensor3D } from "../../tensor/tf";
import { hearing } from "../listener/hearing";

const hidden = 192;
const dropped = 0.2;

/**
 * Sounds → features: what {@link hearing} finds, through two layers.
 *
 * @param logMel ln(0.1 + mel), [B, T, 80]
 * @param random for the dropout of training; none without
 * @returns [B, 128], of any length
 */
export function clapAudioTower(
  parameters: Parameters,
  logMel: Tensor3D,
  random?: Random,
): Tensor2D {
  return tf.tidy(() => {
    const heard = hearing(parameters, logMel); // [B, 256]
    const kept = random ? dropout(heard, dropped, random) : heard;
    return mlp(parameters, "audio", kept, { sizes: [hidden, clapSize] });
  });
}
