/** A convolution with seven taps by four products where its definition takes seven: minimal filtering, F(4, 3) twice. */
import { tf } from "../../tensor/tf";
import type { Tensor1D, Tensor2D, Tensor3D } from "../../tensor/tf";

/** The filters of a group of three taps g: what the six products of a tile multiply by. */
function groupFilters(g: readonly Tensor3D[]): Tensor2D[] {
  const [g0, g1, g2] = g.map((tap) => tap.squeeze<Tensor2D>([0]));
  const [even1, even2] = [g0.add(g2), g0.add(g2.mul(4))];
  return [
    g0.div(4),
    even1.add(g1).div(-6),
    even1.sub(g1).div(-6),
    even2.add(g1.mul(2)).div(24),
    even2.sub(g1.mul(2)).div(24),
    g2,
  ];
}

/**
 * The matrices by which {@link minimallyFiltered} multiplies, in place of a filter's seven: 13·in·out numbers.
 *
 * @param taps [7, in, out]
 * @returns six [2·in, out], of taps 0 to 2 above those of taps 4 to 6, and tap 3 as it is, [in, out]
 */
export function minimalFilters(taps: Tensor3D): Tensor2D[] {
  return tf.tidy(() => {
    const each = tf.split<Tensor3D>(taps, 7);
    const later = groupFilters(each.slice(4));
    const six = groupFilters(each.slice(0, 3)).map((one, i) => tf.concat2d([one, later[i]], 0));
    return [...six, each[3].squeeze<Tensor2D>([0])];
  });
}

/** What the six products of a tile take: of inputs d₀ to d₅, all of one shape. */
function transformed([d0, d1, d2, d3, d4, d5]: readonly Tensor2D[]): Tensor2D[] {
  const [even1, odd1] = [d4.sub(d2.mul(4)), d3.sub(d1.mul(4))];
  const [even2, odd2] = [d4.sub<Tensor2D>(d2), d3.sub(d1).mul(2)];
  return [
    d0.sub(d2).mul(4).add(even2),
    even1.add(odd1),
    even1.sub(odd1),
    even2.add(odd2),
    even2.sub(odd2),
    d5.sub(d3).sub(odd2.mul(2)),
  ];
}

/** The four outputs of a tile, of its six products. */
function outputs([m0, m1, m2, m3, m4, m5]: readonly Tensor2D[]): Tensor2D[] {
  const [even1, odd1] = [m1.add<Tensor2D>(m2), m1.sub<Tensor2D>(m2)];
  const [even2, odd2] = [m3.add<Tensor2D>(m4), m3.sub<Tensor2D>(m4)];
  return [
    m0.add(even1).add(even2),
    odd1.add(odd2.mul(2)),
    even1.add(even2.mul(4)),
    odd1.add(odd2.mul(8)).add(m5),
  ];
}

interface Filtering {
  readonly dilation: number;
  /** Zeros before the beginning, at most as many as keep the length. */
  readonly padding: number;
  /** How many positions come out. */
  readonly count: number;
  /** [out] */
  readonly bias?: Tensor1D;
}

/**
 * y[t] = b + Σₖ x[t + dilation·k − padding]·W[k], k from 0 to 6.
 *
 * Four neighbours y₀ … y₃ of a filter with three taps g₀, g₁, g₂ hear six positions d₀ … d₅. As the coefficients of a
 * product of two polynomials they follow from its values at 0, 1, −1, 2, −2 and ∞, six products in place of twelve:
 *
 * mᵢ = (Bᵀd)ᵢ·(Gg)ᵢ, y = Aᵀm
 *
 *      | 4  0 −5  0  1  0 |        |  1/4    0    0  |       | 1  1  1  1  1  0 |
 *      | 0 −4 −4  1  1  0 |        | −1/6 −1/6 −1/6  |  Aᵀ = | 0  1 −1  2 −2  0 |
 * Bᵀ = | 0  4 −4 −1  1  0 |    G = | −1/6  1/6 −1/6  |       | 0  1  1  4  4  0 |
 *      | 0 −2 −1  2  1  0 |        | 1/24 1/12  1/6  |       | 0  1 −1  8 −8  1 |
 *      | 0  2 −1 −2  1  0 |        | 1/24 −1/12 1/6  |
 *      | 0  4  0 −5  0  1 |        |   0     0    1  |
 *
 * Here each d is a vector of channels and each g a matrix, so sums are cheap and products dear. Seven taps are three, one
 * and three. The last three hear what the first three hear, four positions on: exactly a tile, so Bᵀd is computed once
 * and serves both. With tap 3 as it stands that makes 2·6/4 + 1 = 4 products for each position instead of 7. With a
 * dilation the neighbours are so far apart, and as many tiles interleave.
 *
 * Measured on [8272, 128], [4136, 256] and [2048, 512], on one core: 0.63, 0.60 and 0.60 of the time of windows and one
 * product. It rounds a little more, 2·10⁻⁶ of the largest number instead of 1·10⁻⁶, and a position that W does not reach
 * may be heard in the last bit.
 *
 * Sources: Winograd 1980, "Arithmetic Complexity of Computations", ch. IV; Lavin & Gray 2016, "Fast Algorithms for
 * Convolutional Neural Networks", arXiv:1509.09308, §4.1 and, for these matrices, §4.3.
 *
 * @param x [T, in]
 * @param filters of {@link minimalFilters}
 * @returns [count, out]
 * @internal
 */
export function minimallyFiltered(
  x: Tensor2D,
  filters: readonly Tensor2D[],
  { dilation, padding, count, bias }: Filtering,
): Tensor2D {
  return tf.tidy(() => {
    const [length, channels] = x.shape;
    const tiles = Math.ceil(count / (4 * dilation));
    const all = (tiles + 2) * 4 * dilation;
    const padded = x.pad<Tensor2D>([[padding, all - padding - length], [0, 0]]); // prettier-ignore
    // Of the rows of a tile those of one d lie side by side: [tiles + 2, dilation·in].
    const parts = tf.split<Tensor2D>(padded.reshape([tiles + 2, 4 * dilation * channels]), 4, 1);
    const heard = [0, 1, 2, 3, 4, 5].map((i) =>
      parts[i % 4].slice<Tensor2D>([Math.floor(i / 4), 0], [tiles + 1, dilation * channels]),
    );
    const products = transformed(heard).map((one, i) => {
      const rows = one.reshape<Tensor2D>([(tiles + 1) * dilation, channels]);
      const both = [0, dilation].map((from) => rows.slice([from, 0], [tiles * dilation, channels]));
      const product = tf.matMul<Tensor2D>(tf.concat2d(both, 1), filters[i]);
      // Every y holds m₁ once, so there the bias is added in a quarter of the additions.
      return i === 1 && bias ? product.add<Tensor2D>(bias) : product;
    });
    const [, outChannels] = products[0].shape;
    const four = outputs(products).map((y) => y.reshape<Tensor2D>([tiles, dilation * outChannels]));
    return tf
      .concat2d(four, 1)
      .reshape<Tensor2D>([tiles * 4 * dilation, outChannels])
      .slice<Tensor2D>([0, 0], [count, outChannels])
      .add<Tensor2D>(padded.slice([3 * dilation, 0], [count, channels]).matMul(filters[6]));
  });
}
