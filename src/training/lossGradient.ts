/** A loss, and which way it falls. */
import { tf } from "../tensor/tf";
import type { Tensor1D } from "../tensor/tf";
import { flatten } from "./flat";

/** What a loss function says. */
export interface LossResult {
  /** What is made small: one number, as a tensor that gradients can flow through. */
  readonly loss: tf.Scalar;
  /** Numbers to watch beside it, and to name if it diverges, e.g. the noise level. */
  readonly parts?: Readonly<Record<string, number>>;
}

/** A loss and its gradient, [P]. @internal */
export interface MeasuredLoss {
  readonly loss: number;
  readonly parts: Readonly<Record<string, number>>;
  readonly gradient: Tensor1D;
  readonly gradientNorm: number;
}

/**
 * Runs a loss and asks for its gradient with respect to some variables; others stay out of it.
 *
 * @param check runs when the loss is known, and may refuse it
 * @internal
 */
export function lossGradient(
  variables: readonly tf.Variable[],
  loss: () => LossResult,
  check: () => void,
): MeasuredLoss {
  let parts: Readonly<Record<string, number>> = {};
  const { gradient, numbers } = tf.tidy(() => {
    const heard = (): tf.Scalar => {
      const result = loss();
      parts = result.parts ?? {};
      return result.loss;
    };
    const { value, grads } =
      variables.length > 0
        ? tf.variableGrads(heard, [...variables])
        : { value: heard(), grads: {} as tf.NamedTensorMap };
    check();
    const whole = flatten(variables.map((one) => grads[one.name] ?? tf.zerosLike(one)));
    // Read together: each reading makes the backend wait.
    // Not `whole.norm()`, which raises each number to a power: ten times as slow.
    const length = whole.square().sum().sqrt();
    return { gradient: whole, numbers: tf.stack([value, length]) };
  });
  const [value, gradientNorm] = numbers.dataSync();
  numbers.dispose();
  return { loss: value, parts, gradient, gradientNorm };
}
