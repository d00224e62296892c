/** A clip's spectrogram as plain numbers with axes, for figures. */
import { tf } from "../tensor/tf";
import type { Decibels, Frames, Hertz, Samples, Seconds } from "../units";
import type { AudioClip } from "./clip";
import { clipToTensor } from "./clipTensor";
import { powerToDb } from "./decibels";
import { powerSpectrum } from "./magnitude";
import { stft } from "./stft";
import { stftSettings } from "./stftOptions";
import type { StftOptions, StftSettings } from "./stftOptions";
import { frameWindow } from "./stftOptions";

export interface SpectrogramOptions extends StftOptions {
  /** Nothing lies further than this below the loudest bin. Default 80. */
  readonly range?: Decibels;
}

/** A spectrogram ready to draw: values in rows of one frame each. */
export interface Spectrogram {
  /** frames × bins values, frame after frame. */
  readonly decibels: Float32Array;
  readonly frames: Frames;
  readonly bins: number;
  /** The middle of each frame. */
  readonly times: Float32Array;
  /** The frequency of each bin. */
  readonly frequencies: Float32Array;
}

/** The middle of frame m: m·hop, and half a frame later if frames are not centred. */
export function frameTimes(
  frames: Frames,
  sampleRate: Hertz,
  settings: StftSettings,
): Float32Array {
  const offset: Samples = settings.center ? 0 : settings.fftSize / 2;
  const time = (m: number): Seconds => (m * settings.hop + offset) / sampleRate;
  return Float32Array.from({ length: frames }, (_, m) => time(m));
}

/** The frequency of each bin of an FFT: k·sampleRate/fftSize, k = 0 … ⌊fftSize/2⌋. */
export function binFrequencies(fftSize: Samples, sampleRate: Hertz): Float32Array {
  const bins = Math.floor(fftSize / 2) + 1;
  return Float32Array.from({ length: bins }, (_, k) => (k * sampleRate) / fftSize);
}

/**
 * A clip's power spectrogram in decibels, as plain numbers.
 *
 * 0 dB is a sine of full scale: the spectrum is divided by Σw/2, what such a sine reaches in its bin.
 *
 * @param clip several channels become their mean
 * @throws TutorialError those of {@link stft} and {@link checkClip}
 *
 * @example
 * const picture = await spectrogramDb(monoClip(new Float32Array(8000), 8000), { fftSize: 512 });
 * console.log(picture.frames, picture.bins); // 63, 257
 */
export async function spectrogramDb(
  clip: AudioClip,
  options: SpectrogramOptions = {},
): Promise<Spectrogram> {
  const settings = stftSettings(options);
  const fullScale = frameWindow(settings).reduce((sum, weight) => sum + weight, 0) / 2;
  const tensor = tf.tidy(() => {
    const power = powerSpectrum(stft(clipToTensor(clip), settings));
    return powerToDb(power, { reference: fullScale ** 2, range: options.range });
  });
  const [, frames, bins] = tensor.shape;
  const decibels = Float32Array.from(await tensor.data());
  tensor.dispose();
  return {
    decibels,
    frames,
    bins,
    times: frameTimes(frames, clip.sampleRate, settings),
    frequencies: binFrequencies(settings.fftSize, clip.sampleRate),
  };
}
