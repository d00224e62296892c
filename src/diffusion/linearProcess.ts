/** From the formulas of a process to the process: everything that all of them share. */
import { TutorialError } from "../error";
import { seededNoise } from "../tensor/random";
import { tf } from "../tensor/tf";
import type { Tensor } from "../tensor/tf";
import type { Decibels, DiffusionTime } from "../units";
import type { ForwardProcess } from "./process";
import { reverseProcess } from "./reverse";
import { checkTime, scaleByTime } from "./time";

/** The six functions of time that define a process; each file of this folder writes them out. */
export interface ProcessFormulas {
  readonly name: string;
  /** α(t), what is left of the data. */
  readonly alpha: (t: DiffusionTime) => number;
  /** σ(t), the standard deviation of the noise. */
  readonly sigma: (t: DiffusionTime) => number;
  /** dα/dt. */
  readonly alphaRate: (t: DiffusionTime) => number;
  /** dσ/dt. */
  readonly sigmaRate: (t: DiffusionTime) => number;
  /** a(t) of the drift f(x, t) = a(t)·x. */
  readonly driftRate: (t: DiffusionTime) => number;
  /** g(t). */
  readonly diffusion: (t: DiffusionTime) => number;
  /** Standard deviation of the Gaussian that stands for p_1; 1 unless given. */
  readonly priorSigma?: number;
}

function checkSameShape(where: string, x0: Tensor, noise: Tensor): void {
  if (x0.shape.join() === noise.shape.join()) return;
  throw new TutorialError({
    code: "diffusion.shape",
    where,
    expected: `noise of the data's shape [${x0.shape.join(", ")}]`,
    got: `[${noise.shape.join(", ")}]`,
    fix: "draw it with seededNoise(x0.shape, seed)",
  });
}

/**
 * Makes a process out of its formulas.
 *
 * @param formulas α, σ, their rates, a and g as functions of t
 * @throws TutorialError `diffusion.time` from any method given a t outside [0, 1]
 * @internal
 */
export function linearProcess(formulas: ProcessFormulas): ForwardProcess {
  const { name, priorSigma = 1 } = formulas;
  const snrDb = (t: DiffusionTime): Decibels => {
    checkTime(`${name}: snrDb`, t);
    return 20 * Math.log10(formulas.alpha(t) / formulas.sigma(t));
  };
  const process: ForwardProcess = {
    name,
    snrDb,
    marginal(t) {
      checkTime(`${name}: marginal`, t);
      return { alpha: formulas.alpha(t), sigma: formulas.sigma(t) };
    },
    marginalRate(t) {
      checkTime(`${name}: marginalRate`, t);
      return { alpha: formulas.alphaRate(t), sigma: formulas.sigmaRate(t) };
    },
    driftRate(t) {
      checkTime(`${name}: driftRate`, t);
      return formulas.driftRate(t);
    },
    drift(xt, t) {
      checkTime(`${name}: drift`, t);
      return scaleByTime(xt, t, (one) => formulas.driftRate(one));
    },
    diffusion(t) {
      checkTime(`${name}: diffusion`, t);
      return formulas.diffusion(t);
    },
    perturb(x0, t, noise) {
      checkTime(`${name}: perturb`, t);
      checkSameShape(`${name}: perturb`, x0, noise);
      return tf.tidy(() => {
        const signal = scaleByTime(x0, t, (one) => formulas.alpha(one));
        return signal.add(scaleByTime(noise, t, (one) => formulas.sigma(one)));
      });
    },
    prior: (shape, seed) => tf.tidy(() => seededNoise(shape, seed).mul(priorSigma)),
    priorLogDensity: (z) =>
      tf.tidy(() => {
        const flat = z.reshape([z.shape[0], -1]); // [B, D]
        const normaliser = -0.5 * flat.shape[1]! * Math.log(2 * Math.PI * priorSigma ** 2);
        return flat
          .square()
          .sum(1)
          .mul(-0.5 / priorSigma ** 2)
          .add(normaliser);
      }),
    timeAtSnrDb: (wanted) => invertFalling(name, snrDb, wanted),
    reverse: (score, options) => reverseProcess(process, score, options),
  };
  return process;
}

/** Finds t with snrDb(t) = wanted by halving; the ratio falls from data to noise. */
function invertFalling(
  name: string,
  snrDb: (t: DiffusionTime) => Decibels,
  wanted: Decibels,
): DiffusionTime {
  const [highest, lowest] = [snrDb(0), snrDb(1)];
  if (!(wanted <= highest && wanted >= lowest)) {
    throw new TutorialError({
      code: "diffusion.snr",
      where: `${name}: timeAtSnrDb`,
      expected: `a ratio between ${lowest.toFixed(1)} and ${highest.toFixed(1)} dB`,
      got: `${wanted} dB`,
      fix: "choose a ratio that this process passes through",
    });
  }
  let [clean, noisy] = [0, 1];
  for (let i = 0; i < 60; i++) {
    const middle = (clean + noisy) / 2;
    if (snrDb(middle) > wanted) clean = middle;
    else noisy = middle;
  }
  return (clean + noisy) / 2;
}
