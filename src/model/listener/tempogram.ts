/** Which pulses there are in a rhythm: the feature without which a small network does not learn tempo. */
import { tf } from "../../tensor/tf";
import type { Tensor2D, Tensor3D } from "../../tensor/tf";

/** Pulses k·62.5/512 Hz, k = 0 … 109: up to 13 a second. */
const pulses = 110;
const period = 512;
/** Distances of 3 to 112 frames: 48 ms to 1.8 s. */
const distances = 110;
const nearest = 3;

/** Angles 2π·a·b/512 for all a and b, [a, b]. */
function angles(from: number, rows: number, columns: number): Tensor2D {
  const products = tf.outerProduct(tf.range(from, from + rows), tf.range(0, columns));
  return products.mul<Tensor2D>((2 * Math.PI) / period);
}

/**
 * How much each pulse, and each distance in time, recurs in curves such as the strength of onsets.
 *
 * power[k] = |Σₜ x[t]·e^(−2πi·tk/512)|², divided by its mean over k; its cosine transform is the autocorrelation of
 * x (Wiener and Khinchin). A pulse alone leaves open which of its multiples is the beat, a distance alone which of its
 * fractions; the two together do not. Both are matrix products, with a gradient on every backend.
 *
 * @param curves [B, T, C]
 * @returns [B, C·220]: of each curve 110 pulses, as ln(0.05 + power), then 110 distances
 *
 * Source: Grosche, Müller & Kurth 2010, "Cyclic Tempogram"; Peeters 2006, "Template-based Estimation of
 * Time-Varying Tempo", for the two together.
 */
export function tempogram(curves: Tensor3D): Tensor2D {
  const [batch, frames, count] = curves.shape;
  return tf.tidy(() => {
    const centred = curves.sub(curves.mean(1, true));
    const rows = centred.transpose([0, 2, 1]).reshape<Tensor2D>([batch * count, frames]);
    const turns = angles(0, frames, pulses); //                               [T, pulses]
    const [cosine, sine] = [tf.matMul(rows, turns.cos()), tf.matMul(rows, turns.sin())];
    const raw = cosine.square().add<Tensor2D>(sine.square()); //              [B·C, pulses]
    const power = raw.div<Tensor2D>(raw.mean(1, true).add(1e-4));
    const toDistances = angles(nearest, distances, pulses).cos<Tensor2D>().transpose();
    const recurrence = tf.matMul(power, toDistances).mul<Tensor2D>(2 / pulses);
    const strength = power.add<Tensor2D>(0.05).log();
    const both = tf.concat([strength, recurrence], 1);
    return both.reshape([batch, count * (pulses + distances)]);
  });
}
