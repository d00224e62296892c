/**
 * TensorFlow.js, imported once. Library code takes `tf` from here and nowhere else, so that every
 * file computes on the backend that {@link prepareBackend} chose.
 */
import * as tf from "@tensorflow/tfjs";

export { tf };
export type {
  Rank,
  ShapeMap,
  Tensor,
  Tensor1D,
  Tensor2D,
  Tensor3D,
  Tensor4D,
} from "@tensorflow/tfjs";
