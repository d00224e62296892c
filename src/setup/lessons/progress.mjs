/** The line that lives while a lesson runs; on a terminal only. */
import { duration } from "../base/say.mjs";

export class Progress {
  #lessons;
  #earlier;
  #stream;
  #lesson;
  #cell;
  #started = 0;
  #timer;

  /** `earlier` are the results of the last run: the best guess how long this one takes. */
  constructor(lessons, earlier, stream = process.stdout) {
    this.#lessons = lessons;
    this.#earlier = { ...earlier };
    this.#stream = stream;
  }

  start(lesson) {
    this.#lesson = lesson;
    this.#cell = undefined;
    this.#started = performance.now();
    if (!this.#stream.isTTY) return;
    this.#draw();
    this.#timer = setInterval(() => this.#draw(), 500);
  }

  cell(cell) {
    this.#cell = cell;
  }

  clear() {
    clearInterval(this.#timer);
    if (this.#stream.isTTY) this.#stream.write("\r\x1b[2K");
  }

  #draw() {
    const spent = performance.now() - this.#started;
    const where = this.#cell ? `cell ${this.#cell.number} of ${this.#cell.of}` : "starting";
    const left = this.#left(spent);
    const guess = left === undefined ? "" : ` · about ${wholeSeconds(left)} left`;
    const line = `  ${this.#lesson.name} · ${where} · ${wholeSeconds(spent)}${guess}`;
    this.#stream.write(`\r\x1b[2K${line.slice(0, (this.#stream.columns || 80) - 1)}`);
  }

  /** Milliseconds until the last lesson ends, or `undefined` when one never ran and states none. */
  #left(spent) {
    const rest = this.#lessons.slice(this.#lessons.indexOf(this.#lesson));
    const expected = rest.map(
      ({ name, stated }) => (this.#earlier[name]?.took ?? stated.seconds) * 1000,
    );
    const [now, ...later] = expected;
    const left = later.reduce((sum, time) => sum + time, Math.max(0, now - spent));
    return Number.isFinite(left) ? left : undefined;
  }
}

/** A live line whose tenths of seconds run is no easier to read. */
function wholeSeconds(milliseconds) {
  const seconds = Math.round(milliseconds / 1000);
  return seconds < 10 ? `${seconds} s` : duration(1000 * seconds);
}
