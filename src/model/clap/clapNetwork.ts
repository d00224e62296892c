/** The two towers of the house's CLAP, and the scale between them. */
import { clapTextTower } from "../../conditioning/clap/textTower";
import { Parameters } from "../../nn/parameters";
import { frameSettings } from "../../representation/frames/frameSettings";
import { tf } from "../../tensor/tf";
import type { Tensor } from "../../tensor/tf";
import { readTrained } from "../weights/trainedFiles";
import { clapAudioTower } from "./audioTower";

/** The model whose ears CLAP's begin as: it already tells instruments, registers and tempos apart. */
export const earsBeginAs = "listener";

const firstScale = 1 / 0.07;
/** Sharper than that no softmax should be: CLIP's own limit. */
const largestScale = 100;

/**
 * ln of the scale by which cosines become logits, learned; it begins at ln(1/0.07) and ends at ln 100.
 *
 * Source: Radford et al. 2021 (CLIP), §2.5.
 */
export function clapLogScale(parameters: Parameters): Tensor {
  const learned = parameters.get<tf.Rank.R1>("logScale", [1], () =>
    Float32Array.of(Math.log(firstScale)),
  );
  return tf.minimum(learned, Math.log(largestScale));
}

/** Calls every part once, which makes its weights or finds them. */
export function callClap(parameters: Parameters, { globalSize = 512, tokenSize = 512 } = {}): void {
  tf.tidy(() => {
    clapAudioTower(parameters, tf.zeros([1, 64, frameSettings.bands]));
    const tokens = tf.zeros<tf.Rank.R3>([1, 1, tokenSize]);
    clapTextTower(parameters, { global: tf.zeros([1, globalSize]), tokens, mask: tf.ones([1, 1]) });
    clapLogScale(parameters);
  });
}

/** The part of the audio tower that a listener has too begins as the trained one's. */
export function beginAsListener(parameters: Parameters, folder?: string): void {
  const listener = Parameters.from(readTrained(earsBeginAs, folder).weights);
  const [own, heard] = [parameters.values(), listener.values()];
  for (const [name, variable] of Object.entries(own)) {
    if (name in heard) variable.assign(heard[name]);
  }
  listener.dispose();
}
