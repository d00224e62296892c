/** Products with factors of half the bits, which newer processors take twice as fast. */
import { nativeBackend } from "./graph/nativeBackend";
import type { Attribute, NativeBackend } from "./graph/nativeBackend";
import { typeNumbers } from "./graph/savedModel";
import type { Precision } from "./precision";
import { tf } from "./tf";
import type { Rank, Tensor, Tensor2D, Tensor4D } from "./tf";

/** tfjs has no name for this type: a tensor of it says "float32", and only the backend knows better. */
function admit(backend: NativeBackend): void {
  if (Object.hasOwn(backend, "createOutputTensor")) return;
  const own = backend.createOutputTensor.bind(backend);
  backend.createOutputTensor = (metadata) => {
    if (metadata.dtype !== typeNumbers.bfloat16) return own(metadata);
    const x = own({ ...metadata, dtype: typeNumbers.float32 });
    backend.tensorMap.get(x.dataId)!.dtype = typeNumbers.bfloat16;
    return x;
  };
}

/** Native TensorFlow, which the caller knows to be there. */
function admitting(): NativeBackend {
  const backend = nativeBackend()!;
  admit(backend);
  return backend;
}

/** Are these numbers of {@link toBfloat16}? */
export function isBfloat16({ dataId }: { readonly dataId: object }): boolean {
  return nativeBackend()?.tensorMap.get(dataId)?.dtype === typeNumbers.bfloat16;
}

function cast<T extends Tensor>(x: T, to: "float32" | "bfloat16"): T {
  const backend = admitting();
  const { TF_ATTR_TYPE, TF_ATTR_BOOL } = backend.binding;
  const from = to === "float32" ? "bfloat16" : "float32";
  const attributes: Attribute[] = [
    { name: "SrcT", type: TF_ATTR_TYPE, value: typeNumbers[from] },
    { name: "DstT", type: TF_ATTR_TYPE, value: typeNumbers[to] },
    { name: "Truncate", type: TF_ATTR_BOOL, value: false },
  ];
  return backend.executeSingleOutput("Cast", attributes, [x]) as T;
}

/**
 * The nearest numbers of 16 bits, of which 8 are an exponent, as in float32, and 7 follow the point: 1 is followed by
 * 1 + 2⁻⁷.
 *
 * They can be handed to {@link product} and {@link convolved}, be kept and be disposed of, and to nothing else. Needs
 * native TensorFlow.
 *
 * @internal
 */
export function toBfloat16<R extends Rank>(x: Tensor<R>): Tensor<R> {
  return cast(x, "bfloat16");
}

/** A matrix for {@link product} as it is, or of half the bits. @internal */
export function held<R extends Rank>(x: Tensor<R>, precision: Precision): Tensor<R> {
  return precision === "bfloat16" ? toBfloat16(x) : x;
}

const productType = (backend: NativeBackend): Attribute => ({
  name: "T",
  type: backend.binding.TF_ATTR_TYPE,
  value: typeNumbers.bfloat16,
});

/**
 * x·W. If W is of {@link toBfloat16}, x is rounded likewise. The products of two such numbers are exact in float32, in
 * which they are summed; the sum is rounded once more. (A processor without instructions for it may round in between.)
 *
 * @param x [N, in]
 * @param w [in, out]
 * @returns [N, out], float32
 * @internal
 */
export function product(x: Tensor2D, w: Tensor2D): Tensor2D {
  if (!isBfloat16(w)) return tf.matMul(x, w);
  return tf.tidy(() => {
    const backend = admitting();
    const { TF_ATTR_BOOL } = backend.binding;
    const attributes: Attribute[] = [
      productType(backend),
      { name: "transpose_a", type: TF_ATTR_BOOL, value: false },
      { name: "transpose_b", type: TF_ATTR_BOOL, value: false },
    ];
    const y = backend.executeSingleOutput("MatMul", attributes, [toBfloat16(x), w]);
    return cast(y as Tensor2D, "float32");
  });
}

/** Where the window of {@link convolved} lies. */
interface Window {
  readonly dilation: number;
  /** Zeros at each end. */
  readonly padding: number;
}

/**
 * y[t] = Σₖ x[t + dilation·k − padding]·W[k], as {@link product} multiplies.
 *
 * @param x [T, in]
 * @param w of {@link toBfloat16}, [1, taps, in, out]
 * @returns [T', out], float32
 * @internal
 */
export function convolved(x: Tensor2D, w: Tensor4D, { dilation, padding }: Window): Tensor2D {
  const [, , channels, outChannels] = w.shape;
  return tf.tidy(() => {
    const backend = admitting();
    const { TF_ATTR_INT, TF_ATTR_STRING, TF_ATTR_BOOL } = backend.binding;
    const attributes: Attribute[] = [
      productType(backend),
      { name: "strides", type: TF_ATTR_INT, value: [1, 1, 1, 1] },
      { name: "use_cudnn_on_gpu", type: TF_ATTR_BOOL, value: false },
      { name: "padding", type: TF_ATTR_STRING, value: "EXPLICIT" },
      { name: "explicit_paddings", type: TF_ATTR_INT, value: [0, 0, 0, 0, padding, padding, 0, 0] },
      { name: "data_format", type: TF_ATTR_STRING, value: "NHWC" },
      { name: "dilations", type: TF_ATTR_INT, value: [1, 1, dilation, 1] },
    ];
    const row = toBfloat16(x.reshape<Tensor4D>([1, 1, x.shape[0], channels]));
    const y = backend.executeSingleOutput("Conv2D", attributes, [row, w]);
    return cast(y as Tensor4D, "float32").reshape<Tensor2D>([-1, outChannels]);
  });
}
