/** 6.6: direction and length, learned apart. */
import { between, normals, whole } from "../../draws";
import { formula } from "../../exercise";

const squares = (row: readonly number[]): number => row.reduce((sum, one) => sum + one * one, 0);
const length = (row: readonly number[]): number => Math.sqrt(squares(row));

export const weightNorm = formula<[number[][], number[]], number[][]>({
  id: "6.6",
  title: "Weight normalisation",
  goal: "The weights of a layer from directions and lengths: row i is g[i]·v[i]/‖v[i]‖.",
  signature: "(v: number[][], g: number[]) => number[][]",
  inputs: ["v", "g"],
  answer: { quantity: "weight", unit: "1" },
  draw: (random) => {
    const rows = whole(random, 2, 4);
    return [
      Array.from({ length: rows }, () => normals(random, rows)),
      Array.from({ length: rows }, () => between(random, 0.5, 3)),
    ];
  },
  corners: [() => [[[3, 4]], [10]]],
  truth: (v, g) => v.map((row, i) => row.map((one) => (g[i] * one) / length(row))),
  mistakes: [
    {
      name: "one norm for all",
      says: "Each output has a length of its own. You divided all rows by the length of the whole matrix.",
      make: (v, g) => v.map((row, i) => row.map((one) => (g[i] * one) / length(v.flat()))),
    },
    {
      name: "norm over the wrong axis",
      says: "The norm is that of a row, all weights that lead to one output. You took the columns.",
      make: (v, g) =>
        v.map((row, i) => row.map((one, j) => (g[i] * one) / length(v.map((other) => other[j])))),
    },
    {
      name: "squared norm",
      says: "‖v‖ is the root of the sum of squares; the root is missing.",
      make: (v, g) => v.map((row, i) => row.map((one) => (g[i] * one) / squares(row))),
    },
    {
      name: "length forgotten",
      says: "All rows have the length 1 now. g says how long each is to be.",
      make: (v) => v.map((row) => row.map((one) => one / length(row))),
    },
    {
      name: "not divided",
      says: "g·v depends on how long v happens to be. Divide by ‖v‖, so that v is only a direction.",
      make: (v, g) => v.map((row, i) => row.map((one) => g[i] * one)),
    },
  ],
  hints: [
    "Go row by row. First the length of the row, then each number of it.",
    "Math.hypot(...row) is the root of the sum of squares. The length of row i of the result must be g[i].",
  ],
});
