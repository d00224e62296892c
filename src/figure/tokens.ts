/** A row of discrete tokens: what a language model of music sees, where diffusion sees a curve. */
import type { Seconds } from "../units";
import { completeAxis } from "./axis";
import { extentOf, union } from "./finite";
import { packFloats } from "./pack";
import { pitchClassColors } from "./palette";
import { titled } from "./panel";
import type { Panel, PanelOptions } from "./panel";

/** One token and the stretch of time it stands for. */
export interface DrawnToken {
  /** Written on it if there is room, and always under the pointer. */
  readonly label: string;
  readonly start: Seconds;
  readonly duration: Seconds;
  /** Which of twelve colours, by pitch class (0 is C); left out, grey, as for a rest. */
  readonly pitchClass?: number;
}

/**
 * Tokens as a strip of boxes over time, to stand above the waveform they describe.
 *
 * @param tokens at least one
 * @throws TutorialError `figure.empty`
 *
 * @example
 * const figure = stack([
 *   tokensPanel([
 *     { label: "C4", start: 0, duration: 0.5, pitchClass: 0 },
 *     { label: "rest", start: 0.5, duration: 0.25 },
 *   ]),
 * ]);
 */
export function tokensPanel(tokens: readonly DrawnToken[], options: PanelOptions = {}): Panel {
  const starts = extentOf(tokens.map((token) => token.start));
  const ends = extentOf(tokens.map((token) => token.start + token.duration));
  const x = completeAxis({ quantity: "time", unit: "s" }, union([starts, ends]));
  const y = { ...completeAxis({ quantity: "token", unit: "1" }, { from: 0, to: 1 }), hidden: true };
  return {
    ...titled(options),
    traces: [
      {
        type: "bar",
        x: packFloats(tokens.map((token) => token.start + token.duration / 2)),
        y: tokens.map(() => 1),
        width: tokens.map((token) => token.duration),
        marker: {
          color: tokens.map(({ pitchClass }) =>
            pitchClass === undefined ? "#e4e2dc" : pitchClassColors[((pitchClass % 12) + 12) % 12],
          ),
          line: { color: "#4a4f57", width: 0.7 },
        },
        text: tokens.map((token) => token.label),
        ...{
          textposition: "inside",
          insidetextanchor: "middle",
          textangle: tokens.length > 24 ? -90 : 0,
        },
        textfont: { size: 12, color: "#22272e" },
        customdata: tokens.map((token) => [token.start, token.start + token.duration]),
        hovertemplate:
          "token %{text}<br>from %{customdata[0]:.3~f} s<br>to %{customdata[1]:.3~f} s<extra></extra>",
      },
    ],
    ...{ x, y, height: options.height ?? 64, notes: options.notes ?? [] },
  };
}
