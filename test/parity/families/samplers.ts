/** Family `samplers`: whole walks of k-diffusion, stable-audio-tools and diffusers, their noise replayed. */
import { cosine } from "../../../src/diffusion/cosine";
import { convertPrediction } from "../../../src/diffusion/prediction";
import { rectifiedFlow } from "../../../src/diffusion/rectifiedFlow";
import { levelAt } from "../../../src/diffusion/samplers/level";
import { tf } from "../../../src/tensor/tf";
import type { Fixture, ParityFamily } from "../fixture";
import { exactDenoiser, tensorOf } from "./samplerCase";
import type { Numbers, SamplerCase } from "./samplerCase";
import { diffusers } from "./samplersDiffusers";
import { flow, kDiffusion, vDiffusion } from "./samplersStableAudio";

/** The denoiser alone, at single points: as D(x; σ), as v of the cosine process, as velocity. */
function pointwise(fixture: Fixture): Record<string, Numbers> {
  const denoise = exactDenoiser(fixture);
  const x = tensorOf(fixture, "denoiser.x");
  const rows = tf.split(x, x.shape[0], 0);
  const sigma = fixture.arrays.get("denoiser.sigma")!.data;
  const t = fixture.arrays.get("denoiser.t")!.data;
  const cleaned = rows.map((row, i) => denoise(row, { t: 0, alpha: 1, sigma: sigma[i] }));
  const predicted = (to: "v" | "velocity") =>
    rows.map((row, i) => {
      const process = to === "v" ? cosine() : rectifiedFlow();
      const x0 = denoise(row, levelAt(process, t[i]));
      return convertPrediction(x0, row, { from: "x0", to, process, t: t[i] });
    });
  return {
    "denoiser.D": tf.concat(cleaned).dataSync(),
    "denoiser.v": tf.concat(predicted("v")).dataSync(),
    "denoiser.rf": tf.concat(predicted("velocity")).dataSync(),
  };
}

function runCase(fixture: Fixture, one: SamplerCase): Record<string, Numbers> {
  if (one.sampler.startsWith("diffusers")) return diffusers(fixture, one);
  if (one.sampler.includes("v-diffusion")) return vDiffusion(fixture, one);
  if (/sample_(rf|discrete)/.test(one.sampler)) return flow(fixture, one);
  return kDiffusion(fixture, one);
}

/** The largest |number| of each step, for every number of that step. */
function scaleOfStep(fixture: Fixture, name: string, expected: Numbers): number[] {
  const { shape } = fixture.arrays.get(name)!;
  const size = shape.length === 3 ? expected.length / shape[0] : expected.length;
  return Array.from(expected, (_, i) => {
    const begin = i - (i % size);
    return Array.from(expected)
      .slice(begin, begin + size)
      .reduce((largest, one) => Math.max(largest, Math.abs(one)), 0);
  });
}

const given = /^(gmm\.|sigmas\.|init_unit_noise$|denoiser\.(x|sigma|t)$)|\.(noise|init_data)$/;

export const samplers: ParityFamily = {
  isGiven: (name) => given.test(name),
  // What the table states for x, relative to the largest number of the step, is held to by all else …
  unstated: 2e-5,
  allow(name, expected, stated, fixture) {
    if (name.endsWith(".final")) return stated;
    const scales = scaleOfStep(fixture, name, expected);
    if (name.endsWith(".x")) return scales.map((scale) => stated * scale);
    // … but for what the network said: it is worked back from x_0 here, and rounding grows by 1/σ.
    const allowed = name.endsWith(".model_output") ? 50 * stated : stated;
    return scales.map((scale) => allowed * Math.max(1, scale));
  },
  // eslint-disable-next-line @typescript-eslint/require-await
  async run(fixture) {
    const out: Record<string, Numbers> = {};
    tf.engine().startScope();
    Object.assign(out, pointwise(fixture));
    for (const one of fixture.config.cases as SamplerCase[]) {
      tf.engine().startScope();
      const numbers = runCase(fixture, one);
      for (const [key, values] of Object.entries(numbers)) out[`${one.name}.${key}`] = values;
      tf.engine().endScope();
    }
    tf.engine().endScope();
    return out;
  },
};
