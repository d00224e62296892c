/** 5.9: each text must find its sound. */
import { between, normals } from "../../draws";
import { formula } from "../../exercise";

/** −ln of the share that one number has in a softmax over a list. */
function surprise(all: readonly number[], right: number): number {
  const most = Math.max(...all);
  const total = all.reduce((sum, one) => sum + Math.exp(one - most), 0);
  return Math.log(total) + most - all[right];
}
const mean = (all: readonly number[]): number => all.reduce((a, b) => a + b, 0) / all.length;
const turned = (x: readonly number[][]): number[][] => x[0].map((_, j) => x.map((row) => row[j]));
const byRow = (x: readonly number[][]): number => mean(x.map((row, i) => surprise(row, i)));

export const contrastive = formula<[number[][]], number>({
  id: "5.9",
  title: "The contrastive loss",
  goal: "From logits[i][j], how well sound i goes with text j: the mean of both cross-entropies, sound finds text and text finds sound.",
  signature: "(logits: number[][]) => number",
  inputs: ["logits"],
  answer: { quantity: "loss", unit: "nat" },
  draw: (random) => {
    const size = 3 + random.integer(3);
    const scale = between(random, 0.5, 3);
    return [Array.from({ length: size }, () => normals(random, size).map((one) => scale * one))];
  },
  corners: [
    () => [
      [
        [0, 0],
        [0, 0],
      ],
    ],
  ],
  truth: (logits) => (byRow(logits) + byRow(turned(logits))) / 2,
  mistakes: [
    {
      name: "only sounds look for texts",
      says: "That is one direction, along the rows. The texts look for their sounds as well, down the columns; take the mean of both.",
      make: byRow,
    },
    {
      name: "only texts look for sounds",
      says: "That is the softmax down the columns. The rows are missing; take the mean of both.",
      make: (logits) => byRow(turned(logits)),
    },
    {
      name: "one softmax over everything",
      says: "Each sound chooses among the texts, for itself: a softmax for every row. You made one over all B² cells.",
      make: (logits) => {
        const all = logits.flat();
        return mean(logits.map((_, i) => surprise(all, i * logits.length + i)));
      },
    },
    {
      name: "sum of both directions",
      says: "The two were added and not halved: for B unrelated pairs the loss would be 2·ln B in place of ln B.",
      make: (logits) => byRow(logits) + byRow(turned(logits)),
    },
    {
      name: "sum over the batch",
      says: "The mean over the pairs is asked for, so that the loss does not grow with the batch.",
      make: (logits) => (logits.length * (byRow(logits) + byRow(turned(logits)))) / 2,
    },
    {
      name: "sign turned",
      says: "The logarithm of a share is negative. The loss is minus that: small where the right pair is likely.",
      make: (logits) => -(byRow(logits) + byRow(turned(logits))) / 2,
    },
  ],
  hints: [
    "For row i: −ln of the share that logits[i][i] has in a softmax over the row. Then the mean over the rows. Then the same for columns.",
    "−ln softmax(row)[i] = ln Σ_j e^(row[j]) − row[i].",
  ],
});
