/** Opening a trained codec of tokens. */
import type { Parameters } from "../../nn/parameters";
import { frameCodes, frameCodesCodec } from "../../representation/frameCodec/frameCodes";
import type { FrameCodes, QuantiserKind } from "../../representation/frameCodec/frameCodes";
import { tf } from "../../tensor/tf";
import { openTrained } from "../weights/openTrained";

/**
 * Opens the discrete sibling of the default latent, with DAC's quantiser or EnCodec's.
 *
 * @param folder of trained weights; `assets/weights` unless given
 * @throws TutorialError those of {@link openTrained}
 *
 * @example
 * const codes = openFrameCodes("dac");
 * const tokens = codes.encode(tf.zeros([1, 65536])); // int32 [1, 12, 128]
 * codes.dispose();
 */
export function openFrameCodes(kind: QuantiserKind, folder?: string): FrameCodes {
  const open = (parameters: Parameters): FrameCodes => {
    const codec = frameCodesCodec(parameters, kind);
    codec.decode(codec.bottleneck.encode(codec.encode(tf.zeros([1, 8192]))));
    return frameCodes(parameters, kind);
  };
  return openTrained({ name: `frame-codes-${kind}`, folder, open }).model;
}
