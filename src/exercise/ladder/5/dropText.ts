/** 5.4: the text left out now and then. */
import { tf } from "../../../tensor/tf";
import type { Tensor2D } from "../../../tensor/tf";
import { between, normalTensor, normals } from "../../draws";
import { formula } from "../../exercise";

/** Rows of the texts, or of nothing, by a rule. */
const chosen = (
  texts: Tensor2D,
  nothing: readonly number[],
  drop: (row: number) => boolean,
): Tensor2D => {
  const rows = texts.arraySync();
  return tf.tensor2d(rows.map((row, i) => (drop(i) ? [...nothing] : row)));
};

export const dropText = formula<[Tensor2D, number[], number[], number], Tensor2D>({
  id: "5.4",
  title: "Leave the text out now and then",
  goal: "Of a batch of texts [B, D], replace those rows by the learned “nothing” whose draw lies below the share p.",
  signature: "(texts: Tensor2D, nothing: number[], draws: number[], p: number) => Tensor2D",
  inputs: ["texts", "nothing", "draws", "p"],
  answer: { quantity: "number of a text", unit: "1" },
  draw: (random) => [
    normalTensor(random, [6, 3]),
    normals(random, 3),
    Array.from({ length: 6 }, () => random.uniform()),
    between(random, 0.2, 0.45),
  ],
  truth: (texts, nothing, draws, p) => chosen(texts, nothing, (i) => draws[i] < p),
  mistakes: [
    {
      name: "mask inverted",
      says: "The rows whose draw lies below p are to lose their text, which is few of them. You kept those, and dropped the others.",
      make: (texts, nothing, draws, p) => chosen(texts, nothing, (i) => draws[i] >= p),
    },
    {
      name: "zeros for nothing",
      says: "“Nothing” is a vector that the network learns, so that it can tell no text from a text that happens to be small. You put zeros.",
      make: (texts, nothing, draws, p) =>
        chosen(
          texts,
          nothing.map(() => 0),
          (i) => draws[i] < p,
        ),
    },
    {
      name: "one draw for the whole batch",
      says: "Each text of a batch has a draw of its own. You took the first for all of them.",
      make: (texts, nothing, draws, p) => chosen(texts, nothing, () => draws[0] < p),
    },
    {
      name: "scaled like dropout",
      says: "Dropout turns up what it keeps by 1/(1 − p). Texts are not parts of a sum, they stay as they are.",
      make: (texts, nothing, draws, p) => {
        const kept = texts.div<Tensor2D>(1 - p);
        return chosen(kept, nothing, (i) => draws[i] < p);
      },
    },
    {
      name: "blended",
      says: "p is how often a text is left out, not how much of it.",
      make: (texts, nothing, _draws, p) =>
        texts.mul(1 - p).add<Tensor2D>(tf.tensor1d(nothing).mul(p)),
    },
  ],
  hints: [
    "One decision a row: draws[i] < p? Then row i is `nothing`, else it stays as it is.",
    "Either by plain lists, texts.arraySync().map((row, i) => …) and tf.tensor2d of it; or with a mask [B, 1] and tf.where.",
  ],
});
