/** A network that hears what captions speak of: which instrument, how high, how fast. */
import { instrumentNames } from "../../corpus/instruments";
import { registers } from "../../corpus/register";
import { tempoClasses } from "../../corpus/tempo";
import { silu } from "../../nn/activations";
import { conv1d } from "../../nn/conv1d";
import { dense } from "../../nn/dense";
import { layerNorm } from "../../nn/layerNorm";
import type { Parameters } from "../../nn/parameters";
import { logMelStatistics } from "../../representation/logMelScale";
import type { Random } from "../../tensor/random";
import { tf } from "../../tensor/tf";
import type { Tensor2D, Tensor3D } from "../../tensor/tf";
import { tempogram } from "./tempogram";

/** What the listener tells apart, and the words for it, in the order of its answers. */
export const listenerQuestions = {
  instrument: instrumentNames,
  register: registers,
  tempo: tempoClasses,
} as const;

/** One of {@link listenerQuestions}. */
export type ListenerQuestion = keyof typeof listenerQuestions;

/** Numbers by which the listener remembers a clip. */
export const embeddingSize = 64;

const width = 96;
const onsetCurves = 4;
const dropout = 0.2;

/** What the network says of a batch. (A type, so that `tf.tidy` sees the tensors.) */
export type Heard = {
  /** [B, 64] */
  readonly embedding: Tensor2D;
  /** Unnormalised log-probabilities by question, [B, answers]. */
  readonly logits: Readonly<Record<ListenerQuestion, Tensor2D>>;
};

/** x + conv₅(SiLU(norm(x))), [B, T, 96] */
function block(parameters: Parameters, name: string, x: Tensor3D): Tensor3D {
  const normed = silu(layerNorm(parameters, `${name}.norm`, x));
  return x.add(conv1d(parameters, `${name}.conv`, normed, width, { kernel: 5 }));
}

/** Sets a share of the numbers to 0 in training, so that the answer does not hang on any one. Srivastava et al. 2014. */
function drop(x: Tensor2D, random: Random): Tensor2D {
  const kept = Float32Array.from({ length: x.size }, () =>
    random.uniform() < dropout ? 0 : 1 / (1 - dropout),
  );
  return x.mul(tf.tensor2d(kept, x.shape));
}

/**
 * Listens: three times conv, half the frames and blocks, then mean and maximum over time (timbre and height); beside
 * them the {@link tempogram} of four onset curves (speed); both together become 64 numbers, and these the answers.
 *
 * @param logMel ln(0.1 + mel), [B, T, 80]
 * @param random for the dropout of training; none without
 */
export function listenerNetwork(parameters: Parameters, logMel: Tensor3D, random?: Random): Heard {
  return tf.tidy(() => {
    const { mean, std } = logMelStatistics;
    const x = logMel.sub(mean).div<Tensor3D>(std);
    let h = conv1d(parameters, "in", x, width, { kernel: 5, stride: 2 }); //          [B, T/2, 96]
    h = block(parameters, "blocks.0", h);
    h = conv1d(parameters, "down.0", h, width, { kernel: 4, stride: 2 }); //          [B, T/4, 96]
    h = block(parameters, "blocks.2", block(parameters, "blocks.1", h));
    h = conv1d(parameters, "down.1", h, width, { kernel: 4, stride: 2 }); //          [B, T/8, 96]
    h = block(parameters, "blocks.4", block(parameters, "blocks.3", h));
    h = silu(layerNorm(parameters, "norm", h));
    const onsets = conv1d(parameters, "onsets", x, onsetCurves).relu<Tensor3D>(); //  [B, T, 4]
    const rhythm = silu(dense(parameters, "rhythm", tempogram(onsets), embeddingSize));
    const all = tf.concat([h.mean<Tensor2D>(1), h.max<Tensor2D>(1), rhythm], 1); //   [B, 256]
    const embedding = dense(
      parameters,
      "embedding",
      random ? drop(all, random) : all,
      embeddingSize,
    );
    const features = silu(embedding);
    const answer = (question: ListenerQuestion): Tensor2D =>
      dense(parameters, question, features, listenerQuestions[question].length);
    return {
      embedding,
      logits: {
        instrument: answer("instrument"),
        register: answer("register"),
        tempo: answer("tempo"),
      },
    };
  });
}
