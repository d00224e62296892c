/** Where a note is struck again: the pitch says nothing of it, only the loudness of its partials. */
import type { Decibels, Frames, Hertz } from "../../units";
import { frameHop } from "./magnitudes";

/** Magnitudes as plain numbers, frame after frame. */
export interface MagnitudeFrames {
  readonly values: Float32Array;
  readonly bins: number;
  readonly binWidth: Hertz;
}

/** A stretch of frames in which a pitch holds; `to` is the first that is no longer in it. */
export interface Stretch {
  readonly from: Frames;
  readonly to: Frames;
  readonly fundamental: Hertz;
}

/** How many partials are looked at, as far as there are so many. */
const partials = 8;
/** A partial is the largest bin within half a semitone: vibrato moves it, and that is no growth. */
const reach = 0.03;
/** What was plucked or struck dies away by so much a second. */
const dying: Decibels = -7;
/** A new note grows by this much within six frames. */
const growth: Decibels = 2;
/** So many frames on each side are looked at, for the growth and for a higher one. */
const side: Frames = 3;
const rival: Frames = 4;
/** Notes of the same pitch do not follow each other faster than this, nor the ends of what they are in. */
const shortest: Frames = 6;

/** Σ over partials of the largest magnitude near each, in decibels. */
function loudnessOf(sizes: MagnitudeFrames, frame: Frames, fundamental: Hertz): Decibels {
  const { values, bins, binWidth } = sizes;
  let sum = 1e-9;
  for (let number = 1; number <= partials; number++) {
    const centre = (number * fundamental) / binWidth;
    const last = Math.ceil(centre * (1 + reach));
    if (last >= bins) break;
    let largest = 0;
    for (let k = Math.floor(centre * (1 - reach)); k <= last; k++) {
      largest = Math.max(largest, values[frame * bins + k]);
    }
    sum += largest;
  }
  return 20 * Math.log10(sum);
}

/** How much the partials of a stretch grow within six frames, around each of its frames; 0 where it has none. */
function growthOf(sizes: MagnitudeFrames, { from, to, fundamental }: Stretch): Float64Array {
  const course = Float64Array.from({ length: to - from }, (_, m) =>
    loudnessOf(sizes, from + m, fundamental),
  );
  return course.map((_, m) =>
    m < side || m + side >= course.length ? 0 : course[m + side] - course[m - side],
  );
}

/** Frames of a stretch that are not near its ends. */
function inner(grown: Float64Array): Float64Array {
  return grown.subarray(shortest, Math.max(shortest, grown.length - shortest));
}

/** Do its notes only die away, by the median over all frames? */
function diesAway(growths: readonly Float64Array[]): boolean {
  const values = growths.flatMap((grown) => [...inner(grown)]).sort((a, b) => a - b);
  return values.length > 0 && values[values.length >> 1] <= dying * 2 * side * frameHop;
}

/**
 * The frames at which held pitches begin anew: where partials that otherwise die away grow by 2 dB within 60 ms.
 *
 * A string that was plucked cannot get louder by itself, so that the least growth tells. What is blown or bowed may
 * swell at will; of such sounds (by the median growth of the clip) nothing is said.
 *
 * @param sizes magnitudes of short frames
 * @param stretches of one clip
 * @returns of each stretch rising frames, none of them its first
 */
export function strikes(sizes: MagnitudeFrames, stretches: readonly Stretch[]): Frames[][] {
  const growths = stretches.map((stretch) => growthOf(sizes, stretch));
  if (!diesAway(growths)) return stretches.map(() => []);
  return stretches.map(({ from }, n) => {
    const grown = growths[n];
    const found: Frames[] = [];
    inner(grown).forEach((value, i) => {
      const m = i + shortest;
      const highest = Math.max(...grown.subarray(Math.max(0, m - rival), m + rival + 1));
      if (value < growth || value < highest) return;
      const previous = found[found.length - 1] ?? from;
      if (from + m - previous >= shortest) found.push(from + m);
    });
    return found;
  });
}
