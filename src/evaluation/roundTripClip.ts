/** One clip through a representation and back, with everything that is measured of it. */
import { checkClip } from "../audio/checkClip";
import { monoClip } from "../audio/clip";
import type { AudioClip } from "../audio/clip";
import { clipToTensor } from "../audio/clipTensor";
import { multiResolutionStft } from "../audio/multiResolutionStft";
import { tf } from "../tensor/tf";
import type { Tensor2D } from "../tensor/tf";
import { defects } from "./defects";
import type { Defects } from "./defects";
import { logMelDistance } from "./logMelDistance";
import { onsetAgreement } from "./onsetAgreement";
import { pitchAgreement } from "./pitchAgreement";
import type { SoundCodec } from "./silenceLevel";
import { siSnr } from "./siSnr";
import { spectralConvergence } from "./spectralConvergence";

/** What one clip measured; NaN where a measure has nothing to say. */
export interface ClipRoundTrip {
  readonly shape: readonly number[];
  readonly encodeSpeed: number;
  readonly decodeSpeed: number;
  readonly logMelL1: number;
  readonly spectralConvergence: number;
  readonly multiResolutionStft: number;
  readonly siSnr: number;
  readonly pitch: number;
  readonly onsets: number;
  readonly onsetPrecision: number;
  readonly defects: Defects;
}

/** Runs and times a step, its numbers read back: a backend may still be computing when it returns. */
function timed<T extends tf.Tensor>(step: () => T): { result: T; seconds: number } {
  const before = performance.now();
  const result = tf.tidy(step);
  result.dataSync();
  return { result, seconds: (performance.now() - before) / 1000 };
}

/** There and back: what was encoded, decoded and cropped, and how long each took. */
export function goAround(codec: SoundCodec, original: Tensor2D) {
  const encoded = timed(() => codec.encode(original));
  const shape = encoded.result.shape.slice(1);
  const decoded = timed(() => codec.decode(encoded.result));
  encoded.result.dispose();
  const cropped = tf.tidy(() => decoded.result.slice([0, 0], original.shape));
  decoded.result.dispose();
  return { shape, cropped, encoding: encoded.seconds, decoding: decoded.seconds };
}

/**
 * Measures one clip.
 *
 * @param clip mono, of the codec's rate
 * @param keepsPhase whether the signal-to-noise ratio says something; else it is NaN
 */
export function roundTripClip(
  codec: SoundCodec,
  clip: AudioClip,
  keepsPhase: boolean,
): ClipRoundTrip {
  const samples = checkClip(clip, `roundTrip of "${codec.name}"`);
  const original = clipToTensor(clip);
  const { shape, cropped, encoding, decoding } = goAround(codec, original);
  const heard = monoClip(Float32Array.from(cropped.dataSync()), clip.sampleRate);
  const seconds = samples / clip.sampleRate;
  const pitch = pitchAgreement(clip, heard);
  const onset = onsetAgreement(clip, heard);
  const measured = {
    shape,
    encodeSpeed: seconds / encoding,
    decodeSpeed: seconds / decoding,
    logMelL1: logMelDistance(original, cropped)[0],
    spectralConvergence: spectralConvergence(original, cropped)[0],
    multiResolutionStft: tf.tidy(() => multiResolutionStft(cropped, original).loss.dataSync()[0]),
    siSnr: keepsPhase ? siSnr(original, cropped)[0] : Number.NaN,
    pitch: pitch.share,
    onsets: onset.recall,
    onsetPrecision: onset.precision,
    defects: defects(clip, heard),
  };
  tf.dispose([original, cropped]);
  return measured;
}
