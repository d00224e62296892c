/** From a list of noise levels to a route that samplers walk. */
import { TutorialError } from "../../error";
import { edm } from "../edm";
import type { ForwardProcess } from "../process";
import { levelAtHalfLogSnr } from "../samplers/level";
import type { Route } from "../samplers/sampler";

function checkFallingSigmas(sigmas: readonly number[]): void {
  const rising = sigmas.findIndex((sigma, i) => i > 0 && !(sigma < sigmas[i - 1]));
  if (rising < 0) return;
  throw new TutorialError({
    code: "schedule.rising",
    where: "sigmaRoute",
    expected: "noise levels that fall at every step, such as 80, 10, 1, 0",
    got: `${sigmas[rising - 1]} and then ${sigmas[rising]} at step ${rising}`,
    fix: "sort the levels from noise to data and drop repeats",
  });
}

function checkReached(sigmas: readonly number[], process: ForwardProcess): void {
  const [clean, noisy] = [process.marginal(0), process.marginal(1)];
  const [least, most] = [clean.sigma / clean.alpha, noisy.sigma / noisy.alpha];
  // A list in single precision may be a rounding above the end of the process.
  const beyond = sigmas.findIndex(
    (sigma) => !(sigma >= least * (1 - 1e-6) && sigma <= most * (1 + 1e-6)),
  );
  if (beyond < 0) return;
  const ends = `${Number(least.toPrecision(4))} to ${Number(most.toPrecision(4))}`;
  throw new TutorialError({
    code: "schedule.sigma",
    where: "sigmaRoute",
    expected: `noise levels σ/α that the ${process.name} process reaches, ${ends}`,
    got: `${sigmas[beyond]} at step ${beyond}`,
    fix: "lower sigmaMax, raise the end of the list, or choose a process with more noise",
  });
}

/**
 * The route of a process through given ratios of noise to data.
 *
 * Without a process it is that of `edm()`, scaled so that t = 1 is the first of the levels: x_t is
 * x_0 + σ·ε, as k-diffusion and the samplers of Stable Audio Open have it.
 *
 * @param sigmas falling σ/α, for α = 1 simply σ
 * @param process which way to go; EDM's unless given
 * @returns the process, and the times at which it has these levels
 * @throws TutorialError `schedule.sigma` beyond the process, `schedule.rising`
 *
 * @example
 * const route = sigmaRoute(karrasSigmas({ steps: 12, sigmaMin: 0.02, sigmaMax: 80 }));
 * const start = route.process.prior([4, 2], 1); // 80 times unit noise
 */
export function sigmaRoute(sigmas: readonly number[], process?: ForwardProcess): Route {
  checkFallingSigmas(sigmas);
  const along = process ?? edm({ sigmaMax: sigmas[0] });
  checkReached(sigmas, along);
  if (!process) return { process: along, times: sigmas.map((sigma) => sigma / sigmas[0]) };
  return {
    process: along,
    times: sigmas.map((sigma) => levelAtHalfLogSnr(along, -Math.log(sigma)).t),
  };
}
