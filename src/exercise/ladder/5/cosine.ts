/** 5.1: how alike two texts are. */
import { normals } from "../../draws";
import { formula } from "../../exercise";

const dot = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((sum, one, i) => sum + one * b[i], 0);
const length = (a: readonly number[]): number => Math.sqrt(dot(a, a));

export const cosine = formula<[number[], number[]], number>({
  id: "5.1",
  title: "How alike are two texts?",
  goal: "The cosine of the angle between two vectors, a·b / (‖a‖·‖b‖).",
  signature: "(a: number[], b: number[]) => number",
  inputs: ["a", "b"],
  answer: { quantity: "cosine", unit: "1" },
  draw: (random) => [normals(random, 5).map((one) => 2 * one), normals(random, 5)],
  corners: [
    () => [
      [3, 4],
      [6, 8],
    ],
    () => [
      [1, 0],
      [0, 2],
    ],
  ],
  truth: (a, b) => dot(a, b) / (length(a) * length(b)),
  mistakes: [
    {
      name: "lengths not taken out",
      says: "The dot product alone grows with the lengths of both. Divide by them, and only the direction counts.",
      make: dot,
    },
    {
      name: "squared lengths",
      says: "‖a‖ is the root of a·a. Without the root you divide too much, and long vectors are alike to nothing.",
      make: (a, b) => dot(a, b) / (dot(a, a) * dot(b, b)),
    },
    {
      name: "only one length taken out",
      says: "You divided by the length of one of the two. The other still counts.",
      make: (a, b) => dot(a, b) / length(a),
    },
    {
      name: "sum of the lengths",
      says: "Lengths are multiplied here, as the two vectors are.",
      make: (a, b) => dot(a, b) / (length(a) + length(b)),
    },
    {
      name: "distance in place of angle",
      says: "That is how far apart they are, which is 0 for equal vectors. The cosine of equal directions is 1.",
      make: (a, b) => length(a.map((one, i) => one - b[i])),
    },
  ],
  hints: [
    "You need three sums of products: a·b, a·a and b·b.",
    "‖a‖ = √(a·a). A vector and its double must have the cosine 1.",
  ],
});
