/** The second of the chapter's representations: a picture of the sound, which a vocoder plays. */
import { tf } from "../tensor/tf";
import type { Tensor4D } from "../tensor/tf";
import { checkX0 } from "./checkX0";
import { frameSettings } from "./frames/frameSettings";
import { frameLogMel, wholeFrames } from "./frames/frameSpectrum";
import { imageOfLogMel, logMelOfImage } from "./logMelScale";
import type { Representation } from "./representation";
import type { Vocoder } from "./vocoder/vocoder";

/**
 * The log-mel spectrogram as an image of one channel, mean 0 and variance 1 over the corpus: x0 is [T, 80, 1],
 * 62.5 frames a second.
 *
 * @param vocoder stays yours: other representations may speak through it
 * @throws TutorialError `representation.waveform`, `representation.x0`
 *
 * @example
 * const logMel = logMelImage(griffinLimVocoder({ iterations: 4 }));
 * const x0 = logMel.encode(tf.zeros([1, 16384])); // [1, 64, 80, 1]
 * const waveform = logMel.decode(x0); // [1, 16384]
 */
export function logMelImage(vocoder: Vocoder): Representation<Tensor4D> {
  const { sampleRate, hop, bands } = frameSettings;
  const name = "log-mel";
  return {
    name,
    sampleRate,
    shapeFor: (seconds) => [Math.ceil(Math.round(seconds * sampleRate) / hop), bands, 1],
    encode: (waveform) => tf.tidy(() => imageOfLogMel(frameLogMel(wholeFrames(waveform)))),
    decode: (x0) => {
      checkX0(name, x0, ["T", bands, 1]);
      return tf.tidy(() => vocoder.decode(logMelOfImage(x0)));
    },
    dispose: () => undefined,
  };
}
