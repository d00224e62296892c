/** The score goes ahead: under the same noise it is the clearer of the two, so the notes are settled before their sound. */
import type { TimedNetwork } from "../../../diffusion/denoisingLoss";
import type { Time } from "../../../diffusion/time";
import { tf } from "../../../tensor/tf";
import type { Tensor, Tensor3D } from "../../../tensor/tf";
import type { DiffusionTime } from "../../../units";
import { scoreSize } from "./channels";

/**
 * How many times as large a score is diffused as it is written: at t = 0.9 it is as clear as one of size 1 at t = 0.6.
 */
export const scoreLead = 6;

/** The time at which a score of size 1 is as clear as a leading one at t: t/(t + lead·(1 − t)). */
export function scoreTime(t: DiffusionTime): DiffusionTime {
  return t / (t + scoreLead * (1 - t));
}

/** [rows, 1, C + K]: 1 for the latent, a number of each row's own for its score. */
function beside(ofScore: readonly number[], channels: number): Tensor3D {
  const values = ofScore.flatMap((one) =>
    Array.from({ length: channels }, (_, c) => (c < channels - scoreSize ? 1 : one)),
  );
  return tf.tensor3d(values, [ofScore.length, 1, channels]);
}

/**
 * What brings the score in x_t to variance 1: 1/√((1 − t)²·lead² + t²).
 *
 * @param times one for each row
 * @param channels C + K
 * @returns [B, 1, C + K], to multiply x_t by
 *
 * Source: Karras et al. 2022, table 1, c_in.
 *
 * @example
 * const seen = seededNoise([2, 64, 79], 1).mul(scoreInputScale([0.2, 0.9], 79));
 */
export function scoreInputScale(times: readonly DiffusionTime[], channels: number): Tensor3D {
  return beside(
    times.map((t) => 1 / Math.hypot((1 - t) * scoreLead, t)),
    channels,
  );
}

/** What makes a written score as large as it is diffused: [1, 1, C + K]. */
export function scoreOutputScale(channels: number): Tensor3D {
  return beside([scoreLead], channels);
}

/**
 * A network that sees scores of variance 1 and answers with scores as they are written, made one that walks among
 * scores that lead.
 *
 * @param network [B, T, C + K] → [B, T, C + K], a guess of x_0
 *
 * @example
 * const network = leading((xt) => tf.zerosLike(xt));
 * const x0 = network(seededNoise([1, 64, 79], 1), 0.9); // [1, 64, 79]
 */
export function leading(network: TimedNetwork): TimedNetwork {
  return (xt: Tensor, t: Time) =>
    tf.tidy(() => {
      const channels = xt.shape.at(-1)!;
      const seen = xt.mul(scoreInputScale(typeof t === "number" ? [t] : t, channels));
      return network(seen, t).mul(scoreOutputScale(channels));
    });
}
