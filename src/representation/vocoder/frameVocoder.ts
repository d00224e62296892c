/** The vocoder of the house: frames in, frames out, as Vocos has it, but the turn of each phase instead of the phase. */
import { conv1d } from "../../nn/conv1d";
import type { Parameters } from "../../nn/parameters";
import { tf } from "../../tensor/tf";
import type { Tensor3D } from "../../tensor/tf";
import { agreeWithMel } from "../frames/agreeWithMel";
import { frameBlocks } from "../frames/frameBlock";
import { frameHead } from "../frames/frameHead";
import type { FramePicture } from "../frames/framePicture";
import { frameSynthesis } from "../frames/frameSynthesis";
import type { SynthesisOptions } from "../frames/frameSynthesis";
import type { Vocoder } from "./vocoder";

/** Sizes of the network. */
export interface FrameVocoderSizes {
  readonly width: number;
  readonly blocks: number;
}

/** As shipped. */
export const frameVocoderSizes: FrameVocoderSizes = { width: 224, blocks: 4 };

/** A vocoder inside a larger network. */
export interface VocoderPart {
  /** Before the names of its weights, e.g. `"decoder.vocoder."`; none unless given. */
  readonly prefix?: string;
  /** What else there is to say of each frame, added after the first layer, [B, T, width]. */
  readonly beside?: Tensor3D;
}

/**
 * What the network makes of a mel spectrogram: all 513 bins out of 80 bands, and how their phases move on.
 *
 * @param logMel ln(0.1 + mel), [B, T, 80]
 */
export function vocoderPicture(
  parameters: Parameters,
  logMel: Tensor3D,
  { width, blocks }: FrameVocoderSizes = frameVocoderSizes,
  { prefix = "", beside }: VocoderPart = {},
): FramePicture {
  return tf.tidy(() => {
    const mel = conv1d(parameters, `${prefix}in`, logMel, width, { kernel: 5 }); // [B, T, width]
    const h = beside ? mel.add<Tensor3D>(beside) : mel;
    const seen = frameBlocks(parameters, `${prefix}blocks`, h, blocks);
    return frameHead(parameters, `${prefix}head`, seen);
  });
}

/**
 * A trained vocoder. It has no word for the first phases: they begin at 0, which the ear does not mind.
 *
 * @param parameters become the vocoder's: they go with it
 *
 * @example
 * const vocoder = frameVocoder(new Parameters(7)); // untrained: it hums
 * const waveform = vocoder.decode(frameLogMel(tf.zeros([1, 16384]))); // [1, 16384]
 * vocoder.dispose();
 */
export function frameVocoder(parameters: Parameters, options: SynthesisOptions = {}): Vocoder {
  return {
    name: "frame-vocoder",
    decode: (logMel) =>
      tf.tidy(() => {
        const picture = vocoderPicture(parameters, logMel);
        return frameSynthesis(agreeWithMel(picture, logMel), options);
      }),
    dispose: () => parameters.dispose(),
  };
}
