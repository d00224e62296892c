/** A latent as diffusion sees it: numbers around zero, over time. */
import { TutorialError } from "../error";
import type { Seconds } from "../units";
import { heatmapPanel } from "./heatmap";
import { divergingScale } from "./palette";
import type { Panel, PanelOptions } from "./panel";

/** What a drawn latent must be told. */
export interface LatentOptions extends PanelOptions {
  /** How long it lasts. */
  readonly seconds: Seconds;
  /** Which channel of a latent picture [h, w, C]; 0 unless given. A sequence [T, C] shows all of them. */
  readonly channel?: number;
  /** The colours end at plus and minus so much; 3 unless given: x0 has a variance of about 1. */
  readonly most?: number;
}

/**
 * A heatmap of x0, time across: all channels of a sequence, or one channel of a picture.
 *
 * @param values row-major, of one item
 * @param shape [T, C] or [h, w, C], as `representation.shapeFor(seconds)` says it
 * @throws TutorialError `figure.latent.shape`, `figure.latent.channel`
 *
 * @example
 * const x0 = seededNoise([1, 64, 32], 7);
 * const figure = stack([latentPanel(x0.dataSync(), [64, 32], { seconds: 2.048 })]);
 */
export function latentPanel(
  values: ArrayLike<number>,
  shape: readonly number[],
  { seconds, channel = 0, most = 3, ...options }: LatentOptions,
): Panel {
  const size = shape.reduce((product, axis) => product * axis, 1);
  const picture = shape.length === 3;
  if ((shape.length !== 2 && !picture) || size !== values.length) {
    throw new TutorialError({
      code: "figure.latent.shape",
      where: "latentPanel",
      expected: "a shape [T, C] or [h, w, C], and as many numbers",
      got: `[${shape.join(", ")}] and ${values.length} numbers`,
      fix: "pass one item without its batch axis: x0.dataSync() of a batch of one, and x0.shape.slice(1)",
    });
  }
  const channels = shape[shape.length - 1];
  if (picture && !(Number.isInteger(channel) && channel >= 0 && channel < channels)) {
    throw new TutorialError({
      code: "figure.latent.channel",
      where: "latentPanel",
      expected: `a channel from 0 to ${channels - 1}`,
      got: String(channel),
      fix: "pass e.g. {channel: 0}",
    });
  }
  const [columns, rows] = shape;
  const at = (column: number, row: number): number =>
    picture ? (column * rows + row) * channels + channel : column * rows + row;
  const turned = Float32Array.from({ length: rows * columns }, (_, i) => {
    return values[at(i % columns, Math.floor(i / columns))];
  });
  return heatmapPanel(
    { values: turned, rows, columns },
    {
      height: 230,
      ...options,
      x: { quantity: "time", unit: "s", range: { from: 0, to: seconds } },
      y: { quantity: picture ? "row" : "channel", unit: "1", range: { from: 0, to: rows } },
      color: { quantity: "value", unit: "1", range: { from: -most, to: most } },
      colors: divergingScale,
    },
  );
}
