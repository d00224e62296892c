/** A codebook that no gradient trains: each vector is the running mean of the frames that chose it. */
import { zeros } from "../../nn/initializers";
import type { Parameters } from "../../nn/parameters";
import type { Random } from "../../tensor/random";
import { tf } from "../../tensor/tf";
import type { Tensor, Tensor1D, Tensor2D } from "../../tensor/tf";
import { drawRows, kMeans, tally } from "./kMeans";

/** How a codebook follows its frames. */
export interface MovingCodebookOptions {
  /** The share of the old mean that a step keeps; 0.99 unless given. */
  readonly decay?: number;
  /** Added to every count (Laplace), so that none is 0; 1e-5 unless given. */
  readonly epsilon?: number;
  /** Steps of k-means on the first batch; 10 unless given. */
  readonly kMeansSteps?: number;
  /**
   * A code is dead when fewer frames choose it than this share of what they would if all codes were chosen alike;
   * it is then replaced by a frame of the batch. 0.1 unless given; 0 replaces none.
   */
  readonly deadBelow?: number;
}

/** A codebook and how it learns. @internal */
export interface MovingCodebook {
  /** [K, D] */
  readonly vectors: tf.Variable<tf.Rank.R2>;
  /** Whether it has seen a batch. */
  begun(): boolean;
  /** First vectors from a first batch, rows [R, D]. */
  begin(rows: Tensor2D, random: Random): void;
  /** One step towards a batch, rows [R, D], of which each chose a code, int32 [R]. */
  learn(rows: Tensor2D, codes: Tensor1D, random: Random): void;
}

/**
 * A codebook learned by exponential moving average, in four entries of a store: `NAME.vectors` [K, D],
 * `NAME.sums` [K, D], `NAME.counts` [K] and `NAME.begun` [1].
 *
 * counts ← γ·counts + (1 − γ)·n, sums ← γ·sums + (1 − γ)·Σ frames, vectors = sums/smoothed counts
 *
 * Source: van den Oord et al. 2017, appendix A.1, after which EnCodec smooths the counts by Laplace's rule and
 * replaces dead codes, as Dhariwal et al. 2020 ("Jukebox", §3.1) do.
 *
 * @internal
 */
export function movingCodebook(
  codebooks: Parameters,
  name: string,
  { codebookSize, size }: { readonly codebookSize: number; readonly size: number },
  { decay = 0.99, epsilon = 1e-5, kMeansSteps, deadBelow = 0.1 }: MovingCodebookOptions,
): MovingCodebook {
  const table = (what: string) =>
    codebooks.get<tf.Rank.R2>(`${name}.${what}`, [codebookSize, size], zeros);
  const [vectors, sums] = [table("vectors"), table("sums")];
  const counts = codebooks.get<tf.Rank.R1>(`${name}.counts`, [codebookSize], zeros);
  const begun = codebooks.get<tf.Rank.R1>(`${name}.begun`, [1], zeros);

  const moved = <T extends Tensor>(average: T, now: T): T =>
    average.mul(decay).add<T>(now.mul(1 - decay));

  return {
    vectors,
    begun: () => begun.dataSync()[0] > 0,
    begin: (rows, random) =>
      tf.tidy(() => {
        const found = kMeans(rows, { clusters: codebookSize, steps: kMeansSteps, random });
        vectors.assign(found.means);
        counts.assign(found.counts);
        sums.assign(found.means.mul(found.counts.expandDims(1)));
        begun.assign(tf.ones([1]));
      }),
    learn: (rows, codes, random) =>
      tf.tidy(() => {
        const now = tally(rows, codes, codebookSize);
        const evenShare = rows.shape[0] / codebookSize;
        const movedCounts = moved<Tensor1D>(counts, now.counts); // [K]
        const dead = movedCounts.less(deadBelow * evenShare); // [K]
        const picked = tf.gather(rows, drawRows(random, rows.shape[0], codebookSize)); // [K, D]
        // A newcomer counts as an average code: it has some hundred steps to find frames of its own.
        const nextCounts = tf.where(dead, evenShare, movedCounts);
        const movedSums = moved<Tensor2D>(sums, now.sums);
        const nextSums = tf.where(dead.expandDims(1), picked.mul(evenShare), movedSums); // [K, D]
        const total = nextCounts.sum();
        const smoothed = nextCounts
          .add(epsilon)
          .div(total.add(codebookSize * epsilon))
          .mul(total); // [K]
        // A batch that is not finite must not spoil what was learned: the trainer will give up and go back.
        const finite = now.sums.isFinite().all();
        const put = (variable: tf.Variable, next: Tensor): void =>
          variable.assign(tf.where(finite, next, variable));
        put(counts, nextCounts);
        put(sums, nextSums);
        put(vectors, nextSums.div(smoothed.expandDims(1)));
      }),
  };
}
