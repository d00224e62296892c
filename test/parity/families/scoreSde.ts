/** Family `score-sde`: processes, scores, reverse steps and likelihoods of Song et al. 2021. */
import { annealedLangevinStep, langevinStep } from "../../../src/diffusion/correctors";
import { ddpmSteps, eulerMaruyamaSteps, smldSteps } from "../../../src/diffusion/discretization";
import type { Discretization } from "../../../src/diffusion/discretization";
import type { ForwardProcess } from "../../../src/diffusion/process";
import { mixtureLogDensity, mixtureScore } from "../../../src/diffusion/gaussianMixture";
import type { GaussianMixture } from "../../../src/diffusion/gaussianMixture";
import { logLikelihood } from "../../../src/diffusion/likelihood";
import {
  ancestralStep,
  eulerMaruyamaStep,
  reverseDecay,
  reverseDiffusionStep,
} from "../../../src/diffusion/predictors";
import type { StepResult } from "../../../src/diffusion/predictors";
import { rectifiedFlow } from "../../../src/diffusion/rectifiedFlow";
import { reverseProcess } from "../../../src/diffusion/reverse";
import type { Score } from "../../../src/diffusion/process";
import { subVariancePreserving } from "../../../src/diffusion/subVariancePreserving";
import { scaleByTime } from "../../../src/diffusion/time";
import { varianceExploding } from "../../../src/diffusion/varianceExploding";
import { variancePreserving } from "../../../src/diffusion/variancePreserving";
import { tf } from "../../../src/tensor/tf";
import type { Tensor } from "../../../src/tensor/tf";
import type { Fixture, ParityFamily } from "../fixture";

interface SdeConfig {
  readonly N: number;
  readonly beta_min: number;
  readonly beta_max: number;
  readonly sigma_min: number;
  readonly sigma_max: number;
}

interface Case {
  readonly process: ForwardProcess;
  readonly steps: Discretization;
  /** What Langevin's step is scaled by; the reference has no Langevin corrector for sub-VP. */
  readonly langevin: boolean;
}

const cases: Record<string, (sde: SdeConfig) => Case> = {
  vp({ N, beta_min: betaMin, beta_max: betaMax }) {
    const process = variancePreserving({ betaMin, betaMax });
    return { process, steps: ddpmSteps({ betaMin, betaMax, steps: N }), langevin: true };
  },
  subvp({ N, beta_min: betaMin, beta_max: betaMax }) {
    const process = subVariancePreserving({ betaMin, betaMax });
    return { process, steps: eulerMaruyamaSteps(process, { steps: N }), langevin: false };
  },
  ve({ N, sigma_min: sigmaMin, sigma_max: sigmaMax }) {
    const process = varianceExploding({ sigmaMin, sigmaMax });
    return { process, steps: smldSteps({ sigmaMin, sigmaMax, steps: N }), langevin: true };
  },
};

function exactScore(process: ForwardProcess, data: GaussianMixture): Score {
  return (xt, t) => {
    if (typeof t === "number") return mixtureScore(xt, data, process, t);
    const rows = t.map((one, i) => mixtureScore(xt.slice([i], [1]), data, process, one));
    return tf.concat(rows, 0);
  };
}

function given(fixture: Fixture, name: string): Tensor {
  const array = fixture.arrays.get(name)!;
  return tf.tensor(Float32Array.from(array.data), [...array.shape]);
}

type Numbers = Record<string, ArrayLike<number>>;

/** Every number of one process at the fixture's 24 points. */
function pointwise(
  fixture: Fixture,
  key: string,
  { process, steps, langevin }: Case,
  score: Score,
) {
  const [x, noise] = [given(fixture, "in.x"), given(fixture, `${key}.noise`)];
  const t = Array.from(fixture.inputs.t.data);
  const [sde, ode] = [
    reverseProcess(process, score),
    reverseProcess(process, score, { stochastic: false }),
  ];
  const out: Numbers = {
    mean_coef: t.map((one) => process.marginal(one).alpha),
    mean: scaleByTime(x, t, (one) => process.marginal(one).alpha).dataSync(),
    std: t.map((one) => process.marginal(one).sigma),
    drift: process.drift(x, t).dataSync(),
    diffusion: t.map((one) => process.diffusion(one)),
    score: score(x, t).dataSync(),
    prior_logp: process.priorLogDensity(x).dataSync(),
    reverse_drift: sde.drift(x, t).dataSync(),
    reverse_drift_ode: ode.drift(x, t).dataSync(),
    discretize_f: scaleByTime(x, t, (one) => steps.decay(one)).dataSync(),
    discretize_G: t.map((one) => steps.noise(one)),
    reverse_f: reverseDecay(steps, score, x, t).dataSync(),
    reverse_f_ode: reverseDecay(steps, score, x, t, { stochastic: false }).dataSync(),
    reverse_G: t.map((one) => steps.noise(one)),
    reverse_G_ode: t.map(() => ode.diffusion(0.5)),
  };
  const put = (name: string, { x: state, mean }: StepResult): void => {
    out[name] = state.dataSync();
    out[`${name}_mean`] = mean.dataSync();
  };
  put("pred_euler_maruyama", eulerMaruyamaStep(sde, x, t, noise, 1 / steps.steps));
  put("pred_reverse_diffusion", reverseDiffusionStep(steps, score, x, t, noise));
  if (steps.ancestral) put("pred_ancestral", ancestralStep(steps, score, x, t, noise));
  if (langevin) {
    const snr = fixture.config.langevin_snr as number;
    const { fade } = steps;
    put("corr_langevin", langevinStep(score, x, t, noise, { snr, fade }));
    const sigma = (one: number): number => process.marginal(one).sigma;
    put("corr_ald", annealedLangevinStep(score, x, t, noise, { snr, fade, sigma }));
  }
  return out;
}

/** At t = 0 rectified flow holds the data and no noise at all; others may start with a little. */
const noNoiseYet = rectifiedFlow();

/** The likelihood of the fixture's data, by the probability flow. */
function likelihood(
  fixture: Fixture,
  key: string,
  { process }: Case,
  score: Score,
  data: GaussianMixture,
) {
  const { eps, bpd_offset: offset } = fixture.config.likelihood as Record<string, number>;
  const points = given(fixture, `${key}.lik_data`);
  const { logp, change, z } = logLikelihood(process, score, points, {
    tMin: eps,
    rtol: 1e-6,
    atol: 1e-6,
  });
  const logs = logp.dataSync();
  const dimensions = points.shape[1]!;
  return {
    lik_logp: logs,
    lik_logp_reference_code: logs,
    lik_bpd_reference_code: logs.map((one) => -one / Math.LN2 / dimensions + offset),
    lik_delta_logp: change.dataSync(),
    lik_z: z.dataSync(),
    lik_exact_data_logp: mixtureLogDensity(points, data, noNoiseYet, 0).dataSync(),
  };
}

export const scoreSde: ParityFamily = {
  isGiven: (name) => name.startsWith("in.") || /\.(noise|lik_data)$/.test(name),
  // The fixture's note: relative 1e-5 for the large numbers of the variance-exploding process.
  allow: (_name, expected, stated) =>
    Array.from(expected).reduce((allowed, one) => Math.max(allowed, 1e-5 * Math.abs(one)), stated),
  // eslint-disable-next-line @typescript-eslint/require-await
  async run(fixture) {
    const data: GaussianMixture = {
      means: [Array.from(fixture.inputs.data_mean.data)],
      std: fixture.inputs.data_std.data[0],
    };
    const sdes = fixture.config.sde as Record<string, SdeConfig>;
    const out: Numbers = {};
    for (const [key, config] of Object.entries(sdes)) {
      tf.engine().startScope();
      const one = cases[key](config);
      const score = exactScore(one.process, data);
      const numbers = {
        ...pointwise(fixture, key, one, score),
        ...likelihood(fixture, key, one, score, data),
      };
      for (const [name, values] of Object.entries(numbers)) out[`${key}.${name}`] = values;
      tf.engine().endScope();
    }
    return out;
  },
};
