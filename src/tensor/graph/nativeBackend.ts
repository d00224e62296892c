/** The part of tfjs-node's backend by which operations and graphs of TensorFlow can be called. */
import { tf } from "../tf";

/** An argument of an operation, as tfjs-node writes it. */
export interface Attribute {
  readonly name: string;
  readonly type: number;
  readonly value: unknown;
}

/** What an operation of the binding says of a result. */
type Metadata = { readonly id: number; readonly shape: number[]; readonly dtype: number };

/** Native code that tfjs-node is a face of. */
export interface NativeBinding {
  readonly TF_ATTR_STRING: number;
  readonly TF_ATTR_INT: number;
  readonly TF_ATTR_FLOAT: number;
  readonly TF_ATTR_BOOL: number;
  readonly TF_ATTR_TYPE: number;
  readonly TF_FLOAT: number;
  loadSavedModel(folder: string, tags: string): number;
  runSavedModel(id: number, inputs: readonly number[], from: string, to: string): Metadata[];
  deleteSavedModel(id: number): void;
}

/** tfjs-node's backend, with its private parts. */
export interface NativeBackend {
  readonly binding: NativeBinding;
  executeSingleOutput(
    name: string,
    attributes: readonly Attribute[],
    inputs: readonly tf.TensorInfo[],
  ): tf.TensorInfo;
  executeMultipleOutputs(
    name: string,
    attributes: readonly Attribute[],
    inputs: readonly tf.TensorInfo[],
    outputs: number,
  ): tf.TensorInfo[];
  /** Of each tensor what TensorFlow says of it. */
  readonly tensorMap: { get(dataId: object): { dtype: number } | undefined };
  write(values: unknown, shape: number[], dtype: string): object;
  getInputTensorIds(inputs: readonly { readonly dataId: object }[]): number[];
  createOutputTensor(metadata: Metadata): tf.Tensor;
  readSync(dataId: object): Float32Array | Int32Array | Uint8Array;
  incRef(dataId: object): void;
  disposeData(dataId: object): boolean;
}

/** tfjs-node's backend, if it is what computes. @internal */
export function nativeBackend(): NativeBackend | undefined {
  return tf.getBackend() === "tensorflow" ? (tf.backend() as unknown as NativeBackend) : undefined;
}
