/** The residual quantiser of the Descript Audio Codec: small codebooks, learned by gradient. */
import { dense } from "../../nn/dense";
import { normal } from "../../nn/initializers";
import type { Parameters } from "../../nn/parameters";
import type { Random } from "../../tensor/random";
import { tf } from "../../tensor/tf";
import type { Tensor2D, Tensor3D } from "../../tensor/tf";
import { withoutGradient } from "../../tensor/withoutGradient";
import type { BottleneckResult, ResidualQuantiser } from "./bottleneck";
import { checkDropout, checkSizes, checkWidth } from "./checkBottleneck";
import { codeVectors, nearestDirection } from "./codebook";
import { residualCoding } from "./residualCoding";
import type { QuantiserStage } from "./residualCoding";
import { straightThrough } from "./straightThrough";

/** Sizes and weights. */
export interface DacQuantiserOptions {
  /** D, numbers a frame in and out. */
  readonly size: number;
  /** How many quantisers; 8 unless given. */
  readonly quantisers?: number;
  /** K, vectors a codebook; 1,024 unless given. */
  readonly codebookSize?: number;
  /** d, numbers a code vector: few, so that all get used. 8 unless given. */
  readonly codebookDim?: number;
  /** The share of training items for which only the first few quantisers are used; 0.5 unless given. */
  readonly dropout?: number;
  /** Weights of the losses; 0.25 and 1 unless given. */
  readonly commitmentWeight?: number;
  readonly codebookWeight?: number;
}

/** A stage with its halves laid open. @internal */
export interface DacStage extends QuantiserStage {
  /** [B, T, D] → [B, T, d] */
  project(residual: Tensor3D): Tensor3D;
  /** [B, T, d] → int32 [B, T] */
  nearest(latent: Tensor3D): Tensor2D;
  /** int32 [B, T] → code vectors [B, T, d] */
  vectors(codes: Tensor2D): Tensor3D;
  /** [B, T, d] → [B, T, D] */
  expand(vectors: Tensor3D): Tensor3D;
}

/** One factorised quantiser: `NAME.in`, `NAME.codebook` [K, d], `NAME.out`. @internal */
export function dacStage(
  parameters: Parameters,
  name: string,
  { size, codebookSize, codebookDim }: Record<"size" | "codebookSize" | "codebookDim", number>,
): DacStage {
  const codebook = parameters.get<tf.Rank.R2>(
    `${name}.codebook`,
    [codebookSize, codebookDim],
    normal(1),
  );
  const project = (residual: Tensor3D): Tensor3D =>
    dense(parameters, `${name}.in`, residual, codebookDim);
  const nearest = (latent: Tensor3D): Tensor2D => nearestDirection(latent, codebook);
  const vectors = (codes: Tensor2D): Tensor3D => codeVectors(codes, codebook);
  const expand = (found: Tensor3D): Tensor3D => dense(parameters, `${name}.out`, found, size);
  // Makes the weights now, so that a file can be loaded before the first sound has come.
  tf.tidy(() => void expand(project(tf.zeros([1, 1, size]))));
  return {
    project,
    nearest,
    vectors,
    expand,
    choose: (residual) => tf.tidy(() => nearest(project(residual))),
    lookUp: (codes) => tf.tidy(() => expand(vectors(codes))),
  };
}

/** 1 for the items [B, 1, 1] that use a stage: each uses the first `counts[b]`. */
function used(counts: readonly number[], stage: number): Tensor3D {
  return tf.tensor3d(
    Float32Array.from(counts, (count) => Number(stage < count)),
    [counts.length, 1, 1],
  );
}

/** Mean square of the difference over the items that are used. */
function meanSquare(a: Tensor3D, b: Tensor3D, mask: Tensor3D): tf.Scalar {
  return a.sub(b).square().mul(mask).mean<tf.Scalar>();
}

/**
 * DAC's residual quantiser. Each stage looks at what is left through a projection to few numbers, takes the code of
 * the nearest direction, and projects its vector back.
 *
 * e = in(r), k = argmin ‖e/‖e‖ − c/‖c‖‖, r ← r − out(straightThrough(e, cₖ))
 *
 * - loss `commitment` = 0.25·Σ mean (e − stopGradient(cₖ))²: the encoder stays near its codes;
 * - loss `codebook` = Σ mean (stopGradient(e) − cₖ)²: codes move to where the encoder is.
 *
 * With quantiser dropout an item is trained with the first n stages only, n uniform, so that fewer stages still
 * make a sound. The reference's weight normalisation of the projections is left out: it changes nothing in use.
 *
 * @param parameters gets `NAME.I.in`, `NAME.I.codebook`, `NAME.I.out` of each stage I; all are trained by gradient
 * @throws TutorialError `bottleneck.options`; of its methods `bottleneck.width`, `bottleneck.quantisers`,
 *   `bottleneck.codes`
 *
 * Source: Kumar et al. 2023, "High-fidelity audio compression with improved RVQGAN", §3.2.
 *
 * @example
 * const parameters = new Parameters(7);
 * const quantiser = dacQuantiser(parameters, "quantiser", { size: 32, quantisers: 4 });
 * const codes = quantiser.codes(seededNoise<tf.Rank.R3>([1, 128, 32], 7)); // int32 [1, 4, 128]
 * console.log(quantiser.bitrate(31.25), "bits a second");
 */
export function dacQuantiser(
  parameters: Parameters,
  name: string,
  options: DacQuantiserOptions,
): ResidualQuantiser {
  const { size, quantisers = 8, codebookSize = 1024, codebookDim = 8, dropout = 0.5 } = options;
  const { commitmentWeight = 0.25, codebookWeight = 1 } = options;
  checkSizes("dacQuantiser", { size, quantisers, codebookSize, codebookDim });
  checkDropout("dacQuantiser", dropout);
  const sizes = { size, codebookSize, codebookDim };
  const stages = Array.from({ length: quantisers }, (_, i) =>
    dacStage(parameters, `${name}.${i}`, sizes),
  );
  const train = (h: Tensor3D, random: Random): BottleneckResult => {
    checkWidth("DAC RVQ", h, size);
    const counts = Array.from({ length: h.shape[0] }, () =>
      random.uniform() < dropout ? 1 + random.integer(quantisers) : quantisers,
    );
    return tf.tidy(() => {
      let residual = h;
      const taken = stages.map((stage, i) => {
        const mask = used(counts, i); // [B, 1, 1]
        const latent = stage.project(residual); // [B, T, d]
        const vectors = stage.vectors(stage.nearest(latent)); // [B, T, d]
        const part = stage.expand(straightThrough(latent, vectors)); // [B, T, D]
        residual = residual.sub(part);
        const still = (one: Tensor3D): Tensor3D => withoutGradient(() => one.clone());
        return {
          part: part.mul<Tensor3D>(mask),
          commitment: meanSquare(latent, still(vectors), mask),
          codebook: meanSquare(vectors, still(latent), mask),
        };
      });
      return {
        z: tf.addN(taken.map(({ part }) => part)),
        losses: {
          commitment: tf.addN(taken.map((one) => one.commitment)).mul<tf.Scalar>(commitmentWeight),
          codebook: tf.addN(taken.map((one) => one.codebook)).mul<tf.Scalar>(codebookWeight),
        },
      };
    });
  };
  return { ...residualCoding({ name: "DAC RVQ", size, codebookSize, stages }), train };
}
