/** Hearing clips in the notebook, one or several to compare. */
import type { AudioClip } from "../audio/clip";
import { send } from "./display";
import { buildPlayer, gainFor } from "./player";
import type { LabelledClip } from "./player";

/** What a player can be told. */
export interface PlayOptions {
  readonly label?: string;
  /** A line of text under the player. */
  readonly note?: string;
  /** The largest sound to put into the notebook; above it, an error says what to do. */
  readonly maxKilobytes?: number;
}

/** What a row of players can be told. */
export interface PlayersOptions {
  /** Players a row (default: up to four). */
  readonly columns?: number;
  /**
   * Whether all clips are turned down by one factor if one of them is too loud, so that they can be
   * compared (default: true); else each by its own.
   */
  readonly together?: boolean;
  /** The largest sound of one player. */
  readonly maxKilobytes?: number;
}

const needsNotebook = "A player needs a notebook: run it in JupyterLab (npm start).";

/**
 * A player for a clip, with its length and loudness. A clip louder than full scale is turned
 * down and says so; nothing is cut off.
 *
 * @param clip any number of channels of S samples
 * @throws TutorialError `notebook.player.size`, and those of {@link encodeWav}
 *
 * @example
 * const samples = Float32Array.from({ length: 8000 }, (_, i) => 0.5 * Math.sin(i / 3));
 * play({ channels: [samples], sampleRate: 8000 }, { label: "one second of a tone" });
 */
export function play(clip: AudioClip, options: PlayOptions = {}): void {
  const player = buildPlayer({ ...options, clip }, gainFor([clip]), options.maxKilobytes);
  send(`<div style="max-width:480px">${player.html}</div>`, `${player.text}\n${needsNotebook}`);
}

/**
 * Players side by side.
 *
 * @param items clips and their labels
 * @throws TutorialError `notebook.player.size`, and those of {@link encodeWav}
 *
 * @example
 * const samples = Float32Array.from({ length: 8000 }, (_, i) => 0.5 * Math.sin(i / 3));
 * const clip = { channels: [samples], sampleRate: 8000 };
 * players([
 *   { label: "before", clip },
 *   { label: "after", clip },
 * ]);
 */
export function players(items: readonly LabelledClip[], options: PlayersOptions = {}): void {
  const { columns = Math.min(4, items.length), together = true, maxKilobytes } = options;
  const common = gainFor(items.map((item) => item.clip));
  const built = items.map((item) =>
    buildPlayer(item, together ? common : gainFor([item.clip]), maxKilobytes),
  );
  const style =
    "display:inline-block;vertical-align:top;box-sizing:border-box;padding:4px 8px 10px 0px;" +
    `min-width:150px;width:${(100 / columns).toFixed(3)}%`;
  const cells = built.map((player) => `<div style="${style}">${player.html}</div>`);
  const texts = built.map((player) => player.text);
  send(`<div>${cells.join("")}</div>`, [...texts, needsNotebook].join("\n"));
}
