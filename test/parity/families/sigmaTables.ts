/** Family `sigma-tables`: noise schedules and the coefficients that go with them. */
import { cosine } from "../../../src/diffusion/cosine";
import { rectifiedFlow } from "../../../src/diffusion/rectifiedFlow";
import { halfLogSnr } from "../../../src/diffusion/samplers/level";
import {
  alphasCumprod,
  linearBetas,
  scaledLinearBetas,
  sigmoidBetas,
  squaredCosineBetas,
} from "../../../src/diffusion/schedules/betas";
import { edmPreconditioning } from "../../../src/diffusion/schedules/edmPreconditioning";
import { karrasSigmas } from "../../../src/diffusion/schedules/karras";
import { exponentialSigmas } from "../../../src/diffusion/schedules/exponential";
import { polyexponentialSigmas } from "../../../src/diffusion/schedules/polyexponential";
import {
  lengthShift,
  shiftTimes,
  sineTimes,
} from "../../../src/diffusion/schedules/distributionShift";
import { rectifiedFlowTimes } from "../../../src/diffusion/schedules/rectifiedFlowTimes";
import { stableAudioSigmas } from "../../../src/diffusion/schedules/stableAudio";
import { uniformTimes } from "../../../src/diffusion/schedules/uniformTimes";
import { vpSigmas } from "../../../src/diffusion/schedules/vp";
import type { Fixture, ParityFamily } from "../fixture";

interface Case {
  readonly k: number;
  readonly n: number;
  readonly sigma_min: number;
  readonly sigma_max: number;
  readonly rho: number;
  readonly vp: { readonly beta_d: number; readonly beta_min: number; readonly eps_s: number };
}

type Numbers = number[];
type Tables = Record<string, Numbers>;

const betaTables: Record<string, () => Numbers> = {
  linear: () => linearBetas(),
  scaled_linear: () => scaledLinearBetas(),
  sigmoid: () => sigmoidBetas(),
  squaredcos_cap_v2: () => squaredCosineBetas(),
};

/** A table by its name in the file: what is left of the name are its parameters. */
const byName: readonly [RegExp, (fixture: Fixture, ...parts: string[]) => Numbers][] = [
  [
    /^(karras|exponential|polyexponential|vp)_(\d+)$/,
    (fixture, kind, k) => schedule(fixture, kind, Number(k)),
  ],
  [/^sao_polyexp_(\d+)$/, (_, n) => stableAudioSigmas({ steps: Number(n) })],
  [
    /^sao_t_of_sigma_(\d+)$/,
    (_, n) =>
      stableAudioSigmas({ steps: Number(n) }).map(
        (sigma) => edmPreconditioning(sigma, { sigmaData: 1, predicts: "v" }).noise,
      ),
  ],
  [/^v\.(\w+)$/, (fixture, what) => timesOf(fixture, "v.t").map((t) => ofCosine(what, t))],
  [
    /^rf\.logsnr_half$/,
    (fixture) => timesOf(fixture, "rf.t").map((t) => halfLogSnr(rectifiedFlow().marginal(t))),
  ],
  [
    /^rf_logsnr_(\d+)_([\d.]+)$/,
    (_, steps, from) => rectifiedFlowTimes({ steps: Number(steps), from: Number(from) }),
  ],
  [
    /^dist_shift_(\d+)_(plain|sine)$/,
    (fixture, length, kind) => {
      const steps = fixture.arrays.get(`dist_shift_${length}_${kind}`)!.shape[0] - 1;
      const even = uniformTimes({ steps }).reverse();
      const shifted = shiftTimes(even, lengthShift({ length: Number(length) }));
      return kind === "sine" ? sineTimes(shifted) : shifted;
    },
  ],
  [/^betas_(\w+)$/, (fixture, kind) => atIndex(fixture, betaTables[kind]())],
  [
    /^alphas_cumprod_(\w+)$/,
    (fixture, kind) => atIndex(fixture, alphasCumprod(betaTables[kind]())),
  ],
  [
    /^edm_([\d.]+)\.(\w+)$/,
    (fixture, sigmaData, what) =>
      timesOf(fixture, "edm.sigma").map((sigma) => {
        const all = edmPreconditioning(sigma, { sigmaData: Number(sigmaData) });
        return {
          c_skip: all.skip,
          c_out: all.out,
          c_in: all.in,
          c_noise: all.noise,
          loss_weight: all.lossWeight,
        }[what]!;
      }),
  ],
];

function schedule(fixture: Fixture, kind: string, k: number): Numbers {
  const one = (fixture.config.cases as Case[]).find((each) => each.k === k)!;
  const range = { steps: one.n, sigmaMin: one.sigma_min, sigmaMax: one.sigma_max };
  switch (kind) {
    case "karras":
      return karrasSigmas({ ...range, rho: one.rho });
    case "exponential":
      return exponentialSigmas(range);
    case "polyexponential":
      return polyexponentialSigmas({ ...range, rho: one.rho });
    default:
      return vpSigmas({
        steps: one.n,
        betaRange: one.vp.beta_d,
        betaMin: one.vp.beta_min,
        tMin: one.vp.eps_s,
      });
  }
}

function ofCosine(what: string, t: number): number {
  const { alpha, sigma } = cosine().marginal(t);
  const lambda = halfLogSnr({ alpha, sigma });
  const all: Record<string, number> = {
    alpha,
    sigma,
    ve_sigma: sigma / alpha,
    log_alpha_over_sigma: lambda,
    logsnr: 2 * lambda,
  };
  return all[what];
}

/** The decimals that were written as float32: near t = 1, α feels the difference. */
function timesOf(fixture: Fixture, name: string): Numbers {
  return Array.from(fixture.arrays.get(name)!.data, (one) => Number(one.toPrecision(7)));
}

function atIndex(fixture: Fixture, table: Numbers): Numbers {
  return Array.from(fixture.arrays.get("betas_index")!.data, (index) => table[index]);
}

const given = new Set(["v.t", "rf.t", "edm.sigma", "betas_index"]);

export const sigmaTables: ParityFamily = {
  isGiven: (name) => given.has(name),
  allow: (_name, expected, stated, fixture) => {
    const relative = (fixture.config.tolerance as { max_rel?: number }).max_rel ?? 0;
    return Array.from(expected, (one) => Math.max(stated, relative * Math.abs(one)));
  },
  // eslint-disable-next-line @typescript-eslint/require-await
  async run(fixture) {
    const out: Tables = {};
    for (const name of fixture.arrays.keys()) {
      for (const [pattern, compute] of byName) {
        const found = given.has(name) ? null : pattern.exec(name);
        if (found) out[name] = compute(fixture, ...found.slice(1));
      }
    }
    return out;
  },
};
