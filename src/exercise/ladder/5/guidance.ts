/** 5.2: louder words. */
import { between, normals } from "../../draws";
import { formula } from "../../exercise";

const mix = (
  c: readonly number[],
  u: readonly number[],
  of: (c: number, u: number) => number,
): number[] => c.map((one, i) => of(one, u[i]));

export const guidance = formula<[number[], number[], number], number[]>({
  id: "5.2",
  title: "Classifier-free guidance",
  goal: "Go from the answer without text further along the difference that the text makes: w = 0 ignores it, w = 1 takes it as it is.",
  signature: "(withText: number[], without: number[], w: number) => number[]",
  inputs: ["withText", "without", "w"],
  answer: { quantity: "guided answer", unit: "1" },
  draw: (random) => [normals(random, 4), normals(random, 4), between(random, 1.2, 6)],
  corners: [() => [[1, 2], [3, 5], 0], () => [[1, 2], [3, 5], 1]],
  truth: (c, u, w) => mix(c, u, (a, b) => b + w * (a - b)),
  mistakes: [
    {
      name: "the other convention: 1 + w",
      says: "That is how Ho and Salimans count, whose w = 0 is the model with text. Here, as in most programs, w = 1 is.",
      make: (c, u, w) => mix(c, u, (a, b) => a + w * (a - b)),
    },
    {
      name: "with and without exchanged",
      says: "The two answers are exchanged, so it leads away from the text.",
      make: (c, u, w) => mix(c, u, (a, b) => a + w * (b - a)),
    },
    {
      name: "only the difference",
      says: "w·(with − without) is only the extra way; it starts at the answer without text.",
      make: (c, u, w) => mix(c, u, (a, b) => w * (a - b)),
    },
    {
      name: "the text's answer multiplied",
      says: "w·with is larger, not further along. What is exaggerated is the difference between the two.",
      make: (c, _u, w) => c.map((one) => w * one),
    },
    {
      name: "a sum that does not balance",
      says: "without + w·with counts the music twice. The weights of the two answers must sum to 1: w and 1 − w.",
      make: (c, u, w) => mix(c, u, (a, b) => b + w * a),
    },
  ],
  hints: [
    "At w = 0 the result must be the second list, at w = 1 the first. A straight line goes through both.",
    "F̂ = F(without) + w·(F(with) − F(without)), number by number.",
  ],
});
