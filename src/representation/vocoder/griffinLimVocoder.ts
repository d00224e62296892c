/** A vocoder that has learned nothing: it searches for phases, a sound at a time. */
import { griffinLim } from "../../audio/griffinLim";
import { tf } from "../../tensor/tf";
import { sizeOfLog, uncentred, withoutMargins } from "../frames/frameSpectrum";
import { magnitudesOfMel } from "./melInversion";
import type { Vocoder } from "./vocoder";

/** How long it searches, and where it begins. */
export interface GriffinLimVocoderOptions {
  /** Default 32. */
  readonly iterations?: number;
  /** Of the phases that it begins with. Default 0. */
  readonly seed?: number;
}

/**
 * Mel → magnitudes by {@link magnitudesOfMel} → phases by {@link griffinLim}.
 *
 * It is the measure for a trained vocoder: the mel does not say where in a band a partial lies, so no phases
 * found afterwards make up for it.
 *
 * @throws TutorialError `audio.griffinLim.options`
 *
 * Source: Griffin & Lim 1984; Perraudin, Balazs & Søndergaard 2013.
 *
 * @example
 * const vocoder = griffinLimVocoder({ iterations: 8 });
 * const waveform = vocoder.decode(frameLogMel(tf.zeros([1, 16384]))); // [1, 16384]
 */
export function griffinLimVocoder({
  iterations = 32,
  seed = 0,
}: GriffinLimVocoderOptions = {}): Vocoder {
  return {
    name: "Griffin-Lim",
    decode: (logMel) =>
      tf.tidy(() => {
        const sizes = magnitudesOfMel(sizeOfLog(logMel));
        return withoutMargins(griffinLim(sizes, { ...uncentred, iterations, phase: seed }));
      }),
    dispose: () => undefined,
  };
}
