/**
 * The discrete Fourier transform of real frames as two matrix products: O(N²) where an FFT is
 * O(N log N), but on every backend, with a gradient. Where native TensorFlow runs, large frames go through
 * its FFT instead ({@link hasFastFourier}).
 *
 * The cosine is even and the sine odd around the middle of a frame, so the frame is folded first:
 * x[n] + x[N−n] meets only cosines, x[n] − x[N−n] only sines. Half the work, and half the rounding.
 */
import { tf } from "../tensor/tf";
import type { Tensor2D, Tensor3D } from "../tensor/tf";
import type { Samples } from "../units";
import { constantMatrix, timesMatrix, transposeOf } from "./constantMatrix";
import type { ConstantMatrix } from "./constantMatrix";
import { analyse, hasFastFourier, synthesise } from "./fastFourier";

/** Complex spectra of M frames. (A type, not an interface, so that `tf.tidy` sees the tensors.) */
export type FrameSpectra = {
  /** [M, bins], bins = ⌊N/2⌋ + 1 */
  readonly real: Tensor2D;
  /** [M, bins] */
  readonly imag: Tensor2D;
};

interface Waves {
  /** [bins, bins]: cos(2πnk/N), n = 0 … ⌊N/2⌋ */
  readonly cosines: ConstantMatrix;
  /** [pairs, bins]: −sin(2πnk/N), n = 1 … pairs */
  readonly sines: ConstantMatrix;
}

/** ⌊N/2⌋ + 1 bins, and ⌊(N − 1)/2⌋ samples that have a mirror image other than themselves. */
function foldedSizes(fftSize: Samples): { bins: number; pairs: number } {
  return { bins: Math.floor(fftSize / 2) + 1, pairs: Math.floor((fftSize - 1) / 2) };
}

function computeWaves(fftSize: Samples): Waves {
  const { bins, pairs } = foldedSizes(fftSize);
  // The product n·k is reduced modulo N first: exact, where the cosine of a large angle is not.
  const angle = (n: number, k: number): number => (2 * Math.PI * ((n * k) % fftSize)) / fftSize;
  return {
    cosines: constantMatrix(bins, bins, (n, k) => Math.cos(angle(n, k))),
    sines: constantMatrix(pairs, bins, (n, k) => -Math.sin(angle(n + 1, k))),
  };
}

/** [bins]: 1/N for the bins that are their own mirror image (0 and N/2), else 2/N */
function inverseWeights(fftSize: Samples): Float32Array {
  const isOwnMirror = (k: number): boolean => k === 0 || 2 * k === fftSize;
  const weight = (_: unknown, k: number): number => (isOwnMirror(k) ? 1 : 2) / fftSize;
  return Float32Array.from({ length: foldedSizes(fftSize).bins }, weight);
}

const cache = new Map<Samples, Waves>();
const cachedAtMost = 16;

/**
 * The waves for one frame size, computed once. Numbers are kept, not tensors: nothing to release, and no
 * backend that they belong to.
 */
function wavesFor(fftSize: Samples): Waves {
  let waves = cache.get(fftSize);
  if (!waves) {
    waves = computeWaves(fftSize);
    if (cache.size >= cachedAtMost) cache.delete(cache.keys().next().value!);
    cache.set(fftSize, waves);
  }
  return waves;
}

/**
 * Spectra of real frames: X[k] = Σₙ x[n]·e^(−2πi·nk/N), k = 0 … ⌊N/2⌋.
 *
 * @param frames [M, N], any N
 * @returns `{real, imag}`, each [M, ⌊N/2⌋ + 1]
 */
export function realFourier(frames: Tensor2D): FrameSpectra {
  const [count, size] = frames.shape;
  if (hasFastFourier(size)) {
    return tf.tidy(() => {
      const [real, imag] = tf.unstack(analyse(frames)) as Tensor2D[];
      return { real, imag };
    });
  }
  const { bins, pairs } = foldedSizes(size);
  const { cosines, sines } = wavesFor(size);
  return tf.tidy(() => {
    const first = frames.slice([0, 0], [count, 1]);
    const head = frames.slice([0, 1], [count, pairs]);
    const middle = frames.slice([0, pairs + 1], [count, bins - 1 - pairs]); // one, or none if N is odd
    const tail = frames.slice([0, size - pairs], [count, pairs]).reverse(1);
    const even = tf.concat([first, head.add<Tensor2D>(tail), middle], 1); //  [M, bins]
    const odd = head.sub<Tensor2D>(tail); //                                  [M, pairs]
    return {
      real: timesMatrix(even, cosines), //                                    [M, bins]
      imag: timesMatrix(odd, sines), //                                       [M, bins]
    };
  });
}

/**
 * Real frames of spectra, the inverse of {@link realFourier}: x[n] = 1/N·Σₖ X[k]·e^(2πi·nk/N) over all N
 * bins, of which the upper half is the mirror image of the lower.
 *
 * @param spectra `{real, imag}`, each [M, ⌊N/2⌋ + 1]; as for any inverse of this kind the imaginary
 *   part of bins 0 and N/2 counts as zero
 * @param fftSize N
 * @returns [M, N]
 */
export function inverseRealFourier(spectra: FrameSpectra, fftSize: Samples): Tensor2D {
  const [count] = spectra.real.shape;
  const { bins, pairs } = foldedSizes(fftSize);
  if (hasFastFourier(fftSize)) {
    return tf.tidy(() => {
      const weights = tf.tensor1d(inverseWeights(fftSize));
      const parts = tf.stack([spectra.real, spectra.imag]) as Tensor3D;
      return synthesise(parts.mul(weights), fftSize);
    });
  }
  const { cosines, sines } = wavesFor(fftSize);
  return tf.tidy(() => {
    const weights = tf.tensor1d(inverseWeights(fftSize));
    const even = timesMatrix(spectra.real.mul(weights), cosines); //          [M, bins]
    const odd = timesMatrix(spectra.imag.mul(weights), transposeOf(sines)); // [M, pairs]
    const first = even.slice([0, 0], [count, 1]);
    const both = even.slice([0, 1], [count, pairs]);
    const middle = even.slice([0, pairs + 1], [count, bins - 1 - pairs]);
    const head = both.add<Tensor2D>(odd);
    const tail = both.sub<Tensor2D>(odd).reverse(1);
    return tf.concat<Tensor2D>([first, head, middle, tail], 1); //            [M, N]
  });
}
