/** Convolutions along time as products of matrices, which on a CPU are the fastest form. */
import { convolved, held, product, toBfloat16 } from "../../tensor/bfloat16";
import type { Precision } from "../../tensor/precision";
import { tf } from "../../tensor/tf";
import type { Tensor, Tensor2D, Tensor3D, Tensor4D } from "../../tensor/tf";
import type { Layer } from "./layer";
import { minimalFilters, minimallyFiltered } from "./minimalFiltering";
import type { WeightReader } from "./weights";
import { shifted, strided, windows } from "./windows";

/** The window of a {@link convolution}. */
export interface ConvolutionSize {
  readonly inChannels: number;
  readonly outChannels: number;
  readonly kernel: number;
  readonly dilation?: number;
  /** A divisor of the kernel, and only with dilation 1. */
  readonly stride?: number;
  /** Zeros at each end; unless given as many as keep the length. */
  readonly padding?: number;
  readonly bias?: boolean;
}

/** With more channels {@link minimalFilters}, 13 matrices in place of 7, would take more memory than they save time. */
const mostFiltered = 512;

/** The form that is fastest for a window. */
function formOf(
  { inChannels, outChannels, kernel, stride = 1 }: ConvolutionSize,
  precision: Precision,
) {
  if (stride > 1) return "strided";
  if (kernel > 1 && kernel * outChannels <= inChannels) return "shifted";
  // What minimal filtering adds and takes away would be lost in numbers of so few bits.
  if (precision === "bfloat16") return kernel > 1 ? "direct" : "windows";
  if (kernel === 7 && inChannels === outChannels && inChannels <= mostFiltered) return "filtered";
  return "windows";
}

/** Its matrices in that form, of taps [kernel, in, out]. */
function matricesOf(
  taps: Tensor3D,
  form: ReturnType<typeof formOf>,
  precision: Precision,
): Tensor[] {
  const [kernel, inChannels, outChannels] = taps.shape;
  switch (form) {
    case "filtered":
      return minimalFilters(taps);
    case "direct":
      return [toBfloat16(taps.expandDims<Tensor4D>(0))];
    case "shifted": // the last layer, which is heard: always float32
      return [taps.transpose([1, 0, 2]).reshape([inChannels, kernel * outChannels])];
    case "strided":
    case "windows":
      return [held(taps.reshape<Tensor2D>([kernel * inChannels, outChannels]), precision)];
  }
}

/**
 * A convolution along time whose weight norm is folded.
 *
 * y[t] = b + Σₖ x[stride·t + dilation·k − padding]·W[k]
 *
 * The windows stand side by side as the rows of a matrix, [T', kernel·in], which one product takes to [T', out].
 * Two kinds have a faster form: seven taps with as many channels out as in, which are {@link minimallyFiltered}, and few
 * channels out, whose products are {@link shifted}. In bfloat16 TensorFlow's own convolution is fastest, {@link convolved}.
 *
 * @param name of `NAME.weight_g` [out, 1, 1], `NAME.weight_v` [out, in, kernel], `NAME.bias` [out]
 */
export function convolution(weights: WeightReader, name: string, size: ConvolutionSize): Layer {
  const { inChannels, outChannels, kernel, dilation = 1, stride = 1, bias: hasBias = true } = size;
  const reach = dilation * (kernel - 1) + 1;
  const { padding = (reach - 1) / 2 } = size;
  const { precision } = weights;
  const form = formOf(size, precision);
  const matrices = tf.tidy(() => {
    const normed = weights.normed(name, [outChannels, inChannels, kernel]);
    return matricesOf(normed.transpose<Tensor3D>([2, 1, 0]), form, precision);
  });
  const bias = hasBias ? weights.vector(`${name}.bias`, outChannels) : undefined;
  const lengthFor = (length: number): number =>
    Math.floor((length + 2 * padding - reach) / stride) + 1;
  return {
    up: 1,
    down: stride,
    outChannels,
    load: Math.max(outChannels, stride * inChannels),
    lengthFor,
    heard: ({ from, to }) => ({
      from: from * stride - padding,
      to: (to - 1) * stride - padding + reach,
    }),
    run: (x) =>
      tf.tidy(() => {
        const places = { taps: kernel, dilation, padding, count: lengthFor(x.shape[0]) };
        if (form === "filtered") {
          return minimallyFiltered(x, matrices as Tensor2D[], { ...places, bias });
        }
        const [matrix] = matrices as [Tensor2D];
        const summed = (): Tensor2D => {
          switch (form) {
            case "direct":
              return convolved(x, matrices[0] as Tensor4D, places);
            case "shifted":
              return shifted(tf.matMul(x, matrix), places);
            case "strided":
              return product(strided(x, { ...places, stride }), matrix);
            case "windows":
              return product(windows(x, places), matrix);
          }
        };
        const y = summed();
        return bias ? y.add<Tensor2D>(bias) : y;
      }),
    weights: bias ? [...matrices, bias] : matrices,
  };
}
