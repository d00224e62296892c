/** Family `fad-mmd`: Fréchet distance and maximum mean discrepancy of given embeddings, in double precision. */
import { frechetBetween, frechetDistance } from "../../../src/evaluation/frechetDistance";
import { gaussianStatistics, squareRootOf } from "../../../src/evaluation/gaussianStatistics";
import {
  maximumMeanDiscrepancy,
  medianDistance,
} from "../../../src/evaluation/maximumMeanDiscrepancy";
import type { MaximumMeanDiscrepancyOptions } from "../../../src/evaluation/maximumMeanDiscrepancy";
import { readSamples } from "../../../src/evaluation/samples";
import { tf } from "../../../src/tensor/tf";
import type { Tensor2D } from "../../../src/tensor/tf";
import type { Fixture, ParityFamily } from "../fixture";

type Numbers = Record<string, ArrayLike<number>>;
type Expected = Readonly<Record<string, Readonly<Record<string, number | number[]>>>>;

function matrix(fixture: Fixture, name: string): Tensor2D {
  const { data, shape } = fixture.inputs[name];
  return tf.tensor2d(Float32Array.from(data), [shape[0], shape[1]]);
}

const closedForm = "diagonal_closed_form";
const isMeasure = (name: string): boolean => /^(fad|mmd2_.*|median_distance_b)$/.test(name);

/** What `mmd2_rbf_sigma1_biased` asks for. */
function discrepancyOptions(name: string): MaximumMeanDiscrepancyOptions {
  const unbiased = name.endsWith("_unbiased");
  if (name.includes("poly3")) return { kernel: "polynomial", unbiased };
  const sigma = /sigma([\d.]+)/.exec(name)?.[1];
  return { sigma: sigma === undefined ? "median" : Number(sigma), unbiased };
}

function measure(name: string, a: Tensor2D, b: Tensor2D): number {
  if (name === "fad") return frechetDistance(a, b);
  if (name === "median_distance_b") return medianDistance(readSamples(b, name));
  return maximumMeanDiscrepancy(a, b, discrepancyOptions(name));
}

/** All measures of one set, and the statistics that the Fréchet distance stands on. */
function measureSet(fixture: Fixture, set: string, names: readonly string[]): Numbers {
  const [a, b] = [matrix(fixture, `${set}.a`), matrix(fixture, `${set}.b`)];
  const out: Numbers = {};
  for (const name of names) out[`${set}.${name}`] = [measure(name, a, b)];
  for (const [side, points] of Object.entries({ a, b })) {
    const { mean, covariance } = gaussianStatistics(readSamples(points, set));
    out[`${set}.mean_${side}`] = mean;
    out[`${set}.cov_${side}`] = covariance.flat();
  }
  return out;
}

/** Two Gaussians whose coordinates do not depend on each other. */
function diagonal(given: Expected[string]): number {
  const gaussian = (side: string) => ({
    mean: given[`mean_${side}`] as number[],
    covariance: (given[`var_${side}`] as number[]).map((variance, i, all) =>
      all.map((_, j) => (i === j ? variance : 0)),
    ),
  });
  return frechetBetween(gaussian("a"), gaussian("b"));
}

export const fadMmd: ParityFamily = {
  alsoExpected(fixture) {
    const sets = Object.entries(fixture.config.expect as Expected);
    const measures = sets.flatMap(([set, values]) =>
      Object.entries(values)
        .filter(([name]) => isMeasure(name))
        .map(([name, value]) => [`${set}.${name}`, [value as number]] as const),
    );
    return Object.fromEntries(measures);
  },
  // Relative to the value where the config says so: 1e-3 for the set of fewer points than dimensions.
  allow(name, expected, stated, fixture) {
    const { max_rel: relative = {} } = fixture.config.tolerance as Record<
      string,
      Record<string, number>
    >;
    const [set, measured] = name.split(".");
    const share = relative[`${measured} of ${set}`] ?? relative[measured.split("2_")[0]] ?? 0;
    return Math.max(stated, share * Math.abs(expected[0]));
  },
  // eslint-disable-next-line @typescript-eslint/require-await
  async run(fixture) {
    tf.engine().startScope();
    const out: Numbers = {};
    for (const [set, values] of Object.entries(fixture.config.expect as Expected)) {
      if (set === closedForm) out[`${set}.fad`] = [diagonal(values)];
      else Object.assign(out, measureSet(fixture, set, Object.keys(values).filter(isMeasure)));
    }
    for (const name of Object.keys(fixture.inputs)) {
      if (name.includes(".")) continue;
      const { data, shape } = fixture.inputs[name];
      const rows = Array.from({ length: shape[0] }, (_, i) =>
        Array.from(data.slice(i * shape[1], (i + 1) * shape[1]) as Float32Array),
      );
      out[`sqrtm_${name}`] = squareRootOf(rows).to1DArray();
    }
    tf.engine().endScope();
    return out;
  },
};
