/** Gathering the frames and bins of a spectrogram into as many cells as a screen can show. */
import type { Decibels } from "../units";

/** One row of a drawn spectrogram: which bins it gathers, and the frequency it stands at. */
export interface Band {
  readonly center: number;
  readonly first: number;
  /** One past the last. */
  readonly end: number;
}

/**
 * Gathers bins into at most `most` bands.
 *
 * @param frequencies centre of each bin in Hz, rising
 * @param most bands
 * @param scale `"log"` makes bands of equal ratio and leaves out bins at 0 Hz; else neighbours are
 *   gathered in equal numbers
 */
export function gatherBins(
  frequencies: ArrayLike<number>,
  most: number,
  scale: "linear" | "log" | "rows",
): Band[] {
  const count = frequencies.length;
  if (scale !== "log") {
    const size = Math.ceil(count / most);
    return Array.from({ length: Math.ceil(count / size) }, (_, row) => {
      const [first, end] = [row * size, Math.min(count, (row + 1) * size)];
      return { center: (frequencies[first] + frequencies[end - 1]) / 2, first, end };
    });
  }
  const lowest = Array.from(frequencies).findIndex((f) => f > 0);
  const span = Math.log(frequencies[count - 1] / frequencies[lowest]);
  const bandOf = (bin: number) =>
    Math.min(
      most - 1,
      Math.floor((most * Math.log(frequencies[bin] / frequencies[lowest])) / span),
    );
  let end = lowest;
  return Array.from({ length: most }, (_, row) => {
    const center = frequencies[lowest] * Math.exp((span * (row + 0.5)) / most);
    const first = end;
    while (end < count && bandOf(end) <= row) end++;
    if (end > first) return { center, first, end };
    // Low bands are narrower than a bin: the nearest bin stands for them.
    const below = center / frequencies[end - 1] < frequencies[end] / center;
    const nearest = below ? end - 1 : end;
    return { center, first: nearest, end: nearest + 1 };
  });
}

/** Drawn cells of a spectrogram. */
export interface Cells {
  /** Level of each cell, [bands, columns] row-major: a row of the picture is a band. */
  readonly levels: Float32Array;
  readonly columns: number;
  /** How many frames a column gathers. */
  readonly framesPerColumn: number;
}

/**
 * The mean power of the cells that share a place on the screen, in decibels again.
 *
 * @param levels [frames, bins] row-major; -∞ dB is silence
 * @param shape frames and bins of `levels`
 * @param bands rows of the picture
 * @param mostColumns columns of the picture
 */
export function meanLevels(
  levels: ArrayLike<Decibels>,
  shape: { readonly frames: number; readonly bins: number },
  bands: readonly Band[],
  mostColumns: number,
): Cells {
  const framesPerColumn = Math.ceil(shape.frames / mostColumns);
  const columns = Math.ceil(shape.frames / framesPerColumn);
  const out = new Float32Array(bands.length * columns);
  bands.forEach(({ first, end }, row) => {
    for (let column = 0; column < columns; column++) {
      const begin = column * framesPerColumn;
      const until = Math.min(shape.frames, begin + framesPerColumn);
      let power = 0;
      for (let frame = begin; frame < until; frame++) {
        for (let bin = first; bin < end; bin++) {
          power += 10 ** (levels[frame * shape.bins + bin] / 10);
        }
      }
      const level = 10 * Math.log10(power / ((until - begin) * (end - first)));
      out[row * columns + column] = level;
    }
  });
  return { levels: out, columns, framesPerColumn };
}
