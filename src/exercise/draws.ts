/** Random inputs for exercises. */
import type { Random } from "../tensor/random";
import { tf } from "../tensor/tf";
import type { Tensor, Tensor2D, Tensor3D } from "../tensor/tf";

/** A number between two, evenly. */
export function between(random: Random, from: number, to: number): number {
  return from + (to - from) * random.uniform();
}

/** Draws of N(0, 1), as plain numbers. */
export function normals(random: Random, count: number): number[] {
  return Array.from({ length: count }, () => random.normal());
}

/** A whole number from one to another, both included. */
export function whole(random: Random, from: number, to: number): number {
  return from + random.integer(to - from + 1);
}

/** A tensor of draws of N(0, 1). */
export function normalTensor(random: Random, shape: [number, number]): Tensor2D;
export function normalTensor(random: Random, shape: [number, number, number]): Tensor3D;
export function normalTensor(random: Random, shape: number[]): Tensor;
export function normalTensor(random: Random, shape: number[]): Tensor {
  return tf.tensor(random.normals(shape.reduce((all, one) => all * one, 1)), shape);
}

/** α and σ of the cosine process at a random time. */
export function level(random: Random): { alpha: number; sigma: number } {
  const angle = (between(random, 0.1, 0.9) * Math.PI) / 2;
  return { alpha: Math.cos(angle), sigma: Math.sin(angle) };
}
