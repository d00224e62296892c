/** Diffusion with no training: the exact posterior mean over a set of examples, and what it lacks. */
import { TutorialError } from "../error";
import { tf } from "../tensor/tf";
import type { Tensor, Tensor1D, Tensor2D } from "../tensor/tf";
import type { Marginal } from "./process";
import type { Denoiser } from "./samplers/denoiser";

function checkExamples(where: string, x: Tensor, examples: Tensor2D): void {
  const size = x.size / (x.shape[0] ?? 1);
  if (examples.rank === 2 && examples.shape[0] > 0 && examples.shape[1] === size) return;
  throw new TutorialError({
    code: "ideal.shape",
    where,
    expected: `examples of ${size} numbers each, [N, ${size}], as the samples [${x.shape.join(", ")}] have`,
    got: `[${examples.shape.join(", ")}]`,
    fix: "cut all clips to one length, stack them, and start from noise of that length",
  });
}

/** x·yᵀ for each sample and example, [B, N], and |y|² of each example, [N]. */
function products(x: Tensor, examples: Tensor2D): { cross: Tensor2D; squares: Tensor1D } {
  const flat = x.reshape<Tensor2D>([x.shape[0], -1]); // [B, D]
  return { cross: tf.matMul(flat, examples, false, true), squares: examples.square().sum(1) };
}

/**
 * How likely each example is the one that x_t was made of.
 *
 * p(n | x_t) = softmax over n of (α·x_t·y_n − ½·α²·|y_n|²)/σ², the part of −|x_t − α·y_n|²/2σ² that
 * depends on n
 *
 * @param xt [B, …] of D numbers each
 * @param examples y, [N, D]
 * @returns rows that sum to 1, [B, N]
 * @throws TutorialError `ideal.shape`
 *
 * @example
 * const examples = seededNoise([10, 64], 1) as Tensor2D;
 * const odds = idealWeights(seededNoise([1, 64], 2), examples, levelAt(cosine(), 0.5)); // [1, 10]
 */
export function idealWeights(xt: Tensor, examples: Tensor2D, { alpha, sigma }: Marginal): Tensor2D {
  checkExamples("idealWeights", xt, examples);
  return tf.tidy(() => {
    const { cross, squares } = products(xt, examples);
    const logits = cross.mul(alpha).sub(squares.mul(alpha ** 2 / 2));
    // Softmax takes the largest away first, so that no exponential overflows however small σ is.
    return tf.softmax(logits.mul<Tensor2D>(1 / sigma ** 2));
  });
}

/**
 * The best denoiser that a set of examples allows: E[x_0 | x_t] = Σ_n p(n | x_t)·y_n.
 *
 * It is what a network would be that had learned its training data perfectly. Sampled with it, noise
 * turns into sound with no training at all, and always into one of the examples: it memorises. What
 * is new in the music of a trained network comes from where the network falls short of this.
 *
 * @param examples [N, D], e.g. clips of one length; they stay yours and must live as long as the denoiser
 * @returns what every sampler takes, [B, …] → [B, …] with D numbers an item
 * @throws TutorialError `ideal.shape`
 *
 * Source: Karras et al. 2022, appendix B.3.
 *
 * @example
 * const examples = seededNoise([10, 64], 1) as Tensor2D;
 * const denoise = idealDenoiser(examples);
 * const route = sigmaRoute(karrasSigmas({ steps: 12, sigmaMin: 0.02, sigmaMax: 80 }));
 * const found = finalSample(euler(denoise, route.process.prior([1, 64], 3), route));
 */
export function idealDenoiser(examples: Tensor2D): Denoiser {
  return (xt, level) =>
    tf.tidy(() => tf.matMul(idealWeights(xt, examples, level), examples).reshape(xt.shape));
}

/** Which example a sample is closest to. */
export interface NearestExample {
  readonly index: number;
  /** Root mean square of the difference. */
  readonly distance: number;
  /** The same over the root mean square of the example: below 0.01 the two sound alike. */
  readonly relative: number;
}

/**
 * Finds the nearest of the examples for each sample: has it been copied?
 *
 * @param samples [B, …] of D numbers each
 * @param examples [N, D]
 * @throws TutorialError `ideal.shape`
 *
 * @example
 * const examples = seededNoise([10, 64], 1) as Tensor2D;
 * const [{ index, relative }] = nearestExamples(examples.slice(4, 1), examples); // 4, 0
 */
export function nearestExamples(samples: Tensor, examples: Tensor2D): NearestExample[] {
  checkExamples("nearestExamples", samples, examples);
  const size = examples.shape[1];
  return tf.tidy(() => {
    const flat = samples.reshape<Tensor2D>([samples.shape[0], size]);
    const { cross, squares } = products(flat, examples);
    const indices = squares.sub(cross.mul(2)).argMin(1).dataSync();
    return Array.from(indices, (index, row) => {
      const example = examples.slice([index, 0], [1, size]);
      // The difference itself, not |x|² − 2·x·y + |y|², which rounds to nothing for a good copy.
      const [distance, own] = [flat.slice([row, 0], [1, size]).sub(example), example].map((one) =>
        Math.sqrt(one.square().mean().dataSync()[0]),
      );
      return { index, distance, relative: distance / own };
    });
  });
}
