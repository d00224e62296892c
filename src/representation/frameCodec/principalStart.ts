/** Where a frame codec begins: at the best that any linear map can do. */
import { EVD, Matrix } from "ml-matrix";
import type { Parameters } from "../../nn/parameters";
import { tf } from "../../tensor/tf";
import type { Tensor2D, Tensor3D } from "../../tensor/tf";
import { frameSettings } from "../frames/frameSettings";
import { logMelStatistics } from "../logMelScale";
import { merge } from "./frameNetworks";

/** Mean and covariance of the rows of many tensors. */
function statistics(all: Iterable<Tensor2D>): { mean: number[]; covariance: Matrix } {
  let count = 0;
  let sums: tf.Tensor1D | undefined;
  let products: Tensor2D | undefined;
  for (const rows of all) {
    const [oldSums, oldProducts] = [sums, products];
    sums = tf.tidy(() => rows.sum<tf.Tensor1D>(0).add<tf.Tensor1D>(oldSums ?? 0));
    products = tf.tidy(() => tf.matMul(rows, rows, true).add<Tensor2D>(oldProducts ?? 0));
    tf.dispose([rows, oldSums ?? [], oldProducts ?? []]);
    count += rows.shape[0];
  }
  const mean = Array.from(sums!.dataSync(), (sum) => sum / count);
  const square = new Matrix(products!.arraySync()).div(count);
  tf.dispose([sums!, products!]);
  const outer = Matrix.columnVector(mean).mmul(Matrix.rowVector(mean));
  return { mean, covariance: square.sub(outer) };
}

function assign(
  parameters: Parameters,
  name: string,
  values: readonly (readonly number[])[],
): void {
  tf.tidy(() => {
    const variable = parameters.values()[name];
    variable.assign(tf.tensor(values.flat(), variable.shape));
  });
}

/**
 * Puts principal components into the linear maps of a codec that has all its weights.
 *
 * With rows r of n frames' log-mel, their mean μ and covariance V·Λ·Vᵀ, the code is z = Λ^(−½)·Vᵀ·(r − μ) over the C
 * largest λ, of variance 1 each, and the way back r = V·Λ^½·z + μ.
 *
 * @param logMels ln(0.1 + mel), [B, T, 80] each
 *
 * Source: Hotelling 1933; Baldi & Hornik 1989: it is what a linear autoencoder would learn, after long.
 * @internal
 */
export function beginWithComponents(parameters: Parameters, logMels: Iterable<Tensor3D>): void {
  const weight = parameters.values()["encoder.linear.weight"];
  const [size, channels] = weight.shape as [number, number];
  const framesPerCode = size / frameSettings.bands;
  function* rows(): Iterable<Tensor2D> {
    for (const logMel of logMels) {
      const { mean, std } = logMelStatistics;
      yield tf.tidy(() =>
        merge(logMel.sub(mean).div(std), framesPerCode).reshape<Tensor2D>([-1, size]),
      );
    }
  }
  const { mean, covariance } = statistics(rows());
  const { realEigenvalues: values, eigenvectorMatrix: vectors } = new EVD(covariance, {
    assumeSymmetric: true,
  });
  const order = values.map((_, i) => i).sort((a, b) => values[b] - values[a]);
  const kept = order.slice(0, channels);
  const spread = kept.map((i) => Math.sqrt(Math.max(1e-6, values[i])));
  const encode = Array.from({ length: size }, (_, row) =>
    kept.map((i, k) => vectors.get(row, i) / spread[k]),
  );
  const shift = kept.map((_, k) => -encode.reduce((sum, row, i) => sum + row[k] * mean[i], 0));
  assign(parameters, "encoder.linear.weight", encode);
  assign(parameters, "encoder.linear.bias", [shift]);
  const decode = kept.map((i, k) =>
    Array.from({ length: size }, (_, row) => vectors.get(row, i) * spread[k]),
  );
  assign(parameters, "decoder.linear.weight", decode);
  assign(parameters, "decoder.linear.bias", [mean]);
}
