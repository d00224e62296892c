/** What every case of family `samplers` needs: its arrays, the exact denoiser, and a record of the walk. */
import { mixtureDenoiser } from "../../../src/diffusion/gaussianMixture";
import type { Denoiser } from "../../../src/diffusion/samplers/denoiser";
import type { NoiseLevel } from "../../../src/diffusion/samplers/level";
import { replayedNoise } from "../../../src/diffusion/samplers/noise";
import type { NoiseSource } from "../../../src/diffusion/samplers/noise";
import type { SamplerWalk } from "../../../src/diffusion/samplers/sampler";
import { tf } from "../../../src/tensor/tf";
import type { Tensor } from "../../../src/tensor/tf";
import type { Fixture } from "../fixture";

/** A case of config.json. */
export interface SamplerCase {
  readonly name: string;
  readonly sampler: string;
  readonly schedule?: string | null;
  readonly params: Readonly<Record<string, unknown>>;
  readonly init_noise_sigma?: number;
  readonly prediction_type?: string;
  readonly eta?: number;
}

export type Numbers = ArrayLike<number>;

/** An array of the fixture as a tensor. */
export function tensorOf(fixture: Fixture, name: string): Tensor {
  const { data, shape } = fixture.arrays.get(name)!;
  return tf.tensor(Float32Array.from(data), [...shape]);
}

/** The mixture all cases walk towards. */
export function exactDenoiser(fixture: Fixture): Denoiser {
  const numbers = (name: string): number[] => Array.from(fixture.arrays.get(name)!.data);
  const [means, std] = [numbers("gmm.means"), numbers("gmm.stds")];
  const dimensions = means.length / std.length;
  return mixtureDenoiser({
    means: std.map((_, k) => means.slice(k * dimensions, (k + 1) * dimensions)),
    std,
    weights: numbers("gmm.weights"),
  });
}

/** The noise that the reference consumed, if it did. */
export function recordedNoise(
  fixture: Fixture,
  { name }: SamplerCase,
  drawsPerStep = 1,
): { noise?: NoiseSource } {
  if (!fixture.arrays.has(`${name}.noise`)) return {};
  return { noise: replayedNoise(tensorOf(fixture, `${name}.noise`), drawsPerStep) };
}

/** One call of the denoiser. */
export interface Call {
  readonly xt: Tensor;
  readonly x0: Tensor;
  readonly level: NoiseLevel;
}

/** A walk as it went: the state and the estimate at each step, and where it ended. */
export interface Recorded {
  readonly x: readonly Tensor[];
  readonly x0: readonly Tensor[];
  readonly final: Tensor;
}

export function record(walk: SamplerWalk): Recorded {
  const [x, x0]: [Tensor[], Tensor[]] = [[], []];
  let final: Tensor | undefined;
  for (const step of walk) {
    if (step.step === step.steps) final = step.xt.clone();
    else {
      x.push(step.xt.clone());
      x0.push(step.x0.clone());
    }
  }
  return { x, x0, final: final! };
}

export function stacked(tensors: readonly Tensor[]): Numbers {
  return tf.stack([...tensors]).dataSync();
}
