/** 4.7: the Zero of AdaLN-Zero. */
import type { Tensor, Tensor2D, Tensor3D } from "../../../tensor/tf";
import { tf } from "../../../tensor/tf";
import { normalTensor } from "../../draws";
import { formula } from "../../exercise";

type Branch = (x: Tensor) => Tensor;
const open = (gate: Tensor2D): Tensor => gate.expandDims(1);

export const gated = formula<[Tensor3D, Tensor2D, Branch], Tensor>({
  id: "4.7",
  title: "A gate at zero",
  goal: "A block that adds to h what its branch says of h, as far as the gate of each channel lets it through: at gate 0 it is the identity.",
  signature: "(h: Tensor3D, gate: Tensor2D, branch: (x: Tensor) => Tensor) => Tensor3D",
  inputs: ["h", "gate", "branch"],
  answer: { quantity: "number of a token", unit: "1" },
  draw: (random) => {
    const factor = 1 + random.uniform();
    return [
      normalTensor(random, [2, 3, 4]),
      normalTensor(random, [2, 4]),
      (x) => tf.tanh(tf.mul(x, factor)).add(0.3),
    ];
  },
  corners: [() => [tf.ones([1, 2, 3]), tf.zeros([1, 3]), (x) => x.mul(5).add(2)]],
  truth: (h, gate, branch) => h.add(branch(h).mul(open(gate))),
  mistakes: [
    {
      name: "no way around",
      says: "gate·branch(h) alone: with the gate shut, nothing is left of the music. The block adds to h.",
      make: (h, gate, branch) => branch(h).mul(open(gate)),
    },
    {
      name: "gate on both",
      says: "Only what the branch says goes through the gate; h itself passes unharmed.",
      make: (h, gate, branch) => h.add(branch(h)).mul(open(gate)),
    },
    {
      name: "1 + gate",
      says: "A scale is 1 + something, a gate is not: at 0 it must be shut, so that a network begins as the identity.",
      make: (h, gate, branch) => h.add(branch(h).mul(open(gate).add(1))),
    },
    {
      name: "gate before the branch",
      says: "The gate weighs what comes out of the branch. What goes in is not turned down: branch(0) need not be 0.",
      make: (h, gate, branch) => h.add(branch(h.mul(open(gate)))),
    },
    {
      name: "missing gate",
      says: "A plain residual block. Begun at random it does something to the music from the first step on.",
      make: (h, _gate, branch) => h.add(branch(h)),
    },
  ],
  hints: [
    "A residual block is h + branch(h). Where does the gate go, so that with gate = 0 the result is h?",
    "gate is [B, D] and what it multiplies is [B, T, D]: gate.expandDims(1).",
  ],
});
