/** What the exercises hold for true is what the library computes, by another way. */
import { beforeAll, expect, test } from "vitest";
import { klBottleneck } from "../../src/representation/bottleneck/klBottleneck";
import { clapLoss } from "../../src/conditioning/clap/clapLoss";
import { melFilterBank } from "../../src/audio/melFilterBank";
import { cosine } from "../../src/diffusion/cosine";
import { mixtureScore } from "../../src/diffusion/gaussianMixture";
import { combineGuidance } from "../../src/diffusion/guidance";
import { convertPrediction } from "../../src/diffusion/prediction";
import { rectifiedFlow } from "../../src/diffusion/rectifiedFlow";
import { dpmSolver2M } from "../../src/diffusion/samplers/dpmSolver2M";
import { pingPong } from "../../src/diffusion/samplers/pingPong";
import type { SamplerStep } from "../../src/diffusion/samplers/sampler";
import type { Callable } from "../../src/exercise/exercise";
import { findExercise } from "../../src/exercise/ladder";
import { numberUnits } from "../../src/conditioning/numberEmbedding";
import { snake } from "../../src/nn/snake";
import { Parameters } from "../../src/nn/parameters";
import { prepareBackend } from "../../src/tensor/backend";
import { tf } from "../../src/tensor/tf";

beforeAll(async () => void (await prepareBackend()));

const truth = (id: string): Callable => findExercise(id).truth as Callable;
const numbers = (x: tf.Tensor): number[] => Array.from(x.dataSync());
function near(mine: unknown, exact: readonly number[]): void {
  const all = (mine as number[]).map((one, i) => one - exact[i]);
  expect(Math.max(...all.map(Math.abs))).toBeLessThan(1e-4);
  expect((mine as number[]).length).toBe(exact.length);
}

const [t, from] = [0.4, cosine()];
const level = from.marginal(t);

test("1.5: the equation of a process", () => {
  for (const process of [cosine(), rectifiedFlow()]) {
    const rates = process.marginalRate(t);
    const now = { ...process.marginal(t), alphaRate: rates.alpha, sigmaRate: rates.sigma };
    const { rate, g2 } = truth("1.5")(now) as { rate: number; g2: number };
    near([rate, g2], [process.driftRate(t), process.diffusion(t) ** 2]);
  }
});

test("2.2: the score of a mixture", () => {
  const data = { means: [-1.5, 0.3, 2], std: 0.4 };
  for (const x of [-2, 0, 0.7]) {
    const mixture = { means: data.means.map((one) => [one]), std: data.std };
    near(
      [truth("2.2")(x, data, level)],
      numbers(mixtureScore(tf.tensor2d([[x]]), mixture, from, t)),
    );
  }
});

test("2.5, 6.1, 6.2: predictions into each other", () => {
  const [x0, eps] = [
    [0.3, -1],
    [0.8, 0.1],
  ];
  const xt = x0.map((one, i) => level.alpha * one + level.sigma * eps[i]);
  const convert = (
    from_: "score" | "noise" | "x0",
    to: "score" | "v",
    output: number[],
  ): number[] =>
    numbers(
      convertPrediction(tf.tensor1d(output), tf.tensor1d(xt), {
        from: from_,
        to,
        process: from,
        t,
      }),
    );
  const score = convert("x0", "score", x0);
  near(truth("2.5")(xt, score, level), x0);
  const v = convert("noise", "v", eps);
  near(truth("6.1")(x0, eps, level), v);
  const parts = truth("6.2")(xt, v, level) as { x0: number[]; eps: number[] };
  near(parts.x0, x0);
  near(parts.eps, eps);
});

test("2.8: the second step of DPM-Solver++ 2M", () => {
  const times = [0.8, 0.6, 0.3];
  const [before, here, to] = times.map((one) => from.marginal(one));
  const denoise = (x: tf.Tensor): tf.Tensor => x.sin().add(0.2);
  const kept: { xt: number[]; x0: number[] }[] = [];
  for (const { xt, x0 } of dpmSolver2M(denoise, tf.tensor2d([[0.5, -1]]), {
    process: from,
    times,
  }) as Iterable<SamplerStep>) {
    kept.push({ xt: numbers(xt), x0: numbers(x0) });
  }
  const mine = truth("2.8")(kept[1].xt, kept[1].x0, kept[0].x0, { before, from: here, to });
  near(mine, kept[2].xt);
});

test("3.3: a band of the mel filter bank", () => {
  const bank = melFilterBank({ sampleRate: 16000, fftSize: 1024, bands: 20, norm: "none" });
  const [left, peak, right] = bank.frequencies.slice(7, 10);
  const row = Array.from(bank.weights.slice(7 * bank.bins, 8 * bank.bins));
  near(
    row.map((_, k) => truth("3.3")((k * 16000) / 1024, { left, peak, right })),
    row,
  );
});

test("3.5: the loss of the KL bottleneck", () => {
  const [mean, log] = [
    [0.4, -1.2],
    [0.3, -0.7],
  ];
  const bottleneck = klBottleneck({ channels: 2, weight: 1, startLogVariance: 0 });
  const random = { normals: (count: number) => new Float32Array(count) } as never;
  const { losses } = bottleneck.train(tf.tensor3d([[[...mean, ...log]]]), random);
  near([(truth("3.5")(mean, log) as number) / 2], numbers(losses.kl));
});

test("5.2, 5.3: guidance", () => {
  const [c, u] = [
    [1, -2, 0.5],
    [0.2, 1, 3],
  ];
  const [a, b] = [c, u].map((one) => tf.tensor2d([one]));
  near(truth("5.2")(c, u, 3), numbers(combineGuidance(a, b, { strength: 3 })));
  const rescaled = combineGuidance(a, b, { strength: 3, rescale: 0.6 });
  near(truth("5.3")(c, u, { w: 3, phi: 0.6 }), numbers(rescaled));
});

test("5.9: the loss of CLAP", () => {
  const [audio, text] = [tf.tensor2d([[1, 0], [0, 1]]), tf.tensor2d([[0.6, 0.8], [-0.8, 0.6]])]; // prettier-ignore
  const loss = clapLoss({ audio, text, logScale: tf.scalar(Math.log(2)) });
  near([truth("5.9")([[1.2, -1.6], [1.6, 1.2]])], numbers(loss)); // prettier-ignore
});

test("6.4, 6.5: seconds as a unit, snake", () => {
  const range = { least: 2, greatest: 12 };
  for (const seconds of [0, 5, 30]) {
    const [u] = truth("6.4")(seconds, range, [1]) as number[];
    near([u], numbers(numberUnits([seconds], range)));
  }
  const parameters = new Parameters(1);
  near([truth("6.5")(0.7, 1)], numbers(snake(parameters, "s", tf.tensor2d([[0.7]]))));
  parameters.dispose();
});

test("6.7: a step of ping-pong", () => {
  const process = rectifiedFlow();
  const fresh = [0.3, -0.9];
  const walk = pingPong(() => tf.tensor2d([[1, 2]]), tf.tensor2d([[5, 5]]), {
    process,
    times: [0.9, 0.5],
    noise: () => tf.tensor2d([fresh]),
  });
  let last: number[] = [];
  for (const { xt } of walk) last = numbers(xt);
  near(truth("6.7")([5, 5], [1, 2], fresh, { t: 0.9, next: 0.5 }), last);
});
