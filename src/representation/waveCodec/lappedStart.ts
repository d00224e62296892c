/** Where a waveform codec begins: its first and last layer as a lapped transform and its inverse. */
import type { Parameters } from "../../nn/parameters";
import { tf } from "../../tensor/tf";
import type { Tensor } from "../../tensor/tf";

/**
 * One wave of the modified discrete cosine transform: N of them, each 2N samples long, one every N samples.
 *
 * b_k[n] = √(2/N)·sin(π(n + ½)/2N)·cos((π/N)(n + ½ + N/2)(k + ½))
 *
 * They are orthonormal, overlaps included, so analysis and synthesis have the same weights.
 *
 * Source: Princen, Johnson & Bradley 1987, "Subband/Transform Coding Using Filter Bank Designs Based on Time Domain
 * Aliasing Cancellation".
 */
export function lappedWave(size: number, k: number): Float32Array {
  return Float32Array.from({ length: 2 * size }, (_, n) => {
    const window = Math.sin((Math.PI * (n + 0.5)) / (2 * size));
    const wave = Math.cos((Math.PI / size) * (n + 0.5 + size / 2) * (k + 0.5));
    return Math.sqrt(2 / size) * window * wave;
  });
}

/** Quieter than the waves beside them, so that fresh channels do not drown what the waves say. */
const others = 0.1;

function begin(layer: Tensor, spare: number): Tensor {
  const [kernel, inputs, outputs] = layer.shape as [number, number, number];
  const channels = inputs * outputs; // one of the two is 1
  const size = kernel / 2;
  const waves = Array.from({ length: Math.min(size, channels) }, (_, k) => lappedWave(size, k));
  const values = layer.dataSync<"float32">().slice();
  for (let n = 0; n < kernel; n++) {
    for (let channel = 0; channel < channels; channel++) {
      const at = n * channels + channel;
      values[at] = channel < waves.length ? waves[channel][n] : spare * values[at];
    }
  }
  return tf.tensor(values, layer.shape);
}

/**
 * Puts the waves into `encoder.in.weight` and `decoder.out.weight` of a codec that has all its weights; its first
 * stride is N. Channels beyond N stay as they are in the encoder, and begin quietly in the decoder.
 *
 * From random weights these two layers spend most of a training on becoming a filter bank; from here they only
 * have to become a better one.
 *
 * @param parameters of a {@link waveCodec}
 *
 * @example
 * const parameters = new Parameters(7);
 * const codec = dacLatentCodec(parameters);
 * tf.tidy(() => void codec.decode(codec.bottleneck.encode(codec.encode(tf.zeros([1, 4096])))));
 * beginWithLappedTransform(parameters);
 */
export function beginWithLappedTransform(parameters: Parameters): void {
  const weights = parameters.values();
  tf.tidy(() => {
    const [first, last] = [weights["encoder.in.weight"], weights["decoder.out.weight"]];
    first.assign(begin(first, 1));
    last.assign(begin(last, others));
  });
}
