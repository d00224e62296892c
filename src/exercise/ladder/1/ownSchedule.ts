/** 1.7, a build: a schedule of one's own. */
import { ownSchedule as processOf } from "../../../diffusion/ownSchedule";
import { stack } from "../../../figure/grid";
import { linesPanel } from "../../../figure/lines";
import { wordFor } from "../../answer";
import { build } from "../../exercise";

interface Schedule {
  readonly alpha: (t: number) => number;
  readonly sigma: (t: number) => number;
}

const times = Array.from({ length: 201 }, (_, i) => i / 200);
const inner = times.slice(1, -1);
const db = ({ alpha, sigma }: Schedule, t: number): number => 20 * Math.log10(alpha(t) / sigma(t));
const near = (a: number, b: number, by = 1e-3): boolean => Math.abs(a - b) <= by;

/** α and σ with a given ratio and α² + σ² = 1. */
function withRatio(decibels: (t: number) => number): Schedule {
  const ratio = (t: number): number => 10 ** (decibels(t) / 20);
  return {
    alpha: (t) => (t <= 0 ? 1 : t >= 1 ? 0 : ratio(t) / Math.hypot(1, ratio(t))),
    sigma: (t) => (t <= 0 ? 0 : t >= 1 ? 1 : 1 / Math.hypot(1, ratio(t))),
  };
}

/** 20 dB at a quarter, 0 dB at three quarters, and off to both sides without end. */
function decibels(t: number): number {
  if (t < 0.25) return 20 + 20 * Math.log10(0.25 / t);
  return t > 0.75 ? 20 * Math.log10((1 - t) / 0.25) : 20 - 40 * (t - 0.25);
}

/** Where a function jumps, found by halving the steepest stretch. */
function jumpOf(curve: (t: number) => number): number | undefined {
  const change = ([a, b]: [number, number]): number => Math.abs(curve(b) - curve(a));
  for (let i = 1; i < 199; i++) {
    let span: [number, number] = [i / 200, (i + 1) / 200];
    for (let half = 0; half < 25 && change(span) > 0.01; half++) {
      const middle = (span[0] + span[1]) / 2;
      const [left, right]: [number, number][] = [
        [span[0], middle],
        [middle, span[1]],
      ];
      span = change(left) > change(right) ? left : right;
    }
    if (change(span) > 0.01) return span[0];
  }
  return undefined;
}

/** The same, kept away from the ends, where a ratio may be endless. */
function insideOf({ alpha, sigma }: Schedule): Schedule {
  const safe = (t: number): number => Math.min(Math.max(t, 1e-6), 1 - 1e-6);
  return { alpha: (t) => alpha(safe(t)), sigma: (t) => sigma(safe(t)) };
}

const truth = withRatio(decibels);
const cosine: Schedule = {
  alpha: (t) => Math.cos((Math.PI / 2) * t),
  sigma: (t) => Math.sin((Math.PI / 2) * t),
};

export const ownSchedule = build<Schedule>({
  id: "1.7",
  title: "Build: a schedule of your own",
  goal: "α(t) and σ(t) that keep the variance, only ever lose music, and spend half of their time between 20 and 0 dB.",
  signature: "{ alpha: (t: number) => number, sigma: (t: number) => number }",
  refuses(yours) {
    const { alpha, sigma } = (yours ?? {}) as Partial<Schedule>;
    return typeof alpha === "function" && typeof sigma === "function" ? undefined : wordFor(yours);
  },
  laws: [
    {
      says: "At t = 0 there is only music: α = 1 and σ = 0. At t = 1 there is only noise: α = 0 and σ = 1.",
      test: ({ alpha, sigma }) => {
        const ends = [alpha(0), sigma(0), alpha(1), sigma(1)];
        const right = ends.every((one, i) => near(one, [1, 0, 0, 1][i], 5e-3));
        return (
          right || `α(0) = ${ends[0]}, σ(0) = ${ends[1]}, α(1) = ${ends[2]}, σ(1) = ${ends[3]}`
        );
      },
      mistake: {
        name: "time reversed",
        says: "Time runs from 0, clean, to 1, noise. (If your ends come out as NaN, they are a division by zero: give t = 0 and t = 1 their values by hand.)",
        make: { alpha: (t) => truth.alpha(1 - t), sigma: (t) => truth.sigma(1 - t) },
      },
    },
    {
      says: "The variance is kept: α² + σ² = 1.",
      test: ({ alpha, sigma }) => {
        const odd = inner.find((t) => !near(alpha(t) ** 2 + sigma(t) ** 2, 1));
        return odd === undefined || `α² + σ² = ${alpha(odd) ** 2 + sigma(odd) ** 2} at t = ${odd}`;
      },
      mistake: {
        name: "α + σ = 1",
        says: "That is the straight line of rectified flow. Given a ratio r = α/σ, the variance is kept by σ = 1/√(1 + r²) and α = r·σ.",
        make: { alpha: (t) => 1 - t, sigma: (t) => t },
      },
    },
    {
      says: "Music only ever turns to noise: α/σ falls all the way.",
      test: (yours) => {
        const odd = inner.findIndex((t, i) => i > 0 && !(db(yours, t) < db(yours, inner[i - 1])));
        return (
          odd < 0 ||
          `${db(yours, inner[odd - 1])} dB at t = ${inner[odd - 1]}, then ${db(yours, inner[odd])} dB`
        );
      },
      mistake: {
        name: "a ratio that stands still or comes back",
        says: "Where α/σ does not fall, time passes and nothing is learned, and the equation would have to take noise away.",
        make: withRatio((t) => (t > 0.3 && t < 0.7 ? 10 : decibels(t))),
      },
    },
    {
      says: "Half of the time, give or take 2 %, lies between 20 and 0 dB.",
      test: (yours) => {
        const within = inner.filter((t) => db(yours, t) <= 20 && db(yours, t) >= 0).length;
        const share = within / inner.length;
        return near(share, 0.5, 0.02) || `${(100 * share).toFixed(1)} % of the time`;
      },
      mistake: {
        name: "a schedule that is somebody else's",
        says: "It is a good schedule, but it spends its time elsewhere. Decide on the decibels first: where are 20 dB to be passed, and where 0?",
        make: cosine,
      },
    },
    {
      says: "Nothing jumps, so that the library can make an equation of it.",
      test: (yours) => {
        const at = jumpOf(yours.sigma);
        if (at !== undefined) return `σ jumps at t = ${at.toFixed(3)}`;
        const process = processOf({ name: "yours", ...insideOf(yours) });
        const odd = inner.find((t) => !Number.isFinite(process.diffusion(t)));
        return odd === undefined || `g = ${process.diffusion(odd)} at t = ${odd}`;
      },
      mistake: {
        name: "a schedule that jumps",
        says: "Where σ jumps, an endless amount of noise would have to be added in no time. Let the pieces meet.",
        make: withRatio((t) => {
          if (t < 0.25 || t > 0.75) return decibels(t);
          return t <= 0.5 ? 20 - 20 * (t - 0.25) : 5 - 20 * (t - 0.5);
        }),
      },
    },
  ],
  truth,
  hints: [
    "Decide on the ratio in decibels first, as a falling function D(t) with D(0) = ∞ and D(1) = −∞, and only then compute α and σ from it.",
    "A straight line from 20 dB at t = ¼ to 0 dB at t = ¾ is half of the time. Left of it D must rise without bound, e.g. with log₁₀(1/t), right of it fall, e.g. with log₁₀(1 − t). With r = 10^(D/20): σ = 1/√(1 + r²), α = r·σ.",
  ],
  picture: (yours) =>
    stack(
      [
        linesPanel(
          [
            { name: "yours", x: inner, y: inner.map((t) => db(yours, t)), color: "#d55e00" },
            {
              name: "cosine",
              x: inner,
              y: inner.map((t) => db(cosine, t)),
              color: "#8a8f98",
              dash: "dash",
            },
          ],
          {
            x: { quantity: "time t", unit: "1" },
            y: { quantity: "signal-to-noise ratio", unit: "dB", range: { from: -40, to: 60 } },
          },
        ),
      ],
      { title: "Your schedule", subtitle: "half of its time should lie between 20 and 0 dB" },
    ),
});
