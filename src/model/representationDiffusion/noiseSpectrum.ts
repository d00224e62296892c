/** Why diffusion of waveforms is hard: the noise is white, music is not. */
import { powerSpectrum } from "../../audio/magnitude";
import { stft } from "../../audio/stft";
import { periodicWindow } from "../../audio/window";
import type { ForwardProcess } from "../../diffusion/process";
import { rectifiedFlow } from "../../diffusion/rectifiedFlow";
import type { Representation } from "../../representation/representation";
import { tf } from "../../tensor/tf";
import type { Tensor, Tensor2D } from "../../tensor/tf";
import type { Decibels, DiffusionTime, Hertz } from "../../units";

/** A part of x_0 that noise may drown by itself. */
export interface NoiseBand {
  /** `"250 to 315 Hz"`, `"bin 12"`, `"channel 3"`, or `"bin 12, channel 3"`. */
  readonly name: string;
  /** Frequency in the middle, or number of the channel. */
  readonly centre: number;
  /** Power of the data, where that of the noise is 1. */
  readonly power: number;
  /** Its signal-to-noise ratio where the whole has 0 dB. */
  readonly snrDb: Decibels;
  /** The time at which it is as loud as the noise: later, it is drowned. */
  readonly drownedAt: DiffusionTime;
}

/** How noise of equal strength everywhere meets data that are not. */
export interface NoiseSpectrum {
  readonly representation: string;
  /** Frequencies of a waveform; channels of anything else, one for each bin if there are bins. */
  readonly along: "frequency" | "channel";
  readonly bands: readonly NoiseBand[];
  /** Between the loudest band and the faintest. */
  readonly spreadDb: Decibels;
  /** The share of bands that are drowned already where the whole has 0 dB. */
  readonly drownedAtZeroDb: number;
}

/** Along which way, and how finely. */
export interface NoiseSpectrumOptions {
  /** {@link rectifiedFlow} unless given. */
  readonly process?: ForwardProcess;
  /** Bands a decade of frequency; 10 unless given, which are thirds of an octave. */
  readonly bandsPerDecade?: number;
}

/** −100 dB: what is fainter is silence. */
const faintest = 1e-10;
const fftSize = 1024;
const lowest: Hertz = 31.25;

type Part = Pick<NoiseBand, "name" | "centre" | "power">;

/** Bands of a sequence of one channel by Welch's method, scaled so that white noise of variance 1 has power 1. */
function frequencyParts(x0: Tensor, rate: Hertz, bandsPerDecade: number): Part[] {
  const windowPower = periodicWindow("hann", fftSize).reduce((sum, w) => sum + w * w, 0);
  const bins = tf.tidy(() => {
    const frames = stft(x0.squeeze<Tensor2D>([2]), { fftSize, hop: fftSize / 2, center: false });
    return powerSpectrum(frames).mean([0, 1]).div(windowPower).dataSync<"float32">();
  });
  const binWidth = rate / fftSize;
  const edge = (i: number): Hertz => Math.min(rate / 2, lowest * 10 ** (i / bandsPerDecade));
  const count = Math.ceil(bandsPerDecade * Math.log10(rate / 2 / lowest));
  return Array.from({ length: count }, (_, i) => {
    const [from, to] = [edge(i), edge(i + 1)];
    const first = Math.ceil(from / binWidth - 0.5);
    const inside = bins.subarray(first, Math.max(first + 1, Math.ceil(to / binWidth - 0.5)));
    const power = inside.reduce((sum, one) => sum + one, 0) / inside.length;
    return {
      name: `${from.toFixed(0)} to ${to.toFixed(0)} Hz`,
      centre: Math.sqrt(from * to),
      power,
    };
  });
}

/** Variance over clips and time of each channel of a sequence, or of each bin and channel of a picture. */
function channelParts(x0: Tensor): Part[] {
  const [bins, channels] = x0.rank === 4 ? [x0.shape[2]!, x0.shape[3]!] : [1, x0.shape[2]!];
  const powers = tf.tidy(() => {
    const rows = x0.reshape([-1, bins * channels]);
    return tf.moments(rows, 0).variance.dataSync<"float32">();
  });
  return Array.from(powers, (power, centre) => {
    const [bin, channel] = [Math.floor(centre / channels), centre % channels];
    const names = [
      ...(bins > 1 ? [`bin ${bin}`] : []),
      ...(channels > 1 ? [`channel ${channel}`] : []),
    ];
    return { name: names.join(", "), centre, power };
  });
}

/**
 * How loud each part of sounds is against the noise of diffusion, and at which time noise drowns it.
 *
 * At time t a band has the ratio P·α²/σ², P its power in units of the noise's, and drowns where that is
 * 1. Above 1 kHz music loses some 7 dB an octave, white noise none: in a waveform the high partials are gone
 * at times at which the low are hardly touched, and the network must add them last, exactly in phase.
 * The channels of a trained latent all have the same power, and drown together.
 *
 * @param waveform [B, S], a few clips
 * @returns a waveform's bands of frequency, or the channels of any other representation
 * @throws TutorialError `representation.waveform`
 *
 * Source: Dieleman 2024, "Diffusion is spectral autoregression", for pictures; Welch 1967 for the estimate.
 *
 * @example
 * const clips = seededNoise<tf.Rank.R2>([4, 16384], 1).mul<Tensor2D>(0.1);
 * const { bands } = noiseSpectrum(waveformRepresentation(), clips); // white: all are drowned at about t = 0.5
 */
export function noiseSpectrum(
  representation: Representation,
  waveform: Tensor2D,
  { process = rectifiedFlow(), bandsPerDecade = 10 }: NoiseSpectrumOptions = {},
): NoiseSpectrum {
  const x0 = representation.encode(waveform);
  const ofWaveform = x0.rank === 3 && x0.shape[2] === 1;
  const parts = ofWaveform
    ? frequencyParts(x0, representation.sampleRate, bandsPerDecade)
    : channelParts(x0);
  x0.dispose();
  const bands = parts.map((part) => {
    const snrDb = 10 * Math.log10(Math.max(faintest, part.power));
    return { ...part, snrDb, drownedAt: process.timeAtSnrDb(-snrDb) };
  });
  const ratios = bands.map(({ snrDb }) => snrDb);
  return {
    representation: representation.name,
    along: ofWaveform ? "frequency" : "channel",
    bands,
    spreadDb: Math.max(...ratios) - Math.min(...ratios),
    drownedAtZeroDb: ratios.filter((ratio) => ratio < 0).length / ratios.length,
  };
}

/**
 * The signal-to-noise ratio of each band at a time.
 *
 * @returns one for each of the bands
 *
 * @example
 * const clips = seededNoise<tf.Rank.R2>([4, 16384], 1);
 * const ratios = bandRatios(noiseSpectrum(waveformRepresentation(), clips), 0.8);
 */
export function bandRatios(
  { bands }: NoiseSpectrum,
  t: DiffusionTime,
  process: ForwardProcess = rectifiedFlow(),
): Decibels[] {
  return bands.map(({ snrDb }) => snrDb + process.snrDb(t));
}
