/** The first of the chapter's representations: the sound itself. */
import { tf } from "../tensor/tf";
import type { Tensor2D, Tensor3D } from "../tensor/tf";
import { checkX0 } from "./checkX0";
import { frameSettings } from "./frames/frameSettings";
import { wholeFrames } from "./frames/frameSpectrum";
import type { Representation } from "./representation";

/** Corpus clips have a root mean square of 0.1. */
const scale = 10;

/**
 * The waveform as it is, ten times as large: x0 is [S, 1], with S a whole number of frames of 256 samples like
 * that of its siblings.
 *
 * @throws TutorialError `representation.waveform`, `representation.x0`
 *
 * @example
 * const waveforms = waveformRepresentation();
 * const x0 = waveforms.encode(tf.zeros([1, 16384])); // [1, 16384, 1]
 * const back = waveforms.decode(x0); // [1, 16384]
 */
export function waveformRepresentation(): Representation<Tensor3D> {
  const { sampleRate, hop } = frameSettings;
  const name = "waveform";
  return {
    name,
    sampleRate,
    shapeFor: (seconds) => [Math.ceil(Math.round(seconds * sampleRate) / hop) * hop, 1],
    encode: (waveform) => tf.tidy(() => wholeFrames(waveform).mul(scale).expandDims<Tensor3D>(2)),
    decode: (x0) =>
      tf.tidy(() => {
        checkX0(name, x0, ["S", 1]);
        return x0.div(scale).squeeze<Tensor2D>([2]);
      }),
    dispose: () => undefined,
  };
}
