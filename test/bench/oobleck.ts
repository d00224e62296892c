/** What a second of stereo takes in the decoder of Stable Audio's autoencoder, of the published shape. */
import { oobleck } from "../../src/stableAudio/oobleck/oobleck";
import { readOobleckConfig } from "../../src/stableAudio/oobleck/readConfig";
import { seededNoise } from "../../src/tensor/random";
import { tf } from "../../src/tensor/tf";
import { randomWeights } from "../stableAudio/oobleck/randomWeights";
import { medianMilliseconds, rounded } from "./bench";
import type { Bench, BenchRow } from "./bench";
import { matmulRate } from "./dit";

/**
 * Operations of the decoder's convolutions for a latent frame, multiplications and additions, by their definition: seven
 * taps count as seven products though `minimallyFiltered` takes four, so that rates compare with other programs'.
 */
const flopsPerFrame = 5.04e9;

/** 22 frames of 2,048 samples. */
function decode(): BenchRow {
  const frames = 22;
  const config = readOobleckConfig({ _class_name: "AutoencoderOobleck" });
  const vae = oobleck(config, randomWeights(config));
  const z = seededNoise<tf.Rank.R3>([1, frames, config.latentChannels], 5);
  const milliseconds = medianMilliseconds(
    () => tf.tidy(() => void vae.decode(z).sum().dataSync()),
    5,
  );
  z.dispose();
  vae.dispose();
  const reached = (frames * flopsPerFrame) / (milliseconds / 1000);
  const seconds = (frames * vae.samplesPerFrame) / 44100;
  return {
    ms: rounded(milliseconds),
    "GFLOP/s": rounded(reached / 1e9),
    "share of matmul, %": rounded((100 * reached) / matmulRate()),
    "times as long as it sounds": rounded(milliseconds / 1000 / seconds),
  };
}

export const oobleckWorkloads: Bench = {
  name: "oobleck",
  about:
    "the published autoencoder's decoder with random weights on 22 latent frames, about a second of stereo",
  cases: [{ name: "oobleck-decode", run: decode }],
};
