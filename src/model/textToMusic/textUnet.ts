/** The twin of the text models' network: a U-Net that is told the same things. */
import { enterModes } from "../../conditioning/modes/modes";
import type { Entered, ModeName } from "../../conditioning/modes/mode";
import type { TextEmbedding } from "../../conditioning/textEmbedding";
import type { TimedNetwork } from "../../diffusion/denoisingLoss";
import { unetHost } from "../../network/unet/host";
import type { UnetSize } from "../../network/unet/layout";
import { unet } from "../../network/unet/unet";
import type { Parameters } from "../../nn/parameters";
import { tf } from "../../tensor/tf";
import type { Tensor3D } from "../../tensor/tf";
import type { Frames } from "../../units";
import { timingVector } from "./textDit";
import type { Told } from "./textDit";

/** Sizes of the U-Net and of its condition, and how the text enters. */
export interface TextUnetSize extends UnetSize {
  /** Dc, of the vector that the noise level and the place in time add up to. */
  readonly conditionWidth: number;
  readonly modes: readonly ModeName[];
}

/**
 * A text enters such a network, once for all calls with it.
 *
 * @param text a row for each item of the batch
 * @param frames T of the music
 * @throws TutorialError those of `enterModes`
 */
export function enterTextUnet(
  parameters: Parameters,
  text: TextEmbedding,
  size: TextUnetSize,
  frames: Frames,
): Entered[] {
  return enterModes(parameters, "text", size.modes, text, unetHost(size, frames));
}

/**
 * The network, told so much.
 *
 * @returns [B, T, C] → [B, T, C]; zeros before training
 *
 * Source: Rombach et al. 2022; Evans et al. 2024 for the timing.
 */
export function textUnet(parameters: Parameters, size: TextUnetSize, told: Told): TimedNetwork {
  const { timings, entered, observe } = told;
  return (xt, t) =>
    tf.tidy(() => {
      const times = typeof t === "number" ? timings.map(() => t) : t;
      const condition = timingVector(parameters, times, timings, size.conditionWidth);
      return unet(parameters, "unet", xt as Tensor3D, { condition, entered, observe }, size);
    });
}
