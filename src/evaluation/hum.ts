/** A steady tone that a decoder adds to everything, such as its own frame rate. */
import { magnitude } from "../audio/magnitude";
import { stft } from "../audio/stft";
import { tf } from "../tensor/tf";
import type { Decibels, Hertz, Samples } from "../units";

/** What is always there is what is there in nine frames of ten. */
const quietShare = 0.1;
/** A line counts as added if it is this many times the original's: 6 dB … */
const addedFactor = 2;
/** … and it is no smear of one: the original's strongest line this near is what counts. */
const smear: Hertz = 50;
/** A line stands out of what is around it, 100 Hz to each side, by this much: 12 dB. Noise does not. */
const lineFactor = 4;
const around: Hertz = 100;
const silence: Decibels = -140;

/** The amplitude of the sine that is in each bin nine frames of ten. */
function steadyAmplitudes(samples: Float32Array, fftSize: Samples): Float64Array {
  const sizes = tf.tidy(() =>
    magnitude(stft(tf.tensor2d(samples, [1, samples.length]), { fftSize, center: false })),
  );
  const [, frames, bins] = sizes.shape;
  const values = sizes.dataSync<"float32">();
  sizes.dispose();
  // A sine of amplitude a reaches a·Σw/2 = a·N/4 in its bin under a Hann window.
  return Float64Array.from({ length: bins }, (_, bin) => {
    const course = Float64Array.from({ length: frames }, (_, m) => values[m * bins + bin]).sort();
    return (course[Math.floor(quietShare * frames)] * 4) / fftSize;
  });
}

/**
 * The strongest steady line of the decoded sound that is at least 6 dB above any of the original's near it: its level re a sine of full
 * scale and its frequency, or −140 dB at 0 Hz if there is none.
 *
 * @param original S samples
 * @param decoded S samples
 */
export function loudestHum(
  original: Float32Array,
  decoded: Float32Array,
  sampleRate: Hertz,
): { level: Decibels; frequency: Hertz } {
  const fftSize = Math.min(4096, 2 ** Math.floor(Math.log2(original.length)));
  const own = steadyAmplitudes(original, fftSize);
  const found = steadyAmplitudes(decoded, fftSize);
  const within = (values: Float64Array, bin: number, reach: Hertz): Float64Array => {
    const bins = Math.ceil((reach * fftSize) / sampleRate);
    return values.subarray(Math.max(0, bin - bins), bin + bins + 1);
  };
  let strongest = { amplitude: 0, bin: 0 };
  found.forEach((amplitude, bin) => {
    if (amplitude <= strongest.amplitude) return;
    const isAdded = amplitude > addedFactor * Math.max(...within(own, bin, smear));
    const surroundings = within(found, bin, around).slice().sort();
    const isLine = amplitude > lineFactor * surroundings[surroundings.length >> 1];
    if (isAdded && isLine) strongest = { amplitude, bin };
  });
  const level = Math.max(silence, 20 * Math.log10(strongest.amplitude));
  return level === silence
    ? { level, frequency: 0 }
    : { level, frequency: (strongest.bin * sampleRate) / fftSize };
}
