/** Adam: steps of even size, whatever the size of the gradient. */
import { tf } from "../tensor/tf";
import type { Tensor1D } from "../tensor/tf";

/** What Adam remembers of earlier gradients, [P] each. */
export interface Moments {
  /** m, the running mean of the gradient. */
  readonly mean: Tensor1D;
  /** v, the running mean of its square. */
  readonly square: Tensor1D;
}

/** Weights and moments after a step. */
export interface AdamStep extends Moments {
  readonly weights: Tensor1D;
}

/** How Adam forgets, and how weights shrink. */
export interface AdamOptions {
  /** β₁; 0.9 unless given. */
  readonly beta1?: number;
  /** β₂; 0.999 unless given. */
  readonly beta2?: number;
  /** Added to the root of v; 1e-8 unless given. */
  readonly epsilon?: number;
  /** How much of each weight a learning rate of 1 would take away; 0 unless given. */
  readonly weightDecay?: number;
}

/**
 * One step of Adam on a vector of weights.
 *
 * m ← β₁·m + (1 − β₁)·g; v ← β₂·v + (1 − β₂)·g²; θ ← θ·(1 − η·decay) − η·m̂/(√v̂ + ε), with
 * m̂ = m/(1 − β₁ⁿ) and v̂ = v/(1 − β₂ⁿ)
 *
 * @param gradient g, [P]
 * @param n which step, from 1
 * @returns three new vectors; the old ones stay yours
 *
 * Source: Kingma & Ba 2015, algorithm 1; Loshchilov & Hutter 2019 for the decay.
 *
 * @example
 * const zero = tf.zeros([3]) as Tensor1D;
 * const before = { weights: zero, mean: zero, square: zero };
 * const after = adamStep(before, tf.tensor1d([1, -2, 0]), 1, 0.1); // weights −0.1, 0.1, 0
 */
export function adamStep(
  before: AdamStep,
  gradient: Tensor1D,
  n: number,
  learningRate: number,
  { beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8, weightDecay = 0 }: AdamOptions = {},
): AdamStep {
  const [mean, square, weights] = tf.tidy((): Tensor1D[] => {
    const m = before.mean.mul(beta1).add<Tensor1D>(gradient.mul(1 - beta1));
    const v = before.square.mul(beta2).add<Tensor1D>(gradient.square().mul(1 - beta2));
    const scale = v.mul(1 / (1 - beta2 ** n)).sqrt();
    const move = m.mul(learningRate / (1 - beta1 ** n)).div(scale.add(epsilon));
    const kept =
      weightDecay > 0 ? before.weights.mul(1 - learningRate * weightDecay) : before.weights;
    return [m, v, kept.sub<Tensor1D>(move)];
  });
  return { mean, square, weights };
}
