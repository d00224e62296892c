/** 4.2: tokens laid back. */
import { unpatchify as libraryUnpatchify } from "../../../network/dit/patches";
import type { Tensor3D, Tensor4D } from "../../../tensor/tf";
import { normalTensor, whole } from "../../draws";
import { formula } from "../../exercise";

/** Frames, and channels of a frame. */
const sizes = (tokens: Tensor3D, patch: number) => ({
  batch: tokens.shape[0],
  count: tokens.shape[1],
  frames: tokens.shape[1] * patch,
  channels: tokens.shape[2] / patch,
});

export const unpatchify = formula<[Tensor3D, number], Tensor3D>({
  id: "4.2",
  title: "Unpatchify",
  goal: "The way back: tokens [B, N, p·C] become a sequence [B, N·p, C], so that unpatchify(patchify(x)) is x.",
  signature: "(tokens: Tensor3D, p: number) => Tensor3D",
  inputs: ["tokens", "p"],
  answer: { quantity: "number of a frame", unit: "1" },
  draw: (random) => {
    const patch = whole(random, 2, 3);
    return [normalTensor(random, [2, whole(random, 2, 4), patch * 3]), patch];
  },
  truth: (tokens, patch) => {
    const { frames, channels } = sizes(tokens, patch);
    return libraryUnpatchify(tokens, { shape: [frames, channels], patch }) as Tensor3D;
  },
  mistakes: [
    {
      name: "channel after channel",
      says: "You read a token as all frames of the first channel, then of the second. patchify wrote it frame after frame.",
      make: (tokens, patch) => {
        const { batch, count, frames, channels } = sizes(tokens, patch);
        return tokens
          .reshape<Tensor4D>([batch, count, channels, patch])
          .transpose<Tensor4D>([0, 1, 3, 2])
          .reshape<Tensor3D>([batch, frames, channels]);
      },
    },
    {
      name: "pieces interleaved",
      says: "The first frames of all tokens came first, then all second ones. The frames of a token are neighbours.",
      make: (tokens, patch) => {
        const { batch, count, frames, channels } = sizes(tokens, patch);
        return tokens
          .reshape<Tensor4D>([batch, count, patch, channels])
          .transpose<Tensor4D>([0, 2, 1, 3])
          .reshape<Tensor3D>([batch, frames, channels]);
      },
    },
    {
      name: "batch mixed into time",
      says: "Tokens of one sound ended up in another. The batch stays the first axis.",
      make: (tokens, patch) => {
        const { batch, frames, channels } = sizes(tokens, patch);
        return tokens.transpose<Tensor3D>([1, 0, 2]).reshape<Tensor3D>([batch, frames, channels]);
      },
    },
    {
      name: "p and C exchanged",
      says: "The numbers are in order, but the shape says p channels and C frames a token: the last axis must be C.",
      make: (tokens, patch) => {
        const { batch, count, channels } = sizes(tokens, patch);
        return tokens.reshape<Tensor3D>([batch, count * channels, patch]);
      },
    },
  ],
  hints: [
    "As in patchify, the numbers lie in the right order already.",
    "C is tokens.shape[2] / p, and there are N·p frames.",
  ],
});
