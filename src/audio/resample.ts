/** The same sound at another sample rate. */
import { ConverterType, create } from "@alexanderolsen/libsamplerate-js";
import { TutorialError } from "../error";
import type { Hertz } from "../units";
import { checkClip } from "./checkClip";
import type { AudioClip } from "./clip";

/** Each is a sinc filter of libsamplerate; what they keep is a share of the lower Nyquist frequency. */
const converterTypes = {
  /** Keeps 69 %, aliases under −100 dB, about 140 times real time from 44.1 to 16 kHz. */
  fast: ConverterType.SRC_SINC_FASTEST,
  /** Keeps 87 %, aliases under −120 dB, about 70 times real time. */
  medium: ConverterType.SRC_SINC_MEDIUM_QUALITY,
  /** Keeps 95 %, aliases under −150 dB, about 20 times real time. */
  best: ConverterType.SRC_SINC_BEST_QUALITY,
};

export type ResampleQuality = "fast" | "medium" | "best";

export interface ResampleOptions {
  /** How much of the spectrum is kept: 69 %, 87 % or 95 %. Default `"fast"`. */
  readonly quality?: ResampleQuality;
}

type Converter = Awaited<ReturnType<typeof create>>;

/** Samples of one WebAssembly call, in or out: its buffers hold about a million. */
const blockSamples = 500_000;
const highestRate = 192_000;

const converters = new Map<string, Promise<Converter>>();

const convertersAtMost = 8;

/** Each converter is a WebAssembly instance of its own, 5 ms to make: keep the last few. */
function converterFor(from: Hertz, to: Hertz, quality: ResampleQuality): Promise<Converter> {
  const key = `${from} ${to} ${quality}`;
  let converter = converters.get(key);
  if (!converter) {
    converter = create(1, from, to, { converterType: converterTypes[quality] });
    if (converters.size >= convertersAtMost) converters.delete(converters.keys().next().value!);
    converters.set(key, converter);
  }
  return converter;
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}

/**
 * Converts one channel block by block. Every block starts where an old and a new sample coincide
 * and brings its neighbours along, so that no seam is heard and no delay is left to remove.
 */
function convert(
  samples: Float32Array,
  from: Hertz,
  to: Hertz,
  converter: Converter,
): Float32Array {
  const divisor = greatestCommonDivisor(from, to);
  const [unitIn, unitOut] = [from / divisor, to / divisor];
  const unitsABlock = Math.max(1, Math.floor(blockSamples / Math.max(unitIn, unitOut)));
  // The filters reach 20 (fast) to 160 (best) samples of the slower of the two rates.
  const unitsOfMargin = Math.ceil((200 * Math.max(1, from / to)) / unitIn);
  const out = new Float32Array(Math.round((samples.length * to) / from));
  for (let unit = 0; unit * unitOut < out.length; unit += unitsABlock) {
    const first = (unit - unitsOfMargin) * unitIn;
    const last = (unit + unitsABlock + unitsOfMargin) * unitIn;
    // Beyond the ends of the clip the block holds zeros: silence before and after.
    const end = Math.min(last, samples.length + unitsOfMargin * unitIn);
    const block = new Float32Array(end - first);
    block.set(samples.subarray(Math.max(0, first), end), Math.max(0, -first));
    const skip = unitsOfMargin * unitOut;
    const count = Math.min(unitsABlock * unitOut, out.length - unit * unitOut);
    out.set(converter.simple(block).subarray(skip, skip + count), unit * unitOut);
  }
  return out;
}

/**
 * The same sound at another sample rate, by band-limited (windowed sinc) interpolation.
 *
 * Sample k of the result is the sound at time k / rate: no delay. Its length is round(S·rate/old),
 * which must be at least 1. A clip already at the rate comes back as it is.
 *
 * The filter is libsamplerate's (de Castro Lopo), after J. O. Smith, "Digital audio resampling".
 *
 * @param rate the new rate, a whole number up to 192,000
 * @throws TutorialError `audio.resample.rate`, `audio.resample.short`, and those of {@link checkClip}
 *
 * @example
 * const clip = await resample(monoClip(new Float32Array(44100), 44100), 16000);
 * console.log(clip.channels[0].length); // 16000
 */
export async function resample(
  clip: AudioClip,
  rate: Hertz,
  options: ResampleOptions = {},
): Promise<AudioClip> {
  const length = checkClip(clip, "resample");
  const from = clip.sampleRate;
  const bad = [from, rate].find((r) => !(Number.isInteger(r) && r >= 1 && r <= highestRate));
  if (bad !== undefined) {
    throw new TutorialError({
      code: "audio.resample.rate",
      where: "resample",
      expected: `whole sample rates from 1 to ${highestRate}`,
      got: String(bad),
      fix: "pass for example 22050",
    });
  }
  if (from === rate) return clip;
  if (Math.round((length * rate) / from) < 1) {
    throw new TutorialError({
      code: "audio.resample.short",
      where: "resample",
      expected: "a clip that is at least one sample long at the new rate",
      got: `${length} samples at ${from} Hz, to ${rate} Hz`,
      fix: "check the two rates",
    });
  }
  const converter = await converterFor(from, rate, options.quality ?? "fast");
  const channels = clip.channels.map((samples) => convert(samples, from, rate, converter));
  return { channels, sampleRate: rate };
}
