/** The melody through a field of saliences: at each moment one pitch or none, and no more changes than there must be. */
import type { Frames } from "../../units";
import { gridSize, pitchGrid } from "./pitchKernel";
import type { PitchSalience } from "./pitchSalience";

/** A moment at which nothing stands out by more than this is silent. */
const silence = 0.15;
/** A change must gain this much salience, summed over frames … */
const changeCost = 1.5;
/** … or the smaller share of it where something begins. */
const costAtOnset = 0.2;

/** How many semitones there are between the ends of the grid, moved by a tuning. */
const semitones = pitchGrid.highest - pitchGrid.lowest + 1;

/**
 * How far the sound as a whole lies above a' = 440 Hz, in semitones of −0.5 to 0.5: the circular mean of what each frame's
 * best pitch is beyond a semitone, weighed by its salience.
 */
export function tuningOf({ frames, values }: PitchSalience): number {
  let [cosine, sine] = [0, 0];
  for (let m = 0; m < frames; m++) {
    const row = values.subarray(m * gridSize, (m + 1) * gridSize);
    const best = row.reduce((at, value, i) => (value > row[at] ? i : at), 0);
    const weight = Math.max(0, row[best] - silence);
    const angle = (2 * Math.PI * best) / pitchGrid.perSemitone;
    cosine += weight * Math.cos(angle);
    sine += weight * Math.sin(angle);
  }
  return Math.atan2(sine, cosine) / (2 * Math.PI);
}

/** The best salience within a quarter of a semitone of each semitone, and that of silence behind them. */
function semitoneSaliences(row: Float32Array, tuning: number): Float32Array {
  const shift = Math.round(tuning * pitchGrid.perSemitone);
  return Float32Array.from({ length: semitones + 1 }, (_, s) => {
    if (s === semitones) return silence;
    const centre = s * pitchGrid.perSemitone + shift;
    const near = row.subarray(Math.max(0, centre - 1), Math.max(0, centre + 2));
    return near.reduce((best, value) => Math.max(best, value), -1);
  });
}

/**
 * The path of the highest salience less the cost of its changes (Viterbi 1967).
 *
 * @param onsetStrength of each frame, 0 to 1: how much begins there
 * @param tuning from {@link tuningOf}
 * @returns of each frame its MIDI pitch, which the tuning is to be added to; NaN for silence
 */
export function pitchPath(
  salience: PitchSalience,
  onsetStrength: Float32Array,
  tuning: number,
): Float32Array {
  const { frames, values } = salience;
  const states = semitones + 1;
  const cameFrom = new Int16Array(frames * states);
  let total = new Float32Array(states);
  for (let m: Frames = 0; m < frames; m++) {
    const row = semitoneSaliences(values.subarray(m * gridSize, (m + 1) * gridSize), tuning);
    const best = total.reduce((at, value, s) => (value > total[at] ? s : at), 0);
    const change = total[best] - changeCost * (1 - (1 - costAtOnset) * onsetStrength[m]);
    total = total.map((stay, s) => {
      const isChange = m > 0 && change > stay;
      cameFrom[m * states + s] = isChange ? best : s;
      return (isChange ? change : stay) + row[s];
    });
  }
  const path = new Float32Array(frames);
  let state = total.reduce((at, value, s) => (value > total[at] ? s : at), 0);
  for (let m = frames - 1; m >= 0; m--) {
    path[m] = state === semitones ? Number.NaN : pitchGrid.lowest + state;
    state = cameFrom[m * states + state];
  }
  return path;
}
