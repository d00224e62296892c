/** Air pressure over time: the waveform of a clip. */
import type { AudioClip } from "../audio/clip";
import type { Seconds } from "../units";
import { completeAxis, hoverTemplate } from "./axis";
import { envelope } from "./envelope";
import type { Trace } from "./figure";
import { droppedNotes, extentOf, union } from "./finite";
import type { Range } from "./finite";
import { packFloats } from "./pack";
import { seriesColor } from "./palette";
import { titled } from "./panel";
import type { Panel, PanelOptions } from "./panel";

/** What a waveform can be told. */
export interface WaveformOptions extends PanelOptions {
  /** Amplitudes to show; left out, the clip's own and at least [-1, 1]. */
  readonly range?: Range;
  /** When the first sample sounds (default: 0). */
  readonly start?: Seconds;
  /** Points to draw a channel at most (default: 2000); peaks are never lost. */
  readonly points?: number;
}

/**
 * The waveform of a clip, one line a channel.
 *
 * @param clip any number of channels of S samples
 * @throws TutorialError `figure.empty` for a clip without samples
 *
 * @example
 * const clip = { channels: [new Float32Array(8000).map((_, i) => Math.sin(i / 3))], sampleRate: 8000 };
 * const figure = stack([waveformPanel(clip, { title: "a tone of 424 Hz" })]);
 */
export function waveformPanel(clip: AudioClip, options: WaveformOptions = {}): Panel {
  const { start = 0, points = 2000, height = 170 } = options;
  // A clip without channels is as empty as one without samples.
  const channels = clip.channels.length > 0 ? clip.channels : [new Float32Array()];
  const extents = channels.map((channel) => extentOf(channel));
  const seconds = channels[0].length / clip.sampleRate;
  const shown = union([{ from: -1, to: 1 }, ...extents]);
  const x = completeAxis({ quantity: "time", unit: "s" }, { from: start, to: start + seconds });
  const y = completeAxis(
    { quantity: "amplitude", unit: "full scale", range: options.range },
    { from: shown.from * 1.03, to: shown.to * 1.03 },
  );
  const many = channels.length > 1;
  const traces = channels.map((channel, index): Trace => {
    const { values, step } = envelope(channel, points);
    return {
      type: "scatter",
      mode: "lines",
      x0: start,
      dx: step / clip.sampleRate,
      y: packFloats(values),
      line: { width: 1, color: seriesColor(index) },
      ...(many ? { name: `channel ${index + 1}`, showlegend: true, opacity: 0.75 } : {}),
      hovertemplate: hoverTemplate({ x, y }),
    };
  });
  const notes = [...droppedNotes("amplitude", extents), ...(options.notes ?? [])];
  return { ...titled(options), traces, x, y, height, notes };
}
