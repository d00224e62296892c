/** Convolutions along time as products of matrices, which on a CPU are the fastest form. */
import { tf } from "../../tensor/tf";
import type { Tensor2D, Tensor3D } from "../../tensor/tf";
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
function formOf({ inChannels, outChannels, kernel, stride = 1 }: ConvolutionSize) {
  if (stride > 1) return "strided";
  if (kernel === 7 && inChannels === outChannels && inChannels <= mostFiltered) return "filtered";
  return kernel > 1 && kernel * outChannels <= inChannels ? "shifted" : "windows";
}

/** Its matrices in that form, of taps [kernel, in, out]. */
function matricesOf(taps: Tensor3D, form: ReturnType<typeof formOf>): Tensor2D[] {
  const [kernel, inChannels, outChannels] = taps.shape;
  if (form === "filtered") return minimalFilters(taps);
  if (form === "shifted") {
    return [taps.transpose([1, 0, 2]).reshape([inChannels, kernel * outChannels])];
  }
  return [taps.reshape([kernel * inChannels, outChannels])];
}

/**
 * A convolution along time whose weight norm is folded.
 *
 * y[t] = b + Σₖ x[stride·t + dilation·k − padding]·W[k]
 *
 * The windows stand side by side as the rows of a matrix, [T', kernel·in], which one product takes to [T', out].
 * Two kinds have a faster form: seven taps with as many channels out as in, which are {@link minimallyFiltered}, and few
 * channels out, whose products are {@link shifted}.
 *
 * @param name of `NAME.weight_g` [out, 1, 1], `NAME.weight_v` [out, in, kernel], `NAME.bias` [out]
 */
export function convolution(weights: WeightReader, name: string, size: ConvolutionSize): Layer {
  const { inChannels, outChannels, kernel, dilation = 1, stride = 1, bias: hasBias = true } = size;
  const reach = dilation * (kernel - 1) + 1;
  const { padding = (reach - 1) / 2 } = size;
  const form = formOf(size);
  const matrices = tf.tidy(() => {
    const normed = weights.normed(name, [outChannels, inChannels, kernel]);
    return matricesOf(normed.transpose<Tensor3D>([2, 1, 0]), form);
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
        if (form === "filtered") return minimallyFiltered(x, matrices, { ...places, bias });
        const [matrix] = matrices;
        const windowed = (): Tensor2D =>
          stride > 1 ? strided(x, { ...places, stride }) : windows(x, places);
        const y: Tensor2D =
          form === "shifted"
            ? shifted(tf.matMul(x, matrix), places)
            : tf.matMul(windowed(), matrix);
        return bias ? y.add<Tensor2D>(bias) : y;
      }),
    weights: bias ? [...matrices, bias] : matrices,
  };
}
