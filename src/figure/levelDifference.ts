/** What was added to a sound and what is missing of it, seen in time and frequency. */
import type { Decibels, Hertz } from "../units";
import { gatherBins, meanLevels } from "./bands";
import { heatmapPanel } from "./heatmap";
import { divergingScale } from "./palette";
import type { Panel, PanelOptions } from "./panel";
import { requireShape } from "./spectrogram";
import type { SpectrogramData } from "./spectrogram";

/** What a difference of levels can be told. */
export interface LevelDifferenceOptions extends PanelOptions {
  /** Both sounds count as at least so loud, that nothing is compared with silence. Default: −70. */
  readonly floor?: Decibels;
  /** Highest frequency shown; all unless given. */
  readonly upTo?: Hertz;
  /** The colours end at plus and minus so much. Default: 20. */
  readonly most?: Decibels;
}

/** Cells to draw at most, each way. */
const cells = 64;

/**
 * The level of one spectrogram over that of another: orange where something was added, blue where it is missing.
 *
 * @param heard levels of the sound to look at
 * @param wanted levels of the sound that it should be, of the same shape
 * @throws TutorialError `figure.spectrogram.shape`
 *
 * @example
 * const frequencies = Float32Array.from({ length: 65 }, (_, k) => k * 125);
 * const times = Float32Array.from({ length: 40 }, (_, m) => m * 0.008);
 * const shape = { frames: 40, bins: 65, times, frequencies };
 * const wanted = { ...shape, decibels: new Float32Array(40 * 65).fill(-40) };
 * const heard = { ...shape, decibels: new Float32Array(40 * 65).fill(-34) };
 * const figure = stack([levelDifferencePanel(heard, wanted, { upTo: 4000 })]); // 6 dB everywhere
 */
export function levelDifferencePanel(
  heard: SpectrogramData,
  wanted: SpectrogramData,
  { floor = -70, upTo = Infinity, most = 20, ...options }: LevelDifferenceOptions = {},
): Panel {
  const { frames, bins, times, frequencies } = wanted;
  requireShape(wanted, "levelDifferencePanel");
  requireShape({ ...heard, frames, bins, times, frequencies }, "levelDifferencePanel");
  const shown = Array.from(frequencies).filter((f) => f <= upTo);
  const bands = gatherBins(shown, cells, "linear");
  const [above, below] = [heard, wanted].map(
    ({ decibels }) => meanLevels(decibels, wanted, bands, cells).levels,
  );
  const { columns } = meanLevels(wanted.decibels, wanted, bands, cells);
  const values = above.map((level, i) => Math.max(floor, level) - Math.max(floor, below[i]));
  const hop = frames > 1 ? times[1] - times[0] : 1;
  const last = bands.length - 1;
  const half = last > 0 ? (bands[1].center - bands[0].center) / 2 : 0.5;
  return heatmapPanel(
    { values, rows: bands.length, columns },
    {
      height: 230,
      ...options,
      x: {
        quantity: "time",
        unit: "s",
        range: { from: times[0] - hop / 2, to: times[frames - 1] + hop / 2 },
      },
      y: {
        quantity: "frequency",
        unit: "kHz",
        range: { from: (bands[0].center - half) / 1000, to: (bands[last].center + half) / 1000 },
      },
      color: { quantity: "difference", unit: "dB", range: { from: -most, to: most } },
      colors: divergingScale,
    },
  );
}
