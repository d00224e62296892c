/** The table under the contrast of generators: what a sample costs, and how near it comes to the data. */
import { TutorialError } from "../error";
import type { Tensor } from "../tensor/tf";
import { energyDistance } from "./energyDistance";
import { modesCovered } from "./modesCovered";
import type { KnownModes, ModeCoverage } from "./modesCovered";
import { slicedWasserstein } from "./slicedWasserstein";
import { withConfidence } from "./withConfidence";
import type { Confidence } from "./withConfidence";

/** Anything that makes samples: a diffusion sampler, a VAE, a GAN, an autoregressive model, the data themselves. */
export interface ComparedGenerator {
  readonly name: string;
  /** `count` samples, [count, D]; they are released when they have been measured. */
  readonly sample: (count: number, seed: number) => Tensor | Promise<Tensor>;
  /** Calls of the network between noise and sample, however many samples share them. */
  readonly callsPerSample: number;
}

/** How generators are compared. */
export interface ComparisonOptions {
  /** Real data that no generator was trained on, [M, D]; stays yours. */
  readonly reference: Tensor;
  /** Modes of the data, if known. */
  readonly modes?: KnownModes;
  /** One batch each, at least 2. Default 0 to 4. */
  readonly seeds?: readonly number[];
  /** Samples a batch. Default 1,000. */
  readonly count?: number;
  /** Of the intervals. Default 0.95. */
  readonly level?: number;
}

/** A row of the table, plain data. */
export interface ComparisonRow {
  readonly name: string;
  /** Calls of the network between noise and sample. */
  readonly calls: number;
  /** The median time of a batch, samples read back included. */
  readonly milliseconds: number;
  readonly energyDistance: Confidence;
  readonly slicedWasserstein: Confidence;
  /** Mean number of modes covered; left out if no modes were given. */
  readonly modesCovered?: number;
  /** Mean share of samples near no mode; left out if no modes were given. */
  readonly strays?: number;
}

/** What one batch measured. */
interface Measured {
  readonly milliseconds: number;
  readonly energy: number;
  readonly sliced: number;
  readonly coverage?: ModeCoverage;
}

function middle(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

async function measure(
  { name, sample }: ComparedGenerator,
  seed: number,
  options: Required<Pick<ComparisonOptions, "reference" | "count">> & { modes?: KnownModes },
): Promise<Measured> {
  const { reference, count, modes } = options;
  const before = performance.now();
  const samples = await sample(count, seed);
  try {
    // A backend may still be computing; reading waits for it.
    samples.dataSync();
    const milliseconds = performance.now() - before;
    if (samples.shape[0] !== count) {
      throw new TutorialError({
        code: "evaluation.count",
        where: "compareGenerators",
        expected: `${count} samples`,
        got: `[${samples.shape.join(", ")}]`,
        fix: "return one row a sample, [count, D]",
      });
    }
    return {
      milliseconds,
      energy: energyDistance(samples, reference),
      sliced: slicedWasserstein(samples, reference),
      coverage: modes && modesCovered(samples, modes),
    };
  } catch (error) {
    if (!(error instanceof TutorialError)) throw error;
    const where = `the samples of "${name}" for seed ${seed} (${error.where})`;
    throw new TutorialError({ ...error, where }, { cause: error });
  } finally {
    samples.dispose();
  }
}

/**
 * Measures generators side by side: calls, time, distance to the data, modes covered.
 *
 * Each makes one batch a seed; distances are means over seeds with Student's interval. Two samples of the same
 * data are not at distance 0: add the data themselves as a generator of 0 calls to see the floor.
 *
 * @returns a row a generator, in their order
 * @throws TutorialError `evaluation.seeds`; `evaluation.count` and those of the measures, which name the generator and
 *   the seed
 *
 * @example
 * const data = (count: number, seed: number) => seededNoise([count, 2], seed);
 * const reference = data(500, 99);
 * const rows = await compareGenerators(
 *   [
 *     { name: "the data", sample: data, callsPerSample: 0 },
 *     { name: "too narrow", sample: (count, seed) => data(count, seed).mul(0.5), callsPerSample: 1 },
 *   ],
 *   { reference, seeds: [1, 2, 3], count: 500 },
 * );
 */
export async function compareGenerators(
  generators: readonly ComparedGenerator[],
  options: ComparisonOptions,
): Promise<ComparisonRow[]> {
  const { reference, modes, seeds = [0, 1, 2, 3, 4], count = 1000, level } = options;
  if (seeds.length < 2) {
    throw new TutorialError({
      code: "evaluation.seeds",
      where: "compareGenerators",
      expected: "at least 2 seeds, or there is no interval",
      got: String(seeds.length),
      fix: "pass e.g. {seeds: [1, 2, 3]}",
    });
  }
  const rows: ComparisonRow[] = [];
  for (const generator of generators) {
    const runs: Measured[] = [];
    for (const seed of seeds)
      runs.push(await measure(generator, seed, { reference, modes, count }));
    const coverage = runs.flatMap((run) => run.coverage ?? []);
    rows.push({
      name: generator.name,
      calls: generator.callsPerSample,
      milliseconds: middle(runs.map((run) => run.milliseconds)),
      energyDistance: withConfidence(
        runs.map((run) => run.energy),
        { level },
      ),
      slicedWasserstein: withConfidence(
        runs.map((run) => run.sliced),
        { level },
      ),
      ...(modes && {
        modesCovered: mean(coverage.map(({ covered }) => covered)),
        strays: mean(coverage.map(({ strays }) => strays)),
      }),
    });
  }
  return rows;
}
