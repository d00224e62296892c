/** The spectra that the measures of a clip share. */
import type { AudioClip } from "../../audio/clip";
import { clipToTensor } from "../../audio/clipTensor";
import { magnitude } from "../../audio/magnitude";
import { stft } from "../../audio/stft";
import { tf } from "../../tensor/tf";
import type { Tensor2D } from "../../tensor/tf";
import type { Hertz, Samples, Seconds } from "../../units";

/** From one frame to the next. */
export const frameHop: Seconds = 0.01;

/** The power of two that is nearest to so many seconds. */
export function frameSize(seconds: Seconds, sampleRate: Hertz): Samples {
  return 2 ** Math.round(Math.log2(seconds * sampleRate));
}

/**
 * Magnitudes of frames of a clip in steps of {@link frameHop}, the first of them centred on its beginning.
 *
 * @returns [frames, fftSize/2 + 1]
 */
export function magnitudes(clip: AudioClip, fftSize: Samples): Tensor2D {
  const hop = Math.round(frameHop * clip.sampleRate);
  return tf.tidy(() => {
    const spectrum = stft(clipToTensor(clip), { fftSize, hop, padMode: "constant" });
    return magnitude(spectrum).squeeze<Tensor2D>([0]);
  });
}
