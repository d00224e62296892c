/** 4.4: many small attentions side by side. */
import { toHeads } from "../../../nn/attention";
import type { Tensor3D, Tensor4D } from "../../../tensor/tf";
import { normalTensor, whole } from "../../draws";
import { formula } from "../../exercise";

export const splitHeads = formula<[Tensor3D, number], Tensor4D>({
  id: "4.4",
  title: "Split into heads",
  goal: "[B, T, D] to [B, H, T, D/H]: head 0 gets the first D/H numbers of every frame, head 1 the next, and so on.",
  signature: "(x: Tensor3D, heads: number) => Tensor4D",
  inputs: ["x", "heads"],
  answer: { quantity: "number of a head", unit: "1" },
  draw: (random) => {
    const heads = whole(random, 2, 3);
    return [normalTensor(random, [2, whole(random, 3, 5), heads * 2]), heads];
  },
  truth: (x, heads) => toHeads(x, x.shape[2] / heads),
  mistakes: [
    {
      name: "reshaped without a transpose",
      says: "The shape is right and the numbers are not: a plain reshape gives head 0 the first frames in place of the first channels.",
      make: (x, heads) => {
        const [batch, frames, width] = x.shape;
        return x.reshape<Tensor4D>([batch, heads, frames, width / heads]);
      },
    },
    {
      name: "heads left behind time",
      says: "You have [B, T, H, D/H]. Attention multiplies the last two axes, which must be frames and numbers: bring the heads forward.",
      make: (x, heads) => {
        const [batch, frames, width] = x.shape;
        return x.reshape<Tensor4D>([batch, frames, heads, width / heads]);
      },
    },
    {
      name: "channels dealt out",
      says: "Head h got the channels h, h + H, h + 2H, … They should be neighbours: the first D/H for head 0.",
      make: (x, heads) => {
        const [batch, frames, width] = x.shape;
        return x
          .reshape<Tensor4D>([batch, frames, width / heads, heads])
          .transpose<Tensor4D>([0, 3, 1, 2]);
      },
    },
    {
      name: "batch mixed into heads",
      says: "Heads of one sound hold numbers of another: the batch was not the first axis all the way.",
      make: (x, heads) => {
        const [batch, frames, width] = x.shape;
        return x
          .reshape<Tensor4D>([batch, frames, heads, width / heads])
          .transpose<Tensor4D>([2, 0, 1, 3])
          .reshape<Tensor4D>([batch, heads, frames, width / heads]);
      },
    },
  ],
  hints: [
    "Two steps: first cut the last axis in two, which is a reshape; then change the order of the axes, which is a transpose.",
    "reshape([B, T, H, D/H]), and then transpose([0, 2, 1, 3]): new axis 1 is old axis 2.",
  ],
});
