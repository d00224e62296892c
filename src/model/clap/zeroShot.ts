/** Classification without a classifier: which of some sentences is a sound closest to? */
import { unitLength } from "../../conditioning/clap/unitLength";
import { tf } from "../../tensor/tf";
import type { Tensor2D } from "../../tensor/tf";
import { listenerQuestions } from "../listener/listenerNetwork";
import type { ListenerQuestion } from "../listener/listenerNetwork";
import type { Clap } from "./clap";

/** How a question's answers are put into sentences: several, of whose vectors the mean is taken. */
const sentences: Readonly<Record<ListenerQuestion, readonly ((answer: string) => string)[]>> = {
  instrument: [
    (name) => `music for ${name}`,
    (name) => `the sound of the ${name}`,
    (name) => `someone plays the ${name}`,
  ],
  register: [
    (height) => `music in the ${height} register`,
    (height) => `music of ${height} pitch`,
    (height) => `the notes are ${height}`,
  ],
  tempo: [
    (speed) => `music at a ${speed} tempo`,
    (speed) => `music at ${speed} speed`,
    (speed) => `the tempo is ${speed}`,
  ],
};

/**
 * A vector for each answer to a question, from sentences that say it.
 *
 * @returns [answers, 128], in the order of {@link listenerQuestions}
 *
 * Source: Radford et al. 2021 (CLIP), §3.1.4, "prompt engineering and ensembling".
 *
 * @example
 * const clap = await openClap();
 * const tempos = await promptEmbeddings(clap, "tempo"); // slow, medium, fast: [3, 128]
 * const heard = nearestRows(clap.embedSound(tf.zeros([1, 65536])), tempos); // [0], [1] or [2]
 */
export async function promptEmbeddings(clap: Clap, question: ListenerQuestion): Promise<Tensor2D> {
  const [answers, ways] = [listenerQuestions[question], sentences[question]];
  const said = await clap.embedText(answers.flatMap((answer) => ways.map((say) => say(answer))));
  const means = tf.tidy(() => {
    const each = said.reshape([answers.length, ways.length, said.shape[1]]);
    return unitLength(each.mean<Tensor2D>(1));
  });
  said.dispose();
  return means;
}

/**
 * For each row of one matrix the number of the row of another with the largest product.
 *
 * @param rows [N, D]
 * @param candidates [C, D]
 * @returns N numbers from 0 to C − 1
 *
 * @example
 * const nearest = nearestRows(tf.tensor2d([[1, 0]]), tf.tensor2d([[0, 1], [1, 0]])); // 1
 */
export function nearestRows(rows: Tensor2D, candidates: Tensor2D): number[] {
  return tf.tidy(() =>
    Array.from(tf.matMul(rows, candidates, false, true).argMax(1).dataSync<"int32">()),
  );
}
