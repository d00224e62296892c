/** An autoencoder of log-mel pictures, as latent audio models have it: an image in, a smaller image out. */
import type { Parameters } from "../../nn/parameters";
import type { Random } from "../../tensor/random";
import { tf } from "../../tensor/tf";
import type { Tensor3D, Tensor4D } from "../../tensor/tf";
import { klBottleneck } from "../bottleneck/klBottleneck";
import { logMelStatistics } from "../logMelScale";
import { melAutoencoderSizes, melDecoder, melEncoder } from "./melNetworks";
import type { MelAutoencoderSizes } from "./melNetworks";

/** Encoder, bottleneck and decoder over shared weights. */
export interface MelAutoencoder {
  /** Images [B, T, 80, 1] of whole patches → the mean of their codes, [B, h, w, c]. */
  encode(image: Tensor4D): Tensor4D;
  /** Codes [B, h, w, c] → images [B, T, 80, 1]. */
  decode(z: Tensor4D): Tensor4D;
  /** What training makes small, part by part, weighted already. */
  losses(image: Tensor4D, random: Random): Record<string, tf.Scalar>;
}

/** The mean |Δ| of neighbours along an axis: what blurs a picture without moving its mean. */
function edgeError(error: Tensor4D, axis: 1 | 2): tf.Scalar {
  const size = [...error.shape];
  size[axis] -= 1;
  const [first, second] = [0, 1].map((offset) => {
    const begin = [0, 0, 0, 0];
    begin[axis] = offset;
    return error.slice(begin, size);
  });
  return second.sub(first).abs().mean();
}

/**
 * A 2-D KL autoencoder over weights `encoder.*` and `decoder.*`.
 *
 * loss `logMelL1` = mean |Δ ln(0.1 + mel)|; `edges` = a tenth of the same for the differences between
 * neighbouring frames and bands; `kl` of {@link klBottleneck}, which sees the pixels of the latent as a sequence
 *
 * @param klWeight of the mean KL; 2e-3 unless given, ten times that of a code with ten times fewer numbers
 *
 * Source: Rombach et al. 2022, §3.1; Liu et al. 2023, "AudioLDM", §3.2.
 *
 * @example
 * const autoencoder = melAutoencoder(new Parameters(7));
 * const z = autoencoder.encode(tf.zeros([1, 256, 80, 1])); // [1, 64, 20, 8]
 * const image = autoencoder.decode(z); // [1, 256, 80, 1]
 */
export function melAutoencoder(
  parameters: Parameters,
  sizes: MelAutoencoderSizes = melAutoencoderSizes,
  klWeight = 2e-3,
): MelAutoencoder {
  const { channels } = sizes;
  const bottleneck = klBottleneck({ channels, weight: klWeight });
  const asSequence = (h: Tensor4D): Tensor3D => {
    const [batch, height, width, size] = h.shape;
    return h.reshape([batch, height * width, size]);
  };
  const asImage = (z: Tensor3D, like: Tensor4D): Tensor4D => {
    const [batch, height, width] = like.shape;
    return z.reshape([batch, height, width, channels]);
  };
  const encoded = (image: Tensor4D): Tensor4D =>
    melEncoder(parameters, image, bottleneck.inputSize, sizes);
  return {
    encode: (image) =>
      tf.tidy(() => {
        const h = encoded(image);
        return asImage(bottleneck.encode(asSequence(h)), h);
      }),
    decode: (z) => melDecoder(parameters, z, sizes),
    losses: (image, random) =>
      tf.tidy(() => {
        const h = encoded(image);
        const { z, losses } = bottleneck.train(asSequence(h), random);
        const painted = melDecoder(parameters, asImage(z, h), sizes);
        const error = painted.sub(image).mul<Tensor4D>(logMelStatistics.std);
        const edges = edgeError(error, 1).add(edgeError(error, 2)).mul<tf.Scalar>(0.1);
        return { logMelL1: error.abs().mean<tf.Scalar>(), edges, ...losses };
      }),
  };
}
