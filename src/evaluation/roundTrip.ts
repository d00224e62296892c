/** A representation's row in the table: what it costs, and what of the music comes back. */
import type { AudioClip } from "../audio/clip";
import { clipToTensor } from "../audio/clipTensor";
import { fitClip } from "../audio/fitClip";
import { TutorialError } from "../error";
import { tf } from "../tensor/tf";
import type { Decibels } from "../units";
import type { Defects } from "./defects";
import { goAround, roundTripClip } from "./roundTripClip";
import type { ClipRoundTrip } from "./roundTripClip";
import { silenceLevel } from "./silenceLevel";
import type { SoundCodec } from "./silenceLevel";
import { withConfidence } from "./withConfidence";
import type { Confidence } from "./withConfidence";

export interface RoundTripOptions {
  /** Does the representation keep the phase, so that a signal-to-noise ratio says something? Default false. */
  readonly keepsPhase?: boolean;
  /** Of the intervals. Default 0.95. */
  readonly level?: number;
  /** Told after each clip, for a progress line. */
  readonly observe?: (done: number, of: number) => void;
}

/** Plain data: means over clips with Student's intervals, unless said otherwise. */
export interface RoundTripRow {
  readonly name: string;
  /** What had to be done to clips before the codec could take them, e.g. resampling. */
  readonly notices: readonly string[];
  /** The shape of x0 for the first clip, without the batch. */
  readonly shape: readonly number[];
  /** Numbers for a second of sound. */
  readonly floatsPerSecond: number;
  /** How many times fewer numbers than the waveform has samples. */
  readonly compression: number;
  readonly logMelL1: Confidence;
  readonly spectralConvergence: Confidence;
  readonly multiResolutionStft: Confidence;
  /** Decibels; left out where the phase is not kept. */
  readonly siSnr?: Confidence;
  /** Share of voiced frames; left out if fewer than 2 clips have any. */
  readonly pitchWithin50Cents?: Confidence;
  /** Share of the original's onsets; left out if fewer than 2 clips have any. */
  readonly onsetsWithin30ms?: Confidence;
  /** Share of the decoded clip's onsets that were there. */
  readonly onsetPrecision?: Confidence;
  /** Seconds of sound encoded in a second, the median over clips. */
  readonly realTimeFactorEncode: number;
  /** Seconds of sound decoded in a second, the median over clips. */
  readonly realTimeFactorDecode: number;
  /** Clicks and clipped samples of all clips together, and the loudest hum of any. */
  readonly defects: Defects & {
    /** What comes out when silence goes in, re full scale. */
    readonly silence: Decibels;
  };
}

/** The clips as the codec takes them, and what was done to some. */
async function fitted(
  clips: readonly AudioClip[],
  { name, sampleRate }: SoundCodec,
): Promise<{ clips: AudioClip[]; notices: string[] }> {
  if (clips.length < 2) {
    throw new TutorialError({
      code: "evaluation.clips",
      where: `roundTrip of "${name}"`,
      expected: "at least 2 clips",
      got: String(clips.length),
      fix: "one clip says nothing of its own error: pass more",
    });
  }
  const all = await Promise.all(clips.map((clip) => fitClip(clip, sampleRate)));
  const notices = new Set(all.flatMap((one) => one.notices));
  return { clips: all.map(({ clip }) => clip), notices: [...notices] };
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1];
}

/** The worst of all clips: counts added up, the loudest hum. */
function together(all: readonly Defects[]): Defects {
  const loudest = all.reduce((a, b) => (b.hum > a.hum ? b : a));
  const sum = (count: (one: Defects) => number): number =>
    all.reduce((total, one) => total + count(one), 0);
  return {
    clicks: sum(({ clicks }) => clicks),
    hum: loudest.hum,
    humFrequency: loudest.humFrequency,
    clippedSamples: sum(({ clippedSamples }) => clippedSamples),
  };
}

/**
 * Sends clips through a representation and back, and measures what it costs and what is lost.
 *
 * One clip at a time; the first goes round once before anything is timed. Everything is plain numbers, for a table, a
 * figure or JSON.
 *
 * @param codec a {@link Representation}, or anything that encodes and decodes
 * @param originals at least 2; of another rate they are resampled, several channels become their mean, and the row says so
 * @throws TutorialError `evaluation.clips`, and those of {@link fitClip} and the measures
 *
 * @example
 * const corpus = await openCorpus({ split: "test", count: 2, seconds: 1.024 });
 * const clips = [...corpus].map(({ clip }) => clip);
 * const row = await roundTrip(waveformRepresentation(), clips, { keepsPhase: true });
 * console.log(row.floatsPerSecond, row.logMelL1.mean); // 16000, 0
 */
export async function roundTrip(
  codec: SoundCodec,
  originals: readonly AudioClip[],
  options: RoundTripOptions = {},
): Promise<RoundTripRow> {
  const { keepsPhase = false, level, observe } = options;
  const { clips, notices } = await fitted(originals, codec);
  const [first] = clips;
  tf.tidy(() => void goAround(codec, clipToTensor(first)));
  const all: ClipRoundTrip[] = [];
  for (const clip of clips) {
    all.push(roundTripClip(codec, clip, keepsPhase));
    observe?.(all.length, clips.length);
    await tf.nextFrame();
  }
  const over = (value: (one: ClipRoundTrip) => number): Confidence | undefined => {
    const known = all.map(value).filter((one) => !Number.isNaN(one));
    return known.length >= 2 ? withConfidence(known, { level }) : undefined;
  };
  const samples = first.channels[0].length;
  const { shape } = all[0];
  const size = shape.reduce((product, axis) => product * axis, 1);
  return {
    name: codec.name,
    notices,
    shape,
    floatsPerSecond: (size * first.sampleRate) / samples,
    compression: samples / size,
    logMelL1: withConfidence(
      all.map((one) => one.logMelL1),
      { level },
    ),
    spectralConvergence: withConfidence(
      all.map((one) => one.spectralConvergence),
      { level },
    ),
    multiResolutionStft: withConfidence(
      all.map((one) => one.multiResolutionStft),
      { level },
    ),
    siSnr: over((one) => one.siSnr),
    pitchWithin50Cents: over((one) => one.pitch),
    onsetsWithin30ms: over((one) => one.onsets),
    onsetPrecision: over((one) => one.onsetPrecision),
    realTimeFactorEncode: median(all.map((one) => one.encodeSpeed)),
    realTimeFactorDecode: median(all.map((one) => one.decodeSpeed)),
    defects: { ...together(all.map((one) => one.defects)), silence: silenceLevel(codec) },
  };
}
