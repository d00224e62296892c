/** Quantisers to test, and frames that are worth quantising. */
import { Parameters } from "../../../src/nn/parameters";
import type { ResidualQuantiser } from "../../../src/representation/bottleneck/bottleneck";
import { dacQuantiser } from "../../../src/representation/bottleneck/dacQuantiser";
import { encodecQuantiser } from "../../../src/representation/bottleneck/encodecQuantiser";
import { Random, seededNoise } from "../../../src/tensor/random";
import { tf } from "../../../src/tensor/tf";
import type { Tensor3D } from "../../../src/tensor/tf";

/** Frames around a few centres, [batch, frames, 6]. */
export function clusteredFrames(batch: number, frames: number, seed: number): Tensor3D {
  return tf.tidy(() => {
    const random = new Random(seed, "clusters");
    const picked = Array.from({ length: batch * frames }, () => random.integer(5));
    const centres = seededNoise<tf.Rank.R2>([5, 6], 99).mul<tf.Tensor2D>(3);
    const around = tf.gather(centres, picked).reshape<Tensor3D>([batch, frames, 6]);
    return around.add<Tensor3D>(seededNoise([batch, frames, 6], seed).mul(0.3));
  });
}

export interface MadeQuantiser {
  readonly quantiser: ResidualQuantiser;
  readonly parameters: Parameters;
}

/** Both kinds, ready to quantise; the seed is that of the first weights and codes. */
export const kinds: Readonly<Record<string, (seed?: number) => MadeQuantiser>> = {
  DAC: (seed = 1) => {
    const parameters = new Parameters(seed);
    const sizes = { size: 6, quantisers: 3, codebookSize: 16, codebookDim: 4 };
    return { quantiser: dacQuantiser(parameters, "rvq", sizes), parameters };
  },
  EnCodec: (seed = 1) => {
    const parameters = new Parameters(seed);
    const sizes = { size: 6, quantisers: 3, codebookSize: 16 };
    const quantiser = encodecQuantiser(parameters, "rvq", sizes);
    tf.tidy(() => void quantiser.train(clusteredFrames(4, 50, 1), new Random(seed)));
    return { quantiser, parameters };
  },
};

/** Mean square of what is not said. */
export function missed(h: Tensor3D, z: Tensor3D): number {
  return tf.tidy(() => h.sub(z).square().mean().dataSync()[0]);
}
