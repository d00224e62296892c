/** What spectrum a note of each pitch has, as a matrix: spectra times it say how much each pitch stands out. */
import { constantMatrix } from "../../audio/constantMatrix";
import type { ConstantMatrix } from "../../audio/constantMatrix";
import type { Hertz, MidiPitch, Samples } from "../../units";

/** The pitches that are looked for: B♭1 to D7 in steps of a quarter of a semitone. */
export const pitchGrid = { lowest: 34, highest: 98, perSemitone: 4 } as const;
/** How many that is. */
export const gridSize = (pitchGrid.highest - pitchGrid.lowest) * pitchGrid.perSemitone + 1;

/** The frequency of a MIDI pitch: 440·2^((p − 69)/12). */
export function hertzOf(pitch: MidiPitch): Hertz {
  return 440 * 2 ** ((pitch - 69) / 12);
}

/**
 * The first partial and those of prime number. With all of them a note an octave too low would fit as well: its even
 * partials are all of the true ones.
 */
const partials = [1, 2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61];
/** Higher up there is more breath than pitch. */
const highestBin: Hertz = 5500;
/** Half the width of a partial: two bins, which is that of a Hann window's peak, or 4 % where that is more. */
const halfWidth = { bins: 2, share: 0.04 };

/** How many critical bands there are to a Hertz, but for a factor: hearing weighs low bins more. */
function bandDensity(frequency: Hertz): number {
  return 1 / (1 + 0.00437 * frequency);
}

/** What a bin says for a fundamental: 1 on a partial, less than 0 between a prime one and its neighbours, else 0. */
function lobe(bin: Hertz, fundamental: Hertz, binWidth: Hertz): number {
  const widest = fundamental / 4;
  const half = Math.min(widest, Math.max(halfWidth.bins * binWidth, halfWidth.share * bin));
  const ratio = bin / fundamental;
  const nearest = Math.max(1, Math.round(ratio));
  const apart = Math.abs(bin - nearest * fundamental);
  if (apart < half && partials.includes(nearest)) return Math.cos((Math.PI / 2) * (apart / half));
  // Valleys reach from the peak to three quarters of the way to the next; together they weigh as much as the peak.
  const outer = 3 * widest;
  const depth = half / (outer - half);
  return [Math.floor(ratio), Math.floor(ratio) + 1].reduce((sum, number) => {
    const distance = Math.abs(bin - number * fundamental);
    if (!partials.includes(number) || distance < half || distance >= outer) return sum;
    return sum - depth * Math.sin(Math.PI * ((distance - half) / (outer - half)));
  }, 0);
}

/**
 * A column a pitch of {@link pitchGrid}, each with positive part of norm 1: peaks on the partials, 1/√f high, and
 * valleys between.
 *
 * The kernel of SWIPE′ with peaks as narrow as the window allows, where its own are cosines a quarter of the
 * fundamental wide: so the last note, still ringing a semitone away, does not count for this one.
 *
 * @returns [bins, pitches], for roots of magnitudes
 *
 * Source: Camacho and Harris 2008, "A sawtooth waveform inspired pitch estimator for speech and music".
 */
export function pitchKernel(fftSize: Samples, sampleRate: Hertz): ConstantMatrix {
  const bins = fftSize / 2 + 1;
  const binWidth = sampleRate / fftSize;
  const columns = Array.from({ length: gridSize }, (_, i) => {
    const fundamental = hertzOf(pitchGrid.lowest + i / pitchGrid.perSemitone);
    let power = 0;
    const column = Float64Array.from({ length: bins }, (_, k) => {
      const bin = k * binWidth;
      if (bin > highestBin || bin < fundamental / 4) return 0;
      const weight = lobe(bin, fundamental, binWidth) / Math.sqrt(bin);
      const density = bandDensity(bin);
      if (weight > 0) power += weight ** 2 * density;
      return weight * density;
    });
    return column.map((weight) => weight / Math.sqrt(power));
  });
  return constantMatrix(bins, gridSize, (bin, i) => columns[i][bin]);
}

/** The weight of each bin in the norm of a spectrum, so that a spectrum and its kernel agree to 1 at most. */
export function binWeights(fftSize: Samples, sampleRate: Hertz): Float32Array {
  return Float32Array.from({ length: fftSize / 2 + 1 }, (_, k) =>
    bandDensity((k * sampleRate) / fftSize),
  );
}
