/** 4.8: positions as turns. */
import { rotate } from "../../../nn/rotary";
import { tf } from "../../../tensor/tf";
import { normals, whole } from "../../draws";
import { formula } from "../../exercise";

interface Turn {
  readonly frame: number;
  readonly base: number;
}

/** Turns the pairs (i, partner(i)) by an angle each. */
function turned(
  x: readonly number[],
  angle: (i: number) => number,
  pair = (i: number) => [i, i + x.length / 2],
): number[] {
  const out = [...x];
  for (let i = 0; i < x.length / 2; i++) {
    const [a, b] = pair(i);
    const [c, s] = [Math.cos(angle(i)), Math.sin(angle(i))];
    out[a] = c * x[a] - s * x[b];
    out[b] = s * x[a] + c * x[b];
  }
  return out;
}
const right =
  (x: readonly number[], { frame, base }: Turn) =>
  (i: number) =>
    frame * base ** ((-2 * i) / x.length);

export const rotary = formula<[number[], Turn], number[]>({
  id: "4.8",
  title: "Rotary positions",
  goal: "Turn each pair (x_i, x_{i + d/2}) of a query by the angle frame·base^(−2i/d), i below d/2.",
  signature: "(x: number[], at: { frame: number; base: number }) => number[]",
  inputs: ["x", "at"],
  answer: { quantity: "number of the query", unit: "1" },
  draw: (random) => [
    normals(random, 2 * whole(random, 2, 4)),
    { frame: whole(random, 1, 12), base: 100 },
  ],
  corners: [() => [[1, 2, 3, 4], { frame: 0, base: 100 }]],
  truth(x, { frame, base }) {
    // All frames up to ours, of which the last is read: the library turns whole sequences.
    const rows = Array.from({ length: frame + 1 }, () => x);
    const all = rotate(tf.tensor4d([[rows]]), { base });
    return Array.from(all.slice([0, 0, frame, 0], [1, 1, 1, x.length]).dataSync());
  },
  mistakes: [
    {
      name: "neighbours as pairs",
      says: "You paired (0, 1), (2, 3), … as the first paper does. Here, as in Stable Audio, a number's partner is half a vector away: (i, i + d/2).",
      make: (x, at) => turned(x, right(x, at), (i) => [2 * i, 2 * i + 1]),
    },
    {
      name: "turned the other way",
      says: "The sign of the angle: x_i·cos − x_{i + d/2}·sin comes first, x_i·sin + x_{i + d/2}·cos second.",
      make: (x, at) => turned(x, (i) => -right(x, at)(i)),
    },
    {
      name: "cycles for radians",
      says: "The angle is in radians as it is; there is no 2π in it.",
      make: (x, at) => turned(x, (i) => 2 * Math.PI * right(x, at)(i)),
    },
    {
      name: "exponent −i/d",
      says: "There are d/2 pairs, so the exponent is −i/(d/2) = −2i/d. With −i/d the slowest pair is far too fast.",
      make: (x, { frame, base }) => turned(x, (i) => frame * base ** (-i / x.length)),
    },
    {
      name: "off by one: frames counted from 1",
      says: "Frame 0 is not turned at all.",
      make: (x, { frame, base }) => turned(x, right(x, { frame: frame + 1, base })),
    },
    {
      name: "the first half overwritten too early",
      says: "The second line used the first number after it had been changed. Compute both new numbers from the old ones.",
      make(x, at) {
        const out = turned(x, right(x, at));
        const half = x.length / 2;
        return out.map((one, n) => {
          const i = n - half;
          if (i < 0) return one;
          return Math.sin(right(x, at)(i)) * out[i] + Math.cos(right(x, at)(i)) * x[n];
        });
      },
    },
  ],
  hints: [
    "Turning a pair (a, b) by an angle θ gives (a·cos θ − b·sin θ, a·sin θ + b·cos θ). Which angle has pair i?",
    "Loop over i below d/2; the partner of i is i + d/2; write into a copy, const out = [...x].",
  ],
});
