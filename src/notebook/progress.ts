/** A line that says how far a long computation is, and how long it will take. */
import { TutorialError } from "../error";
import { currentNotebook } from "./display";
import { escapeHtml, formatSeconds, small } from "./html";

/** A running line. */
export interface Progress {
  /** One more done (or as many as given). @param note replaces the words at the end, e.g. the loss */
  step(count?: number, note?: string): void;
  /** Writes the final line, also if not everything was done. Calling it again does nothing. */
  end(note?: string): void;
}

/** Where the line is written and which clock it reads: for tests. */
export interface ProgressSettings {
  /** Milliseconds between two writings (default: 100). */
  readonly every?: number;
  /** @internal */
  readonly now?: () => number;
  /** @internal Writes to the terminal. */
  readonly write?: (text: string) => void;
}

interface State {
  readonly label: string;
  readonly done: number;
  readonly total: number;
  readonly seconds: number;
  readonly note: string;
  readonly ended: boolean;
}

function sentence({ done, total, seconds, note, ended }: State): string {
  const count = `${done.toLocaleString("en")} of ${total.toLocaleString("en")}`;
  const left = (seconds / done) * (total - done);
  const time = ended
    ? `${done < total ? "stopped after" : "done in"} ${formatSeconds(seconds)}`
    : `${formatSeconds(seconds)}${done > 0 ? `, about ${formatSeconds(left)} left` : ""}`;
  return [count, time, ...(note ? [note] : [])].join(" · ");
}

function toHtml(state: State): string {
  const bar = `<progress max="${state.total}" value="${state.done}"></progress>`;
  return `<div>${escapeHtml(state.label)} ${bar} ${small(sentence(state))}</div>`;
}

/**
 * Starts a line that says how far a long computation is. It is written at most ten times a second,
 * and also while a loop never waits.
 *
 * @param total how many steps there will be
 * @param label what is computed
 * @throws TutorialError `notebook.progress.total`
 *
 * @example
 * const line = progress(1000, "simulating paths");
 * for (let i = 0; i < 1000; i++) line.step();
 * line.end();
 */
export function progress(total: number, label: string, settings: ProgressSettings = {}): Progress {
  if (!(Number.isInteger(total) && total > 0)) {
    throw new TutorialError({
      code: "notebook.progress.total",
      where: "progress",
      expected: "a whole number of steps above zero",
      got: String(total),
      fix: "count the steps before the loop begins",
    });
  }
  const { every = 100, now = () => performance.now() } = settings;
  const { write = (text: string) => process.stderr.write(text) } = settings;
  const live = settings.write !== undefined || process.stderr.isTTY;
  const display = currentNotebook()?.newDisplay();
  const start = now();
  let written = -Infinity;
  let done = 0;
  let note = "";
  let ended = false;

  const draw = () => {
    written = now();
    const state = { label, done, total, seconds: (written - start) / 1000, note, ended };
    if (display) display.html(toHtml(state));
    // In a file of output a line that is written over again would be many lines.
    else if (ended || live) write(`\r\x1b[K${label}: ${sentence(state)}${ended ? "\n" : ""}`);
  };
  const end = (last?: string) => {
    if (ended) return;
    ended = true;
    note = last ?? note;
    draw();
  };
  draw();
  return {
    step(count = 1, words) {
      done = Math.min(total, done + count);
      note = words ?? note;
      if (done === total) end();
      else if (now() - written >= every) draw();
    },
    end,
  };
}
