/** The discrete sibling of the latent: the same encoder and decoder, whole numbers in between. */
import type { Parameters } from "../../nn/parameters";
import { tf } from "../../tensor/tf";
import type { Tensor2D, Tensor3D } from "../../tensor/tf";
import type { Hertz } from "../../units";
import type { QuantiserChoice, ResidualQuantiser } from "../bottleneck/bottleneck";
import { dacQuantiser } from "../bottleneck/dacQuantiser";
import { encodecQuantiser } from "../bottleneck/encodecQuantiser";
import { frameSettings } from "../frames/frameSettings";
import { wholeFrames } from "../frames/frameSpectrum";
import { frameSynthesis } from "../frames/frameSynthesis";
import type { SynthesisOptions } from "../frames/frameSynthesis";
import { frameCodec } from "./frameCodec";
import type { FrameCodec } from "./frameCodec";
import { frameLatentChannels } from "./frameLatent";
import { samplesPerCode } from "./frameNetworks";

/** Whose quantiser: projections learned by gradient (DAC), or codebooks that follow the data (EnCodec). */
export type QuantiserKind = "dac" | "encodec";

/** 12 codebooks of 256 vectors: 96 bits in each of 31.25 codes a second, 3 kbit/s. */
export const frameCodeSizes = { quantisers: 12, codebookSize: 256 } as const;

/** A codec that writes sound as tokens. */
export interface FrameCodes {
  readonly name: string;
  readonly quantiser: ResidualQuantiser;
  /** Waveforms [B, S] → tokens, int32 [B, N, T], 31.25 columns a second. */
  encode(waveform: Tensor2D): Tensor3D;
  /** Tokens of the first n quantisers [B, n, T] → waveforms [B, S']. */
  decode(codes: Tensor3D): Tensor2D;
  /** There and back through the first so many quantisers. */
  roundTrip(waveform: Tensor2D, choice?: QuantiserChoice): Tensor2D;
  /** Bits a second. */
  bitrate(quantisers?: number): number;
  dispose(): void;
}

/** A frame codec whose bottleneck is a residual quantiser, and that quantiser. */
export function frameCodesCodec(
  parameters: Parameters,
  kind: QuantiserKind,
): FrameCodec & { readonly bottleneck: ResidualQuantiser } {
  const sizes = { size: frameLatentChannels, ...frameCodeSizes };
  const bottleneck =
    kind === "dac"
      ? dacQuantiser(parameters, "quantiser", sizes)
      : encodecQuantiser(parameters, "quantiser", sizes);
  return { ...frameCodec(parameters, bottleneck), bottleneck };
}

/**
 * A codec of tokens over trained weights.
 *
 * Only the middle differs from {@link frameLatent}: each code of 32 numbers is written as 12 choices, each out of 256
 * vectors, every choice refining the sum of those before it.
 *
 * @param parameters trained weights; they become the codec's
 *
 * @example
 * const codes = frameCodes(new Parameters(7), "dac"); // untrained: it hums
 * const tokens = codes.encode(tf.zeros([1, 65536])); // [1, 12, 128]
 * console.log(codes.bitrate(4)); // 1,000 bits a second
 */
export function frameCodes(
  parameters: Parameters,
  kind: QuantiserKind,
  options: SynthesisOptions = {},
): FrameCodes {
  const codec = frameCodesCodec(parameters, kind);
  const { bottleneck } = codec;
  const codesPerSecond: Hertz = frameSettings.sampleRate / samplesPerCode;
  const hidden = (waveform: Tensor2D): Tensor3D =>
    codec.encode(wholeFrames(waveform, samplesPerCode));
  const sound = (z: Tensor3D): Tensor2D => frameSynthesis(codec.decode(z), options);
  return {
    name: bottleneck.name,
    quantiser: bottleneck,
    encode: (waveform) => tf.tidy(() => bottleneck.codes(hidden(waveform))),
    decode: (codes) => tf.tidy(() => sound(bottleneck.decodeCodes(codes))),
    roundTrip: (waveform, choice) =>
      tf.tidy(() => sound(bottleneck.encode(hidden(waveform), choice))),
    bitrate: (quantisers) => bottleneck.bitrate(codesPerSecond, quantisers),
    dispose: () => parameters.dispose(),
  };
}
