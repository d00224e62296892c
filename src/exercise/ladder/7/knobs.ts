/** 7.3, a build: the layer that turns a block's knobs, and how it begins. */
import { dense } from "../../../nn/dense";
import { zeros } from "../../../nn/initializers";
import { Parameters } from "../../../nn/parameters";
import { seededNoise } from "../../../tensor/random";
import { tf } from "../../../tensor/tf";
import type { Tensor2D } from "../../../tensor/tf";
import { wordFor } from "../../answer";
import { build } from "../../exercise";

/** Shift, scale and gate of D channels out of a condition: [B, Dc] → [B, 3·D]. */
type Knobs = (parameters: Parameters, name: string, condition: Tensor2D, width: number) => Tensor2D;

const width = 5;
const said = (seed: number): Tensor2D => seededNoise<tf.Rank.R2>([2, 4], seed);

/** Runs with weights that are released afterwards. */
function bench<T>(body: (parameters: Parameters) => T): T {
  const parameters = new Parameters(7);
  try {
    return body(parameters);
  } finally {
    parameters.dispose();
  }
}

/** As if something had been learned: all weights at random. */
function learn(parameters: Parameters): void {
  for (const [i, weight] of Object.values(parameters.values()).entries()) {
    weight.assign(seededNoise(weight.shape, 30 + i));
  }
}

const apart = (a: Tensor2D, b: Tensor2D): number => a.sub(b).abs().max().dataSync()[0];

export const knobs = build<Knobs>({
  id: "7.3",
  title: "Knobs that are turned before anybody listens",
  goal: "Make shift, scale and gate of each channel out of the condition, by a linear layer that begins so that no block changes anything.",
  signature:
    "(parameters: Parameters, name: string, condition: Tensor2D, width: number) => Tensor2D [B, 3 * width]",
  refuses: (yours) => (typeof yours === "function" ? undefined : wordFor(yours)),
  laws: [
    {
      says: "It answers with shift, scale and gate of each channel, [B, 3·width].",
      test: (make) =>
        bench((parameters) => {
          const { shape } = make(parameters, "knobs", said(1), width);
          return shape.join() === `2,${3 * width}` || `[${shape.join(", ")}] came for width 5`;
        }),
      mistake: {
        name: "one knob for three",
        says: "A block wants three numbers a channel: shift, scale and gate. The layer must have 3 * width outputs.",
        make: (parameters, name, condition, size) =>
          dense(parameters, name, condition, size, { initializer: zeros }),
      },
    },
    {
      says: "Before anything is learned every knob stands at zero.",
      test: (make) =>
        bench((parameters) => {
          const most = make(parameters, "knobs", said(1), width).abs().max().dataSync()[0];
          return most === 0 || `the largest is ${most.toFixed(2)}`;
        }),
      mistake: {
        name: "knobs that begin at random",
        says: "Every gate is open from the first step on, so every block adds something that nobody has learned, and a deep network begins with the sum of all of it. Begin at zero: { initializer: zeros }.",
        make: (parameters, name, condition, size) => dense(parameters, name, condition, 3 * size),
      },
    },
    {
      says: "Once learned, another condition turns them another way.",
      test: (make) =>
        bench((parameters) => {
          make(parameters, "knobs", said(1), width);
          learn(parameters);
          const change = apart(
            make(parameters, "knobs", said(1), width),
            make(parameters, "knobs", said(2), width),
          );
          return change > 1e-3 || "two conditions turned all knobs alike";
        }),
      mistake: {
        name: "zero for ever",
        says: "Only the weights begin at zero; they must be there to learn. A tensor of zeros never will.",
        make: (_parameters, _name, condition, size) =>
          tf.zeros<tf.Rank.R2>([condition.shape[0], 3 * size]),
      },
    },
    {
      says: "Layers of two names learn apart.",
      test: (make) =>
        bench((parameters) => {
          make(parameters, "a", said(1), width);
          make(parameters, "b", said(1), width);
          learn(parameters);
          const [a, b] = ["a", "b"].map((name) => make(parameters, name, said(1), width));
          return apart(a, b) > 1e-3 || "“a” and “b” have the same weights";
        }),
      mistake: {
        name: "one layer for all blocks",
        says: "Weights go by their names: pass on the name that you are given, or all blocks turn the same knobs.",
        make: (parameters, _name, condition, size) =>
          dense(parameters, "knobs", condition, 3 * size, { initializer: zeros }),
      },
    },
  ],
  truth: (parameters, name, condition, size) =>
    dense(parameters, name, condition, 3 * size, { initializer: zeros }),
  hints: [
    "The layer may stay as it is, but for how it begins. With which gate is x + gate · branch(x) the same as x?",
    "dense(parameters, name, condition, 3 * width, { initializer: zeros }).",
  ],
});
