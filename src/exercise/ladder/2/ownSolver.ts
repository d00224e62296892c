/** 2.9, a build: a solver of one's own. */
import { mixtureDenoiser } from "../../../diffusion/gaussianMixture";
import { rectifiedFlow } from "../../../diffusion/rectifiedFlow";
import type { Denoiser } from "../../../diffusion/samplers/denoiser";
import { euler } from "../../../diffusion/samplers/euler";
import { finalSample } from "../../../diffusion/samplers/finalSample";
import { heun } from "../../../diffusion/samplers/heun";
import { levelAt } from "../../../diffusion/samplers/level";
import type { Sampler, SamplerStep } from "../../../diffusion/samplers/sampler";
import { uniformTimes } from "../../../diffusion/schedules/uniformTimes";
import { seededNoise } from "../../../tensor/random";
import { tf } from "../../../tensor/tf";
import type { Tensor } from "../../../tensor/tf";
import { wordFor } from "../../answer";
import { build } from "../../exercise";
import { solverPicture } from "./solverPicture";

const process = rectifiedFlow();
const span = { from: 0.96, to: 0.08 };
const timesOf = (steps: number): number[] => uniformTimes({ steps, ...span });

/** Data whose way is known: N(0.7, 0.5²), where x_t moves with the width of p_t. */
const hill = { means: [[0.7]], std: 0.5 };
const width = (t: number): number => Math.hypot((1 - t) * hill.std, t);

/** How far a solver ends from where the exact flow leads. */
function errorWith(sampler: Sampler, steps: number): number {
  const start = tf.tensor2d([[-0.9], [0.2], [1.3]]);
  const x = lastOf(sampler(mixtureDenoiser(hill), start, { process, times: timesOf(steps) })).xt;
  const centre = (t: number): number => 0.7 * (1 - t);
  const ratio = width(span.to) / width(span.from);
  const exact = start.sub(centre(span.from)).mul(ratio).add(centre(span.to));
  return tf.tensor2d(x, [3, 1]).sub(exact).abs().max().dataSync()[0];
}

/** The last thing that a walk says, its numbers copied. */
function lastOf(walk: Iterable<SamplerStep>): { t: number; xt: number[]; said: number[] } {
  let last: { t: number; xt: number[] } | undefined;
  const said: number[] = [];
  for (const { t, xt } of walk) {
    said.push(t);
    last = { t, xt: Array.from(xt.dataSync()) };
  }
  return { ...(last ?? { t: NaN, xt: [] }), said };
}

/** A solver of a step, without care for anything else: what learners are expected to write. */
function plain(
  step: (xt: Tensor, x0: Tensor, t: number, next: number, ask: Denoiser) => Tensor,
  { skip = 0, leak = false } = {},
): Sampler {
  return function* walk(denoise, start, { times }) {
    const steps = times.length - 1;
    let xt = start.clone();
    for (let i = 0; i < steps - skip; i++) {
      const level = levelAt(process, times[i]);
      const x0 = tf.tidy(() => denoise(xt, level));
      yield { step: i, steps, t: times[i], sigma: level.sigma, xt, x0 };
      const moved = tf.tidy(() => step(xt, x0, times[i], times[i + 1], denoise));
      if (!leak) tf.dispose([xt, x0]);
      xt = moved;
    }
    const level = levelAt(process, times[steps - skip]);
    const x0 = tf.tidy(() => denoise(xt, level));
    yield { step: steps, steps, t: times[steps - skip], sigma: level.sigma, xt, x0 };
    tf.dispose([xt, x0]);
  };
}

const heunStep = (xt: Tensor, x0: Tensor, t: number, next: number, ask: Denoiser): Tensor => {
  const slope = xt.sub(x0).div(t);
  const there = xt.add(slope.mul(next - t));
  const second = there.sub(ask(there, levelAt(process, next))).div(next);
  return xt.add(slope.add(second).mul((next - t) / 2));
};

export const ownSolver = build<Sampler>({
  id: "2.9",
  title: "Build: a solver of your own",
  goal: "A sampler for rectified flow that beats Euler: where steps are halved, its error falls to a quarter.",
  signature:
    "function* (denoise: Denoiser, start: Tensor, { process, times }: SamplerOptions): SamplerWalk",
  refuses: (yours) => (typeof yours === "function" ? undefined : wordFor(yours)),
  laws: [
    {
      says: "It yields at every time of the list, from the first to the last.",
      test: (yours) => {
        const times = timesOf(5);
        const { said } = lastOf(yours(mixtureDenoiser(hill), tf.ones([2, 1]), { process, times }));
        return said.join() === times.join() || `it was at t = ${said.join(", ") || "no time"}`;
      },
      mistake: {
        name: "off by one: the last time is never reached",
        says: "N steps have N + 1 times. After the last step there is one more thing to yield: where you arrived.",
        make: plain(heunStep, { skip: 1 }),
      },
    },
    {
      says: "Its first x_t is the start, and the start stays as it was.",
      test: (yours) => {
        const start = tf.tensor2d([[0.3], [-1.2]]);
        const walk = yours(mixtureDenoiser(hill), start, { process, times: timesOf(3) });
        const first = walk.next().value as SamplerStep | undefined;
        const same = first?.xt.sub(start).abs().max().dataSync()[0];
        for (const step of walk) step.xt.dataSync();
        if (start.isDisposed) return "the start was disposed; it belongs to the caller";
        return same === 0 || `it differs from the start by ${same}`;
      },
      mistake: {
        name: "a step taken before the first yield",
        says: "Yield first, then step: whoever watches wants to see the noise that you began with.",
        make: (denoise, start, options) =>
          plain(heunStep)(
            denoise,
            tf.tidy(() => start.mul(0.9)),
            options,
          ),
      },
    },
    {
      says: "Where the guess never changes, it walks straight to it.",
      test: (yours) => {
        const [start, goal] = [tf.tensor2d([[1.5]]), tf.tensor2d([[-0.5]])];
        const { xt } = lastOf(yours(() => goal.clone(), start, { process, times: timesOf(4) }));
        const exact = -0.5 + (2 * span.to) / span.from;
        return Math.abs(xt[0] - exact) < 1e-4 || `it ends at ${xt[0]}, the line at ${exact}`;
      },
      mistake: {
        name: "a slope that is not (x_t − x_0)/t",
        says: "From x_t = (1 − t)·x_0 + t·ε follows dx/dt = ε − x_0 = (x_t − x_0)/t. And dt = next − t, which is negative.",
        make: plain((xt, x0, t, next) => xt.add(xt.sub(x0).mul(next - t))),
      },
    },
    {
      says: "It is of order 2: with twice as many steps, the error falls to a third or less.",
      test: (yours) => {
        const [few, many] = [errorWith(yours, 8), errorWith(yours, 16)];
        return (
          few < 1e-5 ||
          many < few / 3 ||
          `error ${few.toExponential(2)} with 8 steps, ${many.toExponential(2)} with 16`
        );
      },
      mistake: {
        name: "Euler's method, of order 1",
        says: "Its error only halves. Use a second slope (Heun, exercise 2.7) or remember the last guess (2.8).",
        make: euler,
      },
    },
    {
      says: "It leaves nothing behind: after a walk, as many tensors are alive as before.",
      test: (yours) => {
        const [start, denoise] = [tf.ones([2, 1]), mixtureDenoiser(hill)];
        const before = tf.memory().numTensors;
        for (const step of yours(denoise, start, { process, times: timesOf(6) }))
          step.xt.dataSync();
        const left = tf.memory().numTensors - before;
        return left === 0 || `${left} tensors are left after 6 steps`;
      },
      mistake: {
        name: "tensors left behind",
        says: "Tensors are not collected by themselves. Compute a step inside tf.tidy, dispose the old x_t and x_0 when you move on, and the last ones at the end.",
        make: plain(heunStep, { leak: true }),
      },
    },
  ],
  truth: heun,
  hints: [
    "Begin with the loop and Euler's step: x_t + (next − t)·(x_t − x_0)/t. The first three laws hold then, and the fourth tells you what is missing.",
    "Heun: with the slope here, make a trial step; ask the denoiser there, denoise(trial, levelAt(process, next)); take the mean of both slopes. All of it inside tf.tidy(() => …), which keeps only what it returns.",
  ],
  picture: (yours) => {
    const walkers = seededNoise<tf.Rank.R2>([400, 2], 5);
    const arrive =
      (sampler: Sampler, steps: number) =>
      (denoise: Denoiser): ArrayLike<number> => {
        const times = uniformTimes({ steps, from: 0.999, to: 0.02 });
        return tf.tidy(() => finalSample(sampler(denoise, walkers, { process, times })).dataSync());
      };
    return solverPicture(
      [
        { name: "Euler", sampler: euler },
        { name: "yours", sampler: yours },
      ].map(({ name, sampler }) => ({ name, arrive: (steps) => arrive(sampler, steps) })),
    );
  },
});
