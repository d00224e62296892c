/** The student: taught by a diffusion model to leap where its teacher walks. */
import type { Denoiser } from "../../diffusion/samplers/denoiser";
import { finalSample } from "../../diffusion/samplers/finalSample";
import { pingPong } from "../../diffusion/samplers/pingPong";
import { karrasSigmas } from "../../diffusion/schedules/karras";
import { sigmaRoute } from "../../diffusion/schedules/sigmaRoute";
import { TutorialError } from "../../error";
import { checkCount, normals } from "../../generator/pointGenerator";
import type { PointGenerator } from "../../generator/pointGenerator";
import type { Parameters } from "../../nn/parameters";
import type { Random } from "../../tensor/random";
import { tf } from "../../tensor/tf";
import type { Tensor2D } from "../../tensor/tf";
import { withoutGradient } from "../../tensor/withoutGradient";
import type { DiffusionModel } from "./diffusionModel";
import { column, mixed, noiseRange } from "./noiseNetwork";
import type { Mix } from "./noiseNetwork";

/** A student of 1 to 4 calls. */
export interface ConsistencyStudent extends PointGenerator {
  /** f(x_t; σ): the end of the teacher's walk that passes x_t. */
  readonly leap: Denoiser;
  /** The mean loss of a batch [B, 2]. */
  readonly loss: (
    x: Tensor2D,
    random: Random,
    teacher: Pick<DiffusionModel, "denoiseEach">,
  ) => tf.Scalar;
}

/** Where the walk is held to account, and the noise levels that a sample of so many calls visits. */
const stations = karrasSigmas({ steps: 12, ...noiseRange })
  .slice(0, -1)
  .reverse();
const visits: readonly (readonly number[])[] = [
  [noiseRange.sigmaMax],
  [noiseRange.sigmaMax, 0.8],
  [noiseRange.sigmaMax, 1.2, 0.4],
  [noiseRange.sigmaMax, 2, 0.8, 0.3],
];
/** Where the square of the loss turns into a straight line, in units of the data. */
const bend = 0.03;

/** At σmin nothing is left to do: skip = 1, out = 0. Source: Song et al. 2023, appendix C. */
function mixAt(sigma: number): Mix {
  const { sigmaData, sigmaMin } = noiseRange;
  const above = sigma - sigmaMin;
  return {
    skip: sigmaData ** 2 / (above ** 2 + sigmaData ** 2),
    out: (sigmaData * above) / Math.hypot(sigmaData, sigma),
  };
}

/** x at a lower level, by one step of Heun's method along the teacher's flow dx/dσ = (x − D(x; σ))/σ. */
function walkDown(
  { denoiseEach }: Pick<DiffusionModel, "denoiseEach">,
  xt: Tensor2D,
  from: readonly number[],
  to: readonly number[],
): Tensor2D {
  const slope = (x: Tensor2D, sigmas: readonly number[]): Tensor2D =>
    x.sub(denoiseEach(x, sigmas)).div(column(sigmas));
  const step = column(to.map((sigma, i) => sigma - from[i]));
  const first = slope(xt, from);
  const guess = xt.add<Tensor2D>(first.mul(step));
  return xt.add(first.add(slope(guess, to)).mul(step.div(2)));
}

/**
 * A student distilled by consistency. 1 to 4 calls a sample: a leap to the data, fresh noise, a leap again.
 *
 * On one walk of the teacher every x_σ ends at the same point, so f must say the same at neighbours:
 *
 * loss = ‖f(x_hi; hi) − stop(f(x_lo; lo))‖/(hi − lo), x_lo = a step of the teacher from x_hi
 *
 * and f(x; σmin) = x by its very form, so that the truth spreads from low noise to high. The norm is
 * pseudo-Huber's, which forgives outliers; `stop` lets no gradient through.
 *
 * Source: Song et al. 2023, "Consistency Models", algorithms 1 and 2; Song & Dhariwal 2024, "Improved
 * Techniques for Training Consistency Models", §3.1 to 3.3, for weight, stop and norm.
 *
 * @param calls 4 unless given
 * @throws TutorialError `model.contrast.calls`
 *
 * @example
 * const student = consistencyStudent(new Parameters(7), { calls: 2 });
 * const x = student.sample(100, 1); // [100, 2]
 */
export function consistencyStudent(
  parameters: Parameters,
  { calls = 4 }: { readonly calls?: number } = {},
): ConsistencyStudent {
  if (!visits[calls - 1]) {
    throw new TutorialError({
      code: "model.contrast.calls",
      where: "consistencyStudent",
      expected: `1 to ${visits.length} calls`,
      got: String(calls),
      fix: "pass e.g. {calls: 2}, or walk with the teacher",
    });
  }
  const leapEach = (xt: Tensor2D, sigmas: readonly number[]): Tensor2D =>
    mixed(parameters, xt, sigmas, mixAt);
  const leap: Denoiser = (xt, { sigma }) =>
    leapEach(xt as Tensor2D, new Array<number>(xt.shape[0]).fill(sigma));

  return {
    name: `student, ${calls} ${calls === 1 ? "call" : "calls"}`,
    callsPerSample: calls,
    leap,
    loss: (x, random, teacher) =>
      tf.tidy(() => {
        const count = x.shape[0];
        const at = Array.from({ length: count }, () => random.integer(stations.length - 1));
        const low = at.map((i) => stations[i]);
        const high = at.map((i) => stations[i + 1]);
        const xHigh = x.add<Tensor2D>(normals(random, count, 2).mul(column(high)));
        const target = withoutGradient(() => leapEach(walkDown(teacher, xHigh, high, low), low));
        const squared = leapEach(xHigh, high).sub(target).square().sum(1, true); // [B, 1]
        const norm = squared
          .add(bend ** 2)
          .sqrt()
          .sub(bend);
        return norm.div(column(high.map((sigma, i) => sigma - low[i]))).mean<tf.Scalar>();
      }),
    sample: (count, seed) => {
      checkCount("consistencyStudent.sample", count);
      const route = sigmaRoute([...visits[calls - 1], 0]);
      return tf.tidy(() => {
        const start = route.process.prior([count, 2], seed);
        return finalSample(pingPong(leap, start, { ...route, seed })) as Tensor2D;
      });
    },
  };
}
