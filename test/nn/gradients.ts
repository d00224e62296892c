/** Compares gradients with finite differences. */
import type { Parameters } from "../../src/nn/parameters";
import { tf } from "../../src/tensor/tf";

/** The largest difference between a gradient and its finite difference, over the largest gradient. */
export function gradientError(parameters: Parameters, loss: () => tf.Scalar): number {
  const number = (): number => tf.tidy(() => loss().dataSync()[0]);
  number(); // makes the weights
  const variables = Object.values(parameters.values());
  const { grads, value } = tf.variableGrads(loss, variables);
  let [worst, largest] = [0, 1e-6];
  for (const variable of variables) {
    const gradient = grads[variable.name].dataSync();
    const before = variable.dataSync().slice();
    const put = (values: Float32Array | Int32Array | Uint8Array): void =>
      tf.tidy(() => variable.assign(tf.tensor(values, variable.shape)));
    for (let i = 0; i < Math.min(before.length, 12); i++) {
      const at = (offset: number): number => {
        const moved = before.slice();
        moved[i] += offset;
        put(moved);
        return number();
      };
      const step = 1e-2;
      const difference = (at(step) - at(-step)) / (2 * step);
      worst = Math.max(worst, Math.abs(difference - gradient[i]));
      largest = Math.max(largest, Math.abs(gradient[i]));
    }
    put(before);
  }
  tf.dispose([value, ...Object.values(grads)]);
  return worst / largest;
}
