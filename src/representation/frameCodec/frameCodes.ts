/** The discrete sibling of the latent: the same encoder and decoder, whole numbers in between. */
import type { Parameters } from "../../nn/parameters";
import { tf } from "../../tensor/tf";
import type { Tensor1D, Tensor2D, Tensor3D } from "../../tensor/tf";
import type { Hertz } from "../../units";
import type { QuantiserChoice, ResidualQuantiser } from "../bottleneck/bottleneck";
import { dacQuantiser } from "../bottleneck/dacQuantiser";
import { encodecQuantiser } from "../bottleneck/encodecQuantiser";
import { frameSettings } from "../frames/frameSettings";
import { wholeFrames } from "../frames/frameSpectrum";
import { frameSynthesis } from "../frames/frameSynthesis";
import type { SynthesisOptions } from "../frames/frameSynthesis";
import { frameLatentChannels, frameLatentCodec } from "./frameLatent";
import { samplesPerCode } from "./frameNetworks";

/** Whose quantiser: projections learned by gradient (DAC), or codebooks that follow the data (EnCodec). */
export type QuantiserKind = "dac" | "encodec";

/** 16 codebooks of 256 vectors: 128 bits in each of 15.625 codes a second, 2 kbit/s. */
export const frameCodeSizes = { quantisers: 16, codebookSize: 256 } as const;

/** A codec that writes sound as tokens. */
export interface FrameCodes {
  readonly name: string;
  readonly quantiser: ResidualQuantiser;
  /** Waveforms [B, S] → what the quantiser gets, [B, T, 64]: the latent, each channel as loud as what it does. */
  hear(waveform: Tensor2D): Tensor3D;
  /** Waveforms [B, S] → tokens, int32 [B, N, T], 15.625 columns a second. */
  encode(waveform: Tensor2D): Tensor3D;
  /** Tokens of the first n quantisers [B, n, T] → waveforms [B, S']. */
  decode(codes: Tensor3D): Tensor2D;
  /** There and back through the first so many quantisers. */
  roundTrip(waveform: Tensor2D, choice?: QuantiserChoice): Tensor2D;
  /** Bits a second. */
  bitrate(quantisers?: number): number;
  /** Releases the codebooks and the latent's weights. */
  dispose(): void;
}

/** The quantiser over such codebooks, which become its weights `quantiser.*`. */
export function frameQuantiser(codebooks: Parameters, kind: QuantiserKind): ResidualQuantiser {
  const sizes = { size: frameLatentChannels, ...frameCodeSizes };
  return kind === "dac"
    ? dacQuantiser(codebooks, "quantiser", sizes)
    : encodecQuantiser(codebooks, "quantiser", sizes);
}

/** How much a change of each channel changes the bands, [C]: the length of its row in the decoder's linear map. */
function importance(latent: Parameters): Tensor1D {
  return latent.values()["decoder.linear.weight"].square().sum<Tensor1D>(1).sqrt();
}

/**
 * A codec of tokens.
 *
 * Encoder and decoder are those of {@link frameLatent}, weight by weight; only the middle differs. Each code of 64 numbers
 * is written as 16 choices, each out of 256 vectors, and every choice refines the sum of those before it. Nearest is
 * nearest in what is heard: channels are weighed by what they do to the bands.
 *
 * @param codebooks of a {@link frameQuantiser}; they become the codec's
 * @param latent the weights of the default latent; they become the codec's
 *
 * @example
 * const [codebooks, latent] = [new Parameters(7), Parameters.from(readTrained("frame-latent").weights)];
 * const codes = frameCodes(codebooks, latent, "dac"); // codebooks untrained: it mumbles
 * const tokens = codes.encode(tf.zeros([1, 65536])); // [1, 16, 64]
 * console.log(codes.bitrate(4)); // 500 bits a second
 */
export function frameCodes(
  codebooks: Parameters,
  latent: Parameters,
  kind: QuantiserKind,
  options: SynthesisOptions = {},
): FrameCodes {
  const codec = frameLatentCodec(latent);
  const quantiser = frameQuantiser(codebooks, kind);
  const codesPerSecond: Hertz = frameSettings.sampleRate / samplesPerCode;
  const hear = (waveform: Tensor2D): Tensor3D =>
    tf.tidy(() => {
      const h = codec.encode(wholeFrames(waveform, samplesPerCode));
      return codec.bottleneck.encode(h).mul<Tensor3D>(importance(latent));
    });
  const sound = (heard: Tensor3D): Tensor2D =>
    frameSynthesis(codec.decode(heard.div<Tensor3D>(importance(latent))), options);
  return {
    name: quantiser.name,
    quantiser,
    hear,
    encode: (waveform) => tf.tidy(() => quantiser.codes(hear(waveform))),
    decode: (codes) => tf.tidy(() => sound(quantiser.decodeCodes(codes))),
    roundTrip: (waveform, choice) => tf.tidy(() => sound(quantiser.encode(hear(waveform), choice))),
    bitrate: (quantisers) => quantiser.bitrate(codesPerSecond, quantisers),
    dispose() {
      codebooks.dispose();
      latent.dispose();
    },
  };
}
