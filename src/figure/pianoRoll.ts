/** A melody as its notes: when, how high, how long. */
import type { MidiPitch, Seconds } from "../units";
import { completeAxis } from "./axis";
import { extentOf, union } from "./finite";
import { packFloats } from "./pack";
import { pitchClassColors } from "./palette";
import { titled } from "./panel";
import type { Panel, PanelOptions } from "./panel";

/** One note to draw. */
export interface DrawnNote {
  readonly pitch: MidiPitch;
  readonly start: Seconds;
  readonly duration: Seconds;
}

const names = ["C", "C♯", "D", "E♭", "E", "F", "F♯", "G", "G♯", "A", "B♭", "B"];

/** The name of a pitch, e.g. `C4` for 60. */
export function pitchName(pitch: MidiPitch): string {
  const rounded = Math.round(pitch);
  return `${names[((rounded % 12) + 12) % 12]}${Math.floor(rounded / 12) - 1}`;
}

/**
 * Notes as bars, coloured by pitch class.
 *
 * @param notes at least one
 * @throws TutorialError `figure.empty`
 *
 * @example
 * const figure = stack([
 *   pianoRollPanel([
 *     { pitch: 60, start: 0, duration: 0.5 },
 *     { pitch: 64, start: 0.5, duration: 0.5 },
 *   ]),
 * ]);
 */
export function pianoRollPanel(notes: readonly DrawnNote[], options: PanelOptions = {}): Panel {
  const pitches = extentOf(notes.map((note) => note.pitch));
  const starts = extentOf(notes.map((note) => note.start));
  const ends = extentOf(notes.map((note) => note.start + note.duration));
  const low = Math.floor(pitches.from) - 2;
  const high = Math.ceil(pitches.to) + 2;
  const every = high - low > 26 ? 12 : high - low > 14 ? 4 : 2;
  const values = Array.from({ length: high - low + 1 }, (_, i) => low + i).filter(
    (pitch) => pitch % every === 0,
  );
  const x = completeAxis(
    { quantity: "time", unit: "s" },
    union([{ from: 0, to: 0 }, starts, ends]),
  );
  const y = completeAxis(
    { quantity: "pitch", unit: "note name", ticks: { values, labels: values.map(pitchName) } },
    { from: low, to: high },
  );
  return {
    ...titled(options),
    traces: [
      {
        type: "bar",
        orientation: "h",
        base: packFloats(notes.map((note) => note.start)),
        x: packFloats(notes.map((note) => note.duration)),
        y: packFloats(notes.map((note) => note.pitch)),
        width: 0.86,
        marker: {
          color: notes.map(({ pitch }) => pitchClassColors[((Math.round(pitch) % 12) + 12) % 12]),
          line: { color: "#4a4f57", width: 0.7 },
        },
        text: notes.map((note) => pitchName(note.pitch)),
        textposition: "none",
        hovertemplate: "%{text}<br>from %{base:.3~f} s<br>to %{x:.3~f} s<extra></extra>",
      },
    ],
    ...{ x, y, height: options.height ?? 170, notes: options.notes ?? [] },
  };
}
