/** The residual quantiser of EnCodec: codebooks in the encoder's own space, learned as running means. */
import { TutorialError } from "../../error";
import type { Parameters } from "../../nn/parameters";
import type { Random } from "../../tensor/random";
import { tf } from "../../tensor/tf";
import type { Tensor2D, Tensor3D } from "../../tensor/tf";
import { withoutGradient } from "../../tensor/withoutGradient";
import type { BottleneckResult, ResidualQuantiser } from "./bottleneck";
import { checkDropout, checkSizes, checkWidth } from "./checkBottleneck";
import { codeVectors, nearestCode } from "./codebook";
import { movingCodebook } from "./movingCodebook";
import type { MovingCodebook, MovingCodebookOptions } from "./movingCodebook";
import { residualCoding } from "./residualCoding";
import type { QuantiserStage } from "./residualCoding";
import { straightThrough } from "./straightThrough";

/** Sizes, the weight of the loss, and how the codebooks follow their frames. */
export interface EncodecQuantiserOptions extends MovingCodebookOptions {
  /** D, numbers a frame in and out, and of every code vector. */
  readonly size: number;
  /** How many quantisers; 8 unless given. */
  readonly quantisers?: number;
  /** K, vectors a codebook; 1,024 unless given. */
  readonly codebookSize?: number;
  /** The share of training batches for which only the first few quantisers are used; 0.5 unless given. */
  readonly dropout?: number;
  /** Of the commitment loss; 1 unless given. */
  readonly commitmentWeight?: number;
}

function notBegun(): TutorialError {
  return new TutorialError({
    code: "bottleneck.notBegun",
    where: 'bottleneck "EnCodec RVQ"',
    expected: "codebooks that have seen a batch",
    got: "empty ones",
    fix: "call train(h, random) once, which begins them by k-means, or load trained ones",
  });
}

function stageOf(book: MovingCodebook): QuantiserStage {
  return {
    choose: (residual) => {
      if (!book.begun()) throw notBegun();
      return nearestCode(residual, book.vectors);
    },
    lookUp: (codes) => codeVectors(codes, book.vectors),
  };
}

/**
 * EnCodec's residual quantiser. Each stage takes the nearest vector of its codebook off what is left; the vectors
 * then follow the frames that chose them. The first batch makes the codebooks by k-means.
 *
 * k = argmin ‖r − c‖, r ← r − cₖ; z = straightThrough(h, Σ cₖ)
 *
 * loss `commitment` = mean over stages of mean (r − stopGradient(cₖ))²: the encoder stays near its codes.
 *
 * **Every call of `train` is a step of the codebooks**, done here and not by the optimiser. No trainer must train
 * them too, or Adam undoes each step: name them `untrained` to {@link train}, or keep them in a store of their own.
 *
 * To make the weights of the networks around it, call those, and not `train`: whatever it sees first is what the
 * codebooks begin from.
 *
 * @param codebooks gets `NAME.I.vectors`, `.sums`, `.counts`, `.begun` of each stage I
 * @throws TutorialError `bottleneck.options`; of its methods `bottleneck.width`, `bottleneck.quantisers`,
 *   `bottleneck.codes`, `bottleneck.notBegun`
 *
 * Source: Défossez et al. 2022, "High fidelity neural audio compression", §3.2. Unlike in its code, the residual
 * passes the commitment of every stage on to the encoder, and a replaced code keeps its new place.
 *
 * @example
 * const codebooks = new Parameters(7);
 * const quantiser = encodecQuantiser(codebooks, "quantiser", { size: 32, quantisers: 4, codebookSize: 64 });
 * const h = seededNoise<tf.Rank.R3>([2, 128, 32], 7);
 * const { losses } = quantiser.train(h, new Random(7)); // {commitment}; the codebooks have begun
 * const coarse = quantiser.encode(h, { quantisers: 1 }); // [2, 128, 32]
 */
export function encodecQuantiser(
  codebooks: Parameters,
  name: string,
  options: EncodecQuantiserOptions,
): ResidualQuantiser {
  const {
    size,
    quantisers = 8,
    codebookSize = 1024,
    dropout = 0.5,
    commitmentWeight = 1,
  } = options;
  checkSizes("encodecQuantiser", { size, quantisers, codebookSize });
  checkDropout("encodecQuantiser", dropout);
  const books = Array.from({ length: quantisers }, (_, i) =>
    movingCodebook(codebooks, `${name}.${i}`, { size, codebookSize }, options),
  );
  const train = (h: Tensor3D, random: Random): BottleneckResult => {
    checkWidth("EnCodec RVQ", h, size);
    // Drawn in any case, so that all that follows in the stream is the same whether they have begun or not.
    const few = random.uniform() < dropout ? 1 + random.integer(quantisers) : quantisers;
    const count = books.every((book) => book.begun()) ? few : quantisers;
    return tf.tidy(() => {
      let residual = h;
      const taken = books.slice(0, count).map((book) => {
        const rows = withoutGradient(() => residual.reshape<Tensor2D>([-1, size]).clone()); // [R, D]
        if (!book.begun()) book.begin(rows, random);
        const codes = nearestCode(residual, book.vectors); // [B, T]
        const vectors = withoutGradient(() => codeVectors(codes, book.vectors)); // [B, T, D]
        const commitment = residual.sub(vectors).square().mean<tf.Scalar>();
        residual = residual.sub(vectors);
        book.learn(rows, codes.reshape([-1]), random);
        return { vectors, commitment };
      });
      const commitment = tf.addN(taken.map((one) => one.commitment)).mul(commitmentWeight / count);
      const z = straightThrough(h, tf.addN(taken.map(({ vectors }) => vectors)));
      return { z, losses: { commitment: commitment as tf.Scalar } };
    });
  };
  const stages = books.map(stageOf);
  return { ...residualCoding({ name: "EnCodec RVQ", size, codebookSize, stages }), train };
}
