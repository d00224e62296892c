/** How much each pitch stands out, moment by moment, in a sound whose notes may ring into each other. */
import type { AudioClip } from "../../audio/clip";
import type { ConstantMatrix } from "../../audio/constantMatrix";
import { timesMatrix } from "../../audio/constantMatrix";
import { tf } from "../../tensor/tf";
import type { Tensor1D, Tensor2D } from "../../tensor/tf";
import type { Frames, Hertz, Samples, Seconds } from "../../units";
import { frameHop, frameSize, magnitudes } from "./magnitudes";
import { binWeights, gridSize, hertzOf, pitchGrid, pitchKernel } from "./pitchKernel";

/** Short frames follow fast notes, long ones tell low notes apart; in between (in octaves above 110 Hz) both count. */
const frameSeconds = { short: 0.064, long: 0.128 };
/** What sounded so long ago is taken for still ringing … */
const ringing: Seconds = 0.08;
/** … and subtracted, but for a tenth of what there is: of a held note the newest growth would be nothing at all. */
const kept = 0.1;
/** Frames whose root magnitudes are this share of the loudest lose half their salience. */
const quiet = 0.02;

/** Frames row after row. */
export interface PitchSalience {
  readonly frames: Frames;
  /** [frames, pitches] over {@link pitchGrid}: 1 for a spectrum that is just that of a note of this pitch, under 0 for its opposite. */
  readonly values: Float32Array;
}

interface Kernel {
  readonly matrix: ConstantMatrix;
  readonly weights: Float32Array;
}

const kernels = new Map<string, Kernel>();

function kernelFor(fftSize: Samples, sampleRate: Hertz): Kernel {
  const key = `${fftSize} ${sampleRate}`;
  let kernel = kernels.get(key);
  if (!kernel) {
    kernel = {
      matrix: pitchKernel(fftSize, sampleRate),
      weights: binWeights(fftSize, sampleRate),
    };
    kernels.set(key, kernel);
  }
  return kernel;
}

/** What is new in each frame: magnitudes less those of {@link ringing} ago. */
function withoutRinging(sizes: Tensor2D): Tensor2D {
  const [frames, bins] = sizes.shape;
  const lag = Math.min(frames, Math.round(ringing / frameHop));
  const before = sizes.slice([0, 0], [frames - lag, bins]).pad<Tensor2D>([
    [lag, 0],
    [0, 0],
  ]);
  return sizes.sub(before).maximum<Tensor2D>(sizes.mul(kept));
}

/** √|X| times the kernel over both norms, and less where it is quiet, [frames, pitches]. */
function agreement(clip: AudioClip, seconds: Seconds): Tensor2D {
  const fftSize = frameSize(seconds, clip.sampleRate);
  const { matrix, weights } = kernelFor(fftSize, clip.sampleRate);
  return tf.tidy(() => {
    const norm = (x: Tensor2D): Tensor2D =>
      x.mul(tf.tensor1d(weights)).sum<Tensor2D>(1, true).sqrt();
    const all = magnitudes(clip, fftSize);
    const fresh = withoutRinging(all);
    const loudness = norm(all);
    const heard = loudness.div(loudness.add(loudness.max().mul(quiet)).add(1e-9));
    return timesMatrix(fresh.sqrt(), matrix).div(norm(fresh).add(1e-9)).mul(heard);
  });
}

/** The share of the short frames in what is said of each pitch of the grid. */
function shareOfShort(): Tensor1D {
  const shares = Float32Array.from({ length: gridSize }, (_, i) => {
    const octaves = Math.log2(hertzOf(pitchGrid.lowest + i / pitchGrid.perSemitone) / 110);
    return Math.min(1, Math.max(0, octaves));
  });
  return tf.tensor1d(shares);
}

/**
 * The salience of each pitch of {@link pitchGrid} in each frame of 10 ms.
 *
 * Of every bin that part counts by which it grew within 80 ms: where a harp's last notes ring louder than its new
 * one, the new one is still what is new.
 *
 * @param clip several channels become their mean
 */
export function pitchSalience(clip: AudioClip): PitchSalience {
  const salience = tf.tidy(() => {
    const short = shareOfShort();
    const quick = agreement(clip, frameSeconds.short).mul(short);
    return quick.add<Tensor2D>(agreement(clip, frameSeconds.long).mul(tf.sub(1, short)));
  });
  const values = salience.dataSync<"float32">();
  const [frames] = salience.shape;
  salience.dispose();
  return { frames, values };
}
