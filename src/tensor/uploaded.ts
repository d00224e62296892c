/** Numbers that the backend is handed at once. */
import { nativeBackend } from "./graph/nativeBackend";
import { tf } from "./tf";
import type { Rank, ShapeMap, Tensor } from "./tf";

/**
 * A tensor with a copy of numbers, which are the caller's again when this returns.
 *
 * tfjs keeps an array until its tensor is first used, and native TensorFlow may share its memory for good. So a model
 * of gigabytes would be there twice, or leave gigabytes to the garbage collector; this way one array serves for all.
 *
 * @internal
 */
export function uploaded<R extends Rank>(numbers: Float32Array, shape: ShapeMap[R]): Tensor<R> {
  const backend = nativeBackend();
  if (!backend) return tf.tensor<R>(numbers.slice(), shape, "float32");
  return tf.tidy(() => {
    const { TF_ATTR_TYPE, TF_FLOAT } = backend.binding;
    const attributes = [{ name: "T", type: TF_ATTR_TYPE, value: TF_FLOAT }];
    const shared = tf.tensor<R>(numbers, shape, "float32");
    return backend.executeSingleOutput("DeepCopy", attributes, [shared]) as Tensor<R>;
  });
}
