/** 4.1: pieces of a sequence as tokens. */
import { patchify as libraryPatchify } from "../../../network/dit/patches";
import { tf } from "../../../tensor/tf";
import type { Tensor3D, Tensor4D } from "../../../tensor/tf";
import { normalTensor, whole } from "../../draws";
import { formula } from "../../exercise";

/** [B, T, C] as [B, N, p, C]. */
function pieces(x: Tensor3D, patch: number): Tensor4D {
  const [batch, frames, channels] = x.shape;
  return x.reshape<Tensor4D>([batch, frames / patch, patch, channels]);
}
const flat = (x: Tensor4D): Tensor3D =>
  x.reshape<Tensor3D>([x.shape[0], x.shape[1], x.shape[2] * x.shape[3]]);

export const patchify = formula<[Tensor3D, number], Tensor3D>({
  id: "4.1",
  title: "Patchify",
  goal: "Cut a sequence [B, T, C] into pieces of p frames, and lay each out as one row: [B, T/p, p·C], frame after frame.",
  signature: "(x: Tensor3D, p: number) => Tensor3D",
  inputs: ["x", "p"],
  answer: { quantity: "number of a token", unit: "1" },
  draw: (random) => {
    const patch = whole(random, 2, 3);
    return [normalTensor(random, [2, patch * whole(random, 2, 4), 3]), patch];
  },
  corners: [() => [tfRange(2, 4, 2), 2]],
  truth: libraryPatchify,
  mistakes: [
    {
      name: "channel after channel",
      says: "Within a token you put all frames of the first channel, then all of the second. Asked for is frame after frame, the order in which the numbers lie in memory.",
      make: (x, patch) => flat(pieces(x, patch).transpose<Tensor4D>([0, 1, 3, 2])),
    },
    {
      name: "frames dealt out",
      says: "Token n got the frames n, n + N, n + 2N, … like cards. A patch is a piece: neighbours stay together.",
      make: (x, patch) => {
        const [batch, frames, channels] = x.shape;
        const dealt = x.reshape<Tensor4D>([batch, patch, frames / patch, channels]);
        return flat(dealt.transpose<Tensor4D>([0, 2, 1, 3]));
      },
    },
    {
      name: "batch mixed into time",
      says: "Frames of one sound stand in the tokens of another. The batch must stay the first axis; never transpose it away before a reshape.",
      make: (x, patch) => {
        const [batch, frames, channels] = x.shape;
        return x
          .transpose<Tensor3D>([1, 0, 2])
          .reshape<Tensor3D>([batch, frames / patch, patch * channels]);
      },
    },
    {
      name: "mean of the frames",
      says: "The frames of a patch are laid side by side, so that nothing is lost; you took their mean.",
      make: (x, patch) => pieces(x, patch).mean<Tensor3D>(2),
    },
  ],
  hints: [
    "The numbers already lie in the right order: frame 0, frame 1, … Only the shape changes.",
    "x.reshape([B, T / p, p * C]), with B, T, C from x.shape.",
  ],
});

/** 0, 1, 2, … so that a picture of the order is easy to read. */
function tfRange(batch: number, frames: number, channels: number): Tensor3D {
  return tf.range(0, batch * frames * channels).reshape([batch, frames, channels]);
}
