/**
 * The discrete Fourier transform of real frames by the FFT of native TensorFlow, O(N log N), with the gradient that
 * TensorFlow.js leaves out. For large frames; {@link realFourier} chooses.
 */
import { tf } from "../tensor/tf";
import type { Tensor, Tensor2D, Tensor3D } from "../tensor/tf";
import type { Samples } from "../units";

/** From here on the FFT beats two matrix products (512 samples: equal; 2048: eight times as fast). */
const worthwhile = 1024;

/** Can and should frames of this size go through the FFT here? wasm has none, and primes are slow in it. */
export function hasFastFourier(fftSize: Samples): boolean {
  const isPowerOfTwo = Number.isInteger(Math.log2(fftSize));
  return tf.getBackend() === "tensorflow" && fftSize >= worthwhile && isPowerOfTwo;
}

/** The FFT of complex frames [M, N] given as two parts, as a complex tensor. */
function transform(real: Tensor2D, imag: Tensor2D): Tensor {
  return tf.spectral.fft(tf.complex(real, imag));
}

/**
 * The lower half of the spectra: Σₙ x[n]·cos θ and −Σₙ x[n]·sin θ with θ = 2πnk/N, k = 0 … N/2.
 *
 * @param frames [M, N]
 * @returns [2, M, N/2 + 1], real parts and imaginary parts
 */
export function analyse(frames: Tensor2D): Tensor3D {
  const [count, size] = frames.shape;
  const bins = size / 2 + 1;
  const transformed = tf.customGrad<Tensor3D>((...inputs) => {
    const x = inputs[0] as Tensor2D;
    const spectra = transform(x, tf.zerosLike(x));
    const lower = [tf.real(spectra), tf.imag(spectra)].map((part) =>
      part.slice([0, 0], [count, bins]),
    );
    const value = tf.stack(lower) as Tensor3D;
    return { value, gradFunc: (dy: Tensor3D) => synthesise(dy, size) };
  });
  return tf.tidy(() => transformed(frames));
}

/**
 * Waves added up: Σₖ re[k]·cos θ − im[k]·sin θ, k = 0 … N/2, which is the transpose of {@link analyse}, so that each
 * is the gradient of the other. With bins weighted by 1/N and 2/N it is the inverse.
 *
 * @param parts [2, M, N/2 + 1]
 * @returns [M, N]
 */
export function synthesise(parts: Tensor3D, fftSize: Samples): Tensor2D {
  const bins = parts.shape[2];
  const transformed = tf.customGrad<Tensor2D>((...inputs) => {
    const [real, imag] = tf.unstack(inputs[0] as Tensor3D) as Tensor2D[];
    const fill = (part: Tensor2D): Tensor2D =>
      part.pad([
        [0, 0],
        [0, fftSize - bins],
      ]);
    // The FFT turns by −θ where the sum asks for +θ; the conjugate has the same real part.
    const value = tf.real(transform(fill(real), fill(imag.neg()))) as Tensor2D;
    return { value, gradFunc: (dy: Tensor2D) => analyse(dy) };
  });
  return tf.tidy(() => transformed(parts));
}
