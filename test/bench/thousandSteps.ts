/** A thousand small steps of ten thousand points: what the lesson's animation waits for. */
import { eulerMaruyama } from "../../src/diffusion/samplers/eulerMaruyama";
import { finalSample } from "../../src/diffusion/samplers/finalSample";
import { uniformTimes } from "../../src/diffusion/schedules/uniformTimes";
import { variancePreserving } from "../../src/diffusion/variancePreserving";
import { exact } from "../diffusion/samplers/solvers";
import { medianMilliseconds, rounded } from "./bench";
import type { Bench, BenchRow } from "./bench";

function run(): BenchRow {
  const process = variancePreserving();
  const route = { process, times: uniformTimes({ steps: 1000, to: 0.001 }), seed: 7 };
  const start = process.prior([10_000, 2], 1);
  const milliseconds = medianMilliseconds(() => {
    const end = finalSample(eulerMaruyama(exact, start, route));
    end.dataSync();
    end.dispose();
  });
  start.dispose();
  return { steps: 1000, points: 10_000, seconds: rounded(milliseconds / 1000) };
}

export const thousandSteps: Bench = {
  name: "thousandSteps",
  about: "Euler–Maruyama with the exact score of a mixture; promised: under 2 s on tfjs-node",
  cases: [{ name: "1,000 steps of 10⁴ points", run }],
};
