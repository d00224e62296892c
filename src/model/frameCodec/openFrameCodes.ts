/** Opening a trained codec of tokens. */
import { frameCodes } from "../../representation/frameCodec/frameCodes";
import type { FrameCodes, QuantiserKind } from "../../representation/frameCodec/frameCodes";
import { frameQuantiser } from "../../representation/frameCodec/frameCodes";
import { frameLatentChannels } from "../../representation/frameCodec/frameLatent";
import { tf } from "../../tensor/tf";
import { openFrameLatentWeights } from "../openRepresentation";
import { openTrained } from "../weights/openTrained";

/**
 * Opens the discrete sibling of the default latent, with DAC's quantiser or EnCodec's.
 *
 * @param folder of trained weights; `assets/weights` unless given
 * @throws TutorialError those of {@link openTrained}
 *
 * @example
 * const codes = openFrameCodes("dac");
 * const tokens = codes.encode(tf.zeros([1, 65536])); // int32 [1, 16, 64]
 * codes.dispose();
 */
export function openFrameCodes(kind: QuantiserKind, folder?: string): FrameCodes {
  const { parameters: codebooks } = openTrained({
    name: `frame-codes-${kind}`,
    folder,
    open: (weights) => {
      const quantiser = frameQuantiser(weights, kind);
      quantiser.encode(tf.zeros([1, 1, frameLatentChannels]));
    },
  });
  try {
    return frameCodes(codebooks, openFrameLatentWeights(folder), kind);
  } catch (error) {
    codebooks.dispose();
    throw error;
  }
}
