import { beforeAll, describe, expect, test } from "vitest";
import { cosine } from "../../../src/diffusion/cosine";
import { edm } from "../../../src/diffusion/edm";
import { halfLogSnr, levelAt, levelAtHalfLogSnr } from "../../../src/diffusion/samplers/level";
import { betaProcess } from "../../../src/diffusion/schedules/betaProcess";
import { spacedTimesteps, timestepRoute } from "../../../src/diffusion/schedules/timesteps";
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
import { lengthShift, shiftTimes } from "../../../src/diffusion/schedules/distributionShift";
import { rectifiedFlowTimes } from "../../../src/diffusion/schedules/rectifiedFlowTimes";
import { sigmaRoute } from "../../../src/diffusion/schedules/sigmaRoute";
import { stableAudioSigmas } from "../../../src/diffusion/schedules/stableAudio";
import { logSnrTimes } from "../../../src/diffusion/schedules/logSnrTimes";
import { uniformTimes } from "../../../src/diffusion/schedules/uniformTimes";
import { vpSigmas } from "../../../src/diffusion/schedules/vp";
import { variancePreserving } from "../../../src/diffusion/variancePreserving";
import { prepareBackend } from "../../../src/tensor/backend";
import { fiveProcesses } from "../processes";

beforeAll(async () => void (await prepareBackend()));

const range = { sigmaMin: 0.02, sigmaMax: 80 };
const sigmaSchedules: Record<string, (steps: number) => number[]> = {
  karras: (steps) => karrasSigmas({ steps, ...range }),
  exponential: (steps) => exponentialSigmas({ steps, ...range }),
  polyexponential: (steps) => polyexponentialSigmas({ steps, ...range, rho: 2 }),
  vp: (steps) => vpSigmas({ steps }),
  "Stable Audio Open": (steps) => stableAudioSigmas({ steps }),
};

describe.each(Object.entries(sigmaSchedules))("%s", (_name, schedule) => {
  test("has one level more than steps, falls, and ends at 0", () => {
    for (const steps of [1, 2, 50]) {
      const sigmas = schedule(steps);
      expect(sigmas).toHaveLength(steps + 1);
      sigmas.slice(1).forEach((sigma, i) => expect(sigma).toBeLessThan(sigmas[i]));
      expect(sigmas[steps]).toBe(0);
    }
  });

  test("is a route of EDM's process, and says no to less than a step", () => {
    const sigmas = schedule(9);
    const { process, times } = sigmaRoute(sigmas);
    times.forEach((t, i) => expect(process.marginal(t).sigma).toBeCloseTo(sigmas[i], 9));
    expect(() => schedule(0)).toThrow("expected a whole number of steps, at least 1, got 0");
  });
});

test("levels begin and end where they are asked to", () => {
  for (const schedule of [karrasSigmas, exponentialSigmas, polyexponentialSigmas]) {
    const sigmas = schedule({ steps: 7, ...range });
    expect(sigmas[0]).toBeCloseTo(80, 10);
    expect(sigmas[6]).toBeCloseTo(0.02, 10);
  }
  const process = variancePreserving();
  const [first] = vpSigmas({ steps: 5 });
  const { alpha, sigma } = process.marginal(1);
  expect(first).toBeCloseTo(sigma / alpha, 8);
});

test("times are even in t, or in decibels", () => {
  expect(uniformTimes({ steps: 4 })).toEqual([1, 0.75, 0.5, 0.25, 0]);
  const process = cosine();
  const lambdas = logSnrTimes(process, { steps: 8, from: 0.95, to: 0.05 }).map((t) =>
    halfLogSnr(process.marginal(t)),
  );
  const gaps = lambdas.slice(1).map((lambda, i) => lambda - lambdas[i]);
  gaps.forEach((gap) => expect(gap).toBeCloseTo(gaps[0], 10));
});

test("rectified flow is sampled from noise to data, longer sounds more at the noisy end", () => {
  const times = rectifiedFlowTimes({ steps: 8 });
  expect([times[0], times[8]]).toEqual([1, 0]);
  expect(times[4]).toBeCloseTo(1 / (1 + Math.exp(-2)), 12);
  const shifted = shiftTimes(uniformTimes({ steps: 10 }), lengthShift({ length: 2048 }));
  shifted.slice(1, -1).forEach((t, i) => expect(t).toBeGreaterThan(1 - (i + 1) / 10));
  expect(shiftTimes([1, 0.3, 0], 1)).toEqual([1, 0.3, 0]);
});

describe("tables of β", () => {
  test.each([linearBetas, scaledLinearBetas, sigmoidBetas, squaredCosineBetas])(
    "%O is a process that passes through its ᾱ",
    (table) => {
      const betas = table({ trainSteps: 500 });
      const process = betaProcess(betas);
      alphasCumprod(betas).forEach((left, i) => {
        const { alpha, sigma } = process.marginal((i + 1) / 500);
        expect(alpha ** 2).toBeCloseTo(left, 6);
        expect(alpha ** 2 + sigma ** 2).toBeCloseTo(1, 12);
      });
      expect(process.marginal(0)).toEqual({ alpha: 1, sigma: 0 });
    },
  );

  test("timesteps are spread in three ways", () => {
    const spread = (spacing: "linspace" | "leading" | "trailing") =>
      spacedTimesteps(spacing, { steps: 4 });
    expect(spread("linspace")).toEqual([999, 666, 333, 0]);
    expect(spread("leading")).toEqual([750, 500, 250, 0]);
    expect(spread("trailing")).toEqual([999, 749, 499, 249]);
    const { times } = timestepRoute(linearBetas(), spread("trailing"));
    expect(times).toEqual([1, 0.75, 0.5, 0.25, 0]);
  });
});

test.each([...fiveProcesses, edm()])("$name: λ and t are found from each other", (process) => {
  for (const t of [0.1, 0.5, 0.9]) {
    expect(levelAtHalfLogSnr(process, halfLogSnr(levelAt(process, t))).t).toBeCloseTo(t, 10);
  }
  for (const end of [0, 1]) {
    const lambda = halfLogSnr(levelAt(process, end));
    expect(levelAtHalfLogSnr(process, lambda).t).toBeCloseTo(end, 12);
  }
});

test("preconditioning keeps input and target at unit variance", () => {
  for (const sigma of [0.01, 0.5, 80]) {
    const c = edmPreconditioning(sigma, { sigmaData: 0.5 });
    expect(c.in ** 2 * (sigma ** 2 + 0.25)).toBeCloseTo(1, 12);
    // The target (x_0 − skip·x)/out, x_0 of std ½: its variance is 1.
    const target = ((1 - c.skip) ** 2 * 0.25 + c.skip ** 2 * sigma ** 2) / c.out ** 2;
    expect(target).toBeCloseTo(1, 10);
    expect(c.lossWeight * c.out ** 2).toBeCloseTo(1, 12);
  }
});

test("schedules that rise, or leave their process, are named", () => {
  expect(() =>
    karrasSigmas({ steps: 5, sigmaMin: 3, sigmaMax: 1 }),
  ).toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: karrasSigmas: expected noise levels that fall, 0 < sigmaMin < sigmaMax, got sigmaMin 3 and sigmaMax 1; pass e.g. {sigmaMin: 0.02, sigmaMax: 80}; the last step to 0 is added by itself]`,
  );
  expect(() => sigmaRoute([1, 5, 0])).toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: sigmaRoute: expected noise levels that fall at every step, such as 80, 10, 1, 0, got 1 and then 5 at step 1; sort the levels from noise to data and drop repeats]`,
  );
  expect(() => sigmaRoute([3, 1, 2, 0])).toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: sigmaRoute: expected noise levels that fall at every step, such as 80, 10, 1, 0, got 1 and then 2 at step 2; sort the levels from noise to data and drop repeats]`,
  );
  expect(() => sigmaRoute([800, 1], variancePreserving())).toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: sigmaRoute: expected noise levels σ/α that the variance preserving process reaches, 0 to 152.2, got 800 at step 0; lower sigmaMax, raise the end of the list, or choose a process with more noise]`,
  );
  expect(() => uniformTimes({ steps: 5, from: 0.2, to: 0.8 })).toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: uniformTimes: expected times that fall, 1 >= from > to >= 0, got from 0.2 to 0.8; t = 1 is noise and t = 0 data: pass e.g. {from: 1, to: 0.001}]`,
  );
  expect(() => logSnrTimes(cosine(), { steps: 5 })).toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: logSnrTimes: expected an end with some data and some noise in it, got ln(α/σ) from -37.33185619326892 to Infinity for t from 1 to 0 (cosine); stay a little inside, e.g. {from: 0.99, to: 0.01}]`,
  );
  expect(() => rectifiedFlowTimes({ steps: 5, from: 0.05 })).toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: rectifiedFlowTimes: expected a start in (0, 1] with more noise than ln((1 − t)/t) = 2, got from 0.05, where it is 2.94; begin earlier, e.g. {from: 0.7}]`,
  );
  expect(() => shiftTimes([1, 0], -1)).toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: shiftTimes: expected a shift above 0, where 1 changes nothing, got -1; pass e.g. 3 for long sounds]`,
  );
  expect(() => spacedTimesteps("leading", { steps: 2000 })).toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: spacedTimesteps: expected a whole number of steps from 1 to the 1000 of training, got 2000; pass e.g. {steps: 50}]`,
  );
  expect(() => betaProcess([0.1, 1.2])).toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: betaProcess: expected at least 2 numbers between 0 and 1, got 1.2 at step 1; take linearBetas() or another of that file]`,
  );
});
