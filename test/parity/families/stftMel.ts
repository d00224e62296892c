/** Family `stft-mel`: librosa's STFT, mel filters, log-mels and Griffin-Lim. */
import { powerToDb } from "../../../src/audio/decibels";
import { consistentSpectrum, griffinLim } from "../../../src/audio/griffinLim";
import { istft } from "../../../src/audio/istft";
import { logMel } from "../../../src/audio/logMel";
import { hzToMel } from "../../../src/audio/melScale";
import { melFilterBank } from "../../../src/audio/melFilterBank";
import { magnitude } from "../../../src/audio/magnitude";
import { melSpectrogram } from "../../../src/audio/melSpectrogram";
import { phasesOf, withPhases } from "../../../src/audio/phases";
import { stft } from "../../../src/audio/stft";
import type { StftOptions } from "../../../src/audio/stftOptions";
import type { WindowName } from "../../../src/audio/window";
import { tf } from "../../../src/tensor/tf";
import type { Tensor2D, Tensor3D } from "../../../src/tensor/tf";
import type { Fixture, ParityFamily } from "../fixture";

interface StftCase {
  readonly name: string;
  readonly n_fft: number;
  readonly hop: number;
  readonly win_length: number;
  readonly window: string;
  readonly center: boolean;
  readonly pad_mode: "reflect" | "constant";
}

interface MelCase {
  readonly name: string;
  readonly sr: number;
  readonly n_fft: number;
  readonly n_mels: number;
  readonly fmin: number | null;
  readonly fmax: number | null;
  readonly scale: "slaney" | "htk";
  readonly norm: "slaney" | null;
}

interface Features {
  readonly sr: number;
  readonly n_fft: number;
  readonly hop: number;
  readonly n_mels: number;
  readonly logmel_hifigan?: string;
}

type Numbers = Record<string, ArrayLike<number>>;

function waveform(fixture: Fixture, name: string): Tensor2D {
  const { data } = fixture.inputs[name];
  return tf.tensor2d(Float32Array.from(data), [1, data.length]);
}

/** The fixtures lie as [bins, frames], ours as [1, frames, bins]. */
function toFixtureLayout(spectrum: Tensor3D): ArrayLike<number> {
  return spectrum.squeeze<Tensor2D>([0]).transpose().dataSync();
}

function fromFixtureLayout(fixture: Fixture, name: string): Tensor3D {
  const { data, shape } = fixture.inputs[name];
  return tf.tensor2d(Float32Array.from(data), [shape[0], shape[1]]).transpose().expandDims(0);
}

function expectedLength(fixture: Fixture, name: string): number {
  return fixture.arrays.get(`expect.${name}`)!.shape[0];
}

function transforms(fixture: Fixture, one: StftCase): Numbers {
  const options: StftOptions = {
    fftSize: one.n_fft,
    hop: one.hop,
    windowLength: one.win_length,
    window: one.window.split(" ")[0] as WindowName,
    center: one.center,
    padMode: one.pad_mode,
  };
  const out: Numbers = {};
  for (const name of Object.keys(fixture.inputs)) {
    if (!name.startsWith(`${one.name}.`)) continue;
    const spectrum = stft(waveform(fixture, name), options);
    out[`${name}.real`] = toFixtureLayout(spectrum.real);
    out[`${name}.imag`] = toFixtureLayout(spectrum.imag);
    const length = expectedLength(fixture, `${name}.istft`);
    out[`${name}.istft`] = istft(spectrum, { ...options, length }).dataSync();
  }
  return out;
}

function filters(one: MelCase): Numbers {
  const bank = melFilterBank({
    sampleRate: one.sr,
    fftSize: one.n_fft,
    bands: one.n_mels,
    minimum: one.fmin ?? 0,
    maximum: one.fmax ?? one.sr / 2,
    scale: one.scale,
    norm: one.norm ?? "none",
  });
  return { [`${one.name}.fb`]: bank.weights, [`${one.name}.center_hz`]: bank.frequencies };
}

function logMels(fixture: Fixture, features: Features): Numbers {
  const audio = waveform(fixture, "logmel_audio");
  const sizes = {
    sampleRate: features.sr,
    fftSize: features.n_fft,
    hop: features.hop,
    bands: features.n_mels,
  };
  // HiFi-GAN's mel ends at a frequency of its own, which the description states.
  const range = /mel (\d+)\.\.(\d+)/.exec(features.logmel_hifigan ?? "");
  const hifigan = range ? { minimum: Number(range[1]), maximum: Number(range[2]) } : {};
  const power = melSpectrogram(audio, { ...sizes, padMode: "constant" });
  return {
    logmel_hifigan: toFixtureLayout(logMel(audio, "hifigan", { ...sizes, ...hifigan })),
    logmel_vocos: toFixtureLayout(logMel(audio, "vocos", sizes)),
    logmel_whisper_style: toFixtureLayout(logMel(audio, "whisper", sizes)),
    melspectrogram_librosa_power: toFixtureLayout(power),
    power_to_db_ref1_top80: toFixtureLayout(powerToDb(power)),
    power_to_db_ref_max: toFixtureLayout(powerToDb(power, { reference: "max" })),
  };
}

/** What Griffin-Lim starts from, and the options of its transforms. */
function phaseProblem(fixture: Fixture) {
  const features = fixture.config.features as Features;
  const sizes = fromFixtureLayout(fixture, "gl_magnitude");
  const angles = {
    real: fromFixtureLayout(fixture, "gl_angles.real"),
    imag: fromFixtureLayout(fixture, "gl_angles.imag"),
  };
  const options = { fftSize: features.n_fft, hop: features.hop };
  return { sizes, angles, options };
}

/** The size of the faintest bin whose phase is compared: a phase is as uncertain as 1 over that. */
function faintestBin(fixture: Fixture): number {
  return tf.tidy(() => {
    const { sizes, angles, options } = phaseProblem(fixture);
    return magnitude(consistentSpectrum(sizes, angles, options))
      .min()
      .dataSync()[0];
  });
}

function phaseRetrieval(fixture: Fixture): Numbers {
  const { sizes, angles, options } = phaseProblem(fixture);
  const next = phasesOf(consistentSpectrum(sizes, angles, options));
  const length = expectedLength(fixture, "gl_one_iter_audio");
  const out: Numbers = {
    "gl_one_iter_from_angles.real": toFixtureLayout(next.real),
    "gl_one_iter_from_angles.imag": toFixtureLayout(next.imag),
    gl_one_iter_audio: istft(withPhases(sizes, next), { ...options, length }).dataSync(),
  };
  for (const name of fixture.arrays.keys()) {
    const found = /^expect\.(griffinlim_init_zero_phase_iter(\d+)_mom([\d.]+))$/.exec(name);
    if (!found) continue;
    const [iterations, momentum] = [Number(found[2]), Number(found[3])];
    const settings = { ...options, iterations, momentum, length, phase: "zero" } as const;
    out[found[1]] = griffinLim(sizes, settings).dataSync();
  }
  return out;
}

export const stftMel: ParityFamily = {
  // The fixture's note: the angles are ill-conditioned where the spectrum is faint, so an error that
  // is allowed for a spectrum counts there divided by its size. The audio made of them is compared too.
  allow: (name, _expected, stated, fixture) =>
    name.includes("from_angles") ? stated / Math.min(1, faintestBin(fixture)) : stated,
  // eslint-disable-next-line @typescript-eslint/require-await
  async run(fixture) {
    const { stft: stfts, mel_filterbank: mels, features } = fixture.config;
    const hz = Array.from(fixture.inputs.hz.data);
    tf.engine().startScope();
    const out: Numbers = {
      hz_to_mel_slaney: Float32Array.from(hz, (f) => hzToMel(f, "slaney")),
      hz_to_mel_htk: Float32Array.from(hz, (f) => hzToMel(f, "htk")),
      ...logMels(fixture, features as Features),
      ...phaseRetrieval(fixture),
    };
    for (const one of stfts as StftCase[]) Object.assign(out, transforms(fixture, one));
    for (const one of mels as MelCase[]) Object.assign(out, filters(one));
    tf.engine().endScope();
    return out;
  },
};
