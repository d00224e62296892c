/** A network that hears what captions speak of: which instrument, how high, how fast. */
import { instrumentNames } from "../../corpus/instruments";
import { registers } from "../../corpus/register";
import { tempoClasses } from "../../corpus/tempo";
import { silu } from "../../nn/activations";
import { dense } from "../../nn/dense";
import { dropout } from "../../nn/dropout";
import type { Parameters } from "../../nn/parameters";
import type { Random } from "../../tensor/random";
import { tf } from "../../tensor/tf";
import type { Tensor2D, Tensor3D } from "../../tensor/tf";
import { hearing } from "./hearing";

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

const dropped = 0.2;

/** What the network says of a batch. (A type, so that `tf.tidy` sees the tensors.) */
export type Heard = {
  /** [B, 64] */
  readonly embedding: Tensor2D;
  /** Unnormalised log-probabilities by question, [B, answers]. */
  readonly logits: Readonly<Record<ListenerQuestion, Tensor2D>>;
};

/**
 * Listens: what {@link hearing} finds becomes 64 numbers, and these the answers.
 *
 * @param logMel ln(0.1 + mel), [B, T, 80]
 * @param random for the dropout of training; none without
 */
export function listenerNetwork(parameters: Parameters, logMel: Tensor3D, random?: Random): Heard {
  return tf.tidy(() => {
    const heard = hearing(parameters, logMel); // [B, 256]
    const kept = random ? dropout(heard, dropped, random) : heard;
    const embedding = dense(parameters, "embedding", kept, embeddingSize);
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
