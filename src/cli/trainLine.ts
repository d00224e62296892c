/** The line on which a training says how far it is, how long it will take, and how its loss goes. */
import { formatSeconds } from "../notebook/html";
import { progress } from "../notebook/progress";
import type { Progress } from "../notebook/progress";
import type { TrainingReport } from "../training/train";

/** A line that follows one training. */
export interface TrainLine {
  readonly observe: (report: TrainingReport) => void;
  readonly say: (words: string) => void;
  end(): void;
}

const bars = "▁▂▃▄▅▆▇█";

/**
 * A curve as a row of blocks, the highest for the largest value.
 *
 * @param values any number of them; they are drawn as means of at most `width` stretches
 */
export function sparkline(values: readonly number[], width = 16): string {
  const points = Math.min(width, values.length);
  const means = Array.from({ length: points }, (_, i) => {
    const [begin, end] = [i, i + 1].map((edge) => Math.floor((edge * values.length) / points));
    return values.slice(begin, end).reduce((sum, value) => sum + value, 0) / (end - begin);
  });
  const [low, high] = [Math.min(...means), Math.max(...means)];
  const top = bars.length - 1;
  const height = (mean: number): number => Math.round((top * (mean - low)) / (high - low || 1));
  return means.map((mean) => bars[height(mean)]).join("");
}

/** A mean loss of each so many steps; the stretches grow so that they stay few. */
class Curve {
  private readonly means: number[] = [];
  private stretch = 1;
  private sum = 0;
  private count = 0;

  add(loss: number): void {
    this.sum += loss;
    if (++this.count < this.stretch) return;
    this.means.push(this.sum / this.count);
    [this.sum, this.count] = [0, 0];
    if (this.means.length < 64) return;
    for (let i = 0; i < 32; i++) this.means[i] = (this.means[2 * i] + this.means[2 * i + 1]) / 2;
    this.means.length = 32;
    this.stretch *= 2;
  }

  draw(): string {
    return sparkline(this.means);
  }
}

/** Into a file, where a line cannot be written over, one goes every so often. */
const LINE_EVERY_MS = 60_000;

/** Begins with the first step that is reported. */
export function trainLine(name: string): TrainLine {
  let line: Progress | undefined;
  let smooth = 0;
  let written = performance.now();
  const curve = new Curve();
  return {
    observe({ step, steps, resumedAt, loss, secondsLeft }) {
      if (!line) {
        if (resumedAt > 0) console.log(`${name}: going on from step ${resumedAt} of ${steps}`);
        line = progress(steps - resumedAt, name);
        smooth = loss;
      }
      // The first steps weigh as much as there are, later ones make a mean over about a hundred.
      smooth += (loss - smooth) / Math.min(100, step - resumedAt + 1);
      curve.add(loss);
      const note = `loss ${Number(smooth.toPrecision(4))} ${curve.draw()}`;
      line.step(1, note);
      if (process.stderr.isTTY || performance.now() - written < LINE_EVERY_MS) return;
      written = performance.now();
      const left = `about ${formatSeconds(secondsLeft)} left`;
      console.log(`${name}: step ${step + 1} of ${steps} · ${left} · ${note}`);
    },
    say(words) {
      line?.end();
      console.log(`${name}: ${words}`);
    },
    end: () => line?.end(),
  };
}
