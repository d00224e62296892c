/** Family `mrstft-loss`: auraloss's STFT losses on stereo noise. */
import { aWeighting, aWeightingTaps } from "../../../src/audio/aWeighting";
import { multiResolutionStft, sumDifferenceStft } from "../../../src/audio/multiResolutionStft";
import { stftLoss } from "../../../src/audio/stftLoss";
import type { StftResolution } from "../../../src/audio/stftLoss";
import { tf } from "../../../src/tensor/tf";
import type { Tensor2D, Tensor3D } from "../../../src/tensor/tf";
import type { Fixture, ParityFamily } from "../fixture";

interface Sizes {
  readonly fft_sizes: readonly number[];
  readonly hop_sizes: readonly number[];
  readonly win_lengths: readonly number[];
}

function resolutionsOf({ fft_sizes, hop_sizes, win_lengths }: Sizes): StftResolution[] {
  return fft_sizes.map((fftSize, i) => ({
    fftSize,
    hop: hop_sizes[i],
    windowLength: win_lengths[i],
  }));
}

/** What `fft [256,512] hop [60,120] win [200,400] w_sc .5 w_log 1 w_lin .3` says. */
function parseCustom(text: string) {
  const list = (key: string): number[] =>
    JSON.parse(new RegExp(`${key} (\\[[\\d,]+\\])`).exec(text)![1]) as number[];
  const weight = (key: string, otherwise: number): number =>
    Number(new RegExp(`${key} ([\\d.]+)`).exec(text)?.[1] ?? otherwise);
  const sizes = { fft_sizes: list("fft"), hop_sizes: list("hop"), win_lengths: list("win") };
  return {
    resolutions: resolutionsOf(sizes),
    spectralConvergence: weight("w_sc", 1),
    logMagnitude: weight("w_log", 1),
    linearMagnitude: weight("w_lin", 0),
  };
}

/** The fixture's sounds are [B, C, S]; channels of a loss for one channel go into the batch. */
function sounds(fixture: Fixture, name: string) {
  const { data, shape } = fixture.inputs[name];
  const [batch, channels, samples] = shape;
  const given = tf.tensor3d(Float32Array.from(data), [batch, channels, samples]);
  return {
    flat: given.reshape<Tensor2D>([batch * channels, samples]),
    stereo: given.transpose<Tensor3D>([0, 2, 1]),
    first: given.slice([0, 0, 0], [batch, 1, samples]).reshape<Tensor2D>([batch, samples]),
  };
}

/** The single resolutions of `stft_full` and `mel_stft`, which the fixture's description leaves out. */
const fullResolution = { fftSize: 256, hop: 64 };
const melResolution = { fftSize: 512, hop: 128, bands: 32 };

export const mrstftLoss: ParityFamily = {
  // eslint-disable-next-line @typescript-eslint/require-await
  async run(fixture) {
    const { sample_rate: rate, custom, resolutions: sizes } = fixture.config;
    const sampleRate = rate as number;
    const resolutions = resolutionsOf(sizes as Sizes);
    tf.engine().startScope();
    const [x, y] = [sounds(fixture, "x"), sounds(fixture, "y")];
    const number = (scalar: tf.Scalar): number => scalar.dataSync()[0];
    const full = stftLoss(x.flat, y.flat, { ...fullResolution, linearMagnitude: 1 });
    const { bands, ...frames } = melResolution;
    const mel = stftLoss(x.flat, y.flat, { ...frames, mel: { sampleRate, bands } });
    const stereo = sumDifferenceStft(x.stereo, y.stereo, { resolutions });
    const ear = { resolutions, aWeighting: sampleRate };
    const out = {
      default_mrstft: [number(multiResolutionStft(x.flat, y.flat).loss)],
      custom_mrstft: [
        number(multiResolutionStft(x.flat, y.flat, parseCustom(custom as string)).loss),
      ],
      stft_full: [
        full.loss,
        full.spectralConvergence,
        full.logMagnitude,
        full.linearMagnitude,
        // The phase, which has no weight.
        tf.scalar(0),
      ].map(number),
      mel_stft: [number(mel.loss)],
      sumdiff: [stereo.loss, stereo.sum, stereo.difference].map(number),
      sao_vae_like_sumdiff_aweight: [number(sumDifferenceStft(x.stereo, y.stereo, ear).loss)],
      sao_vae_like_mrstft_aweight: [number(multiResolutionStft(x.flat, y.flat, ear).loss)],
      aweight_fir_taps: aWeightingTaps(sampleRate),
      aweight_filtered_x0: aWeighting(x.first, sampleRate).dataSync(),
    };
    tf.engine().endScope();
    return out;
  },
  // The taps and what they make are stated nowhere in the table.
  unstated: 1e-5,
};
