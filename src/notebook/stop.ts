/** Ending a long computation by the notebook's stop button, and keeping what it did. */
import { progress } from "./progress";

/** Listens for the stop button. */
export interface StopListener {
  /** Aborted once the button was pressed; hand it to whoever runs the loop. */
  readonly signal: AbortSignal;
  /** Stops listening. */
  close(): void;
}

/** Lets what waits outside (a pressed button, a message to the page) have its turn. */
const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

/**
 * Listens for the notebook's stop button (SIGINT). The first press asks the loop to end; the cell
 * then ends as if it had finished, so its variables stay. A second press goes to the kernel, which
 * gives the cell up.
 *
 * @returns a listener; close it, or later presses go unheard by the kernel
 *
 * @example
 * const stop = await listenForStop();
 * try {
 *   for (let step = 0; step < 3 && !stop.signal.aborted; step++) await tf.nextFrame();
 * } finally {
 *   stop.close();
 * }
 */
export async function listenForStop(): Promise<StopListener> {
  // Until a cell first waits, Node keeps the kernel's listener aside and then puts it back.
  await turn();
  const controller = new AbortController();
  // The kernel's own listener would fail the cell while its loop runs on unseen.
  const others = process.listeners("SIGINT");
  others.forEach((listener) => process.removeListener("SIGINT", listener));
  const close = () => {
    if (!process.listeners("SIGINT").includes(onPress)) return;
    process.removeListener("SIGINT", onPress);
    others.forEach((listener) => process.on("SIGINT", listener));
  };
  function onPress(): void {
    close();
    controller.abort();
  }
  process.on("SIGINT", onPress);
  return { signal: controller.signal, close };
}

/** How an interruptible loop ended. */
export interface LoopReport {
  /** Steps that were done. */
  readonly done: number;
  /** Whether the stop button ended it. */
  readonly stopped: boolean;
}

/**
 * Runs a step again and again, with a progress line, until all are done or the notebook's stop
 * button is pressed. What the steps did until then stays.
 *
 * @param total how many steps
 * @param step does one; may wait. What it returns, if it is text, stands on the progress line
 * @param label what is computed
 *
 * @example
 * let sum = 0;
 * const { done, stopped } = await interruptible(
 *   1000,
 *   (i) => {
 *     sum += i;
 *   },
 *   "adding",
 * );
 */
export async function interruptible(
  total: number,
  step: (index: number) => void | string | Promise<void | string>,
  label: string,
): Promise<LoopReport> {
  const line = progress(total, label);
  const stop = await listenForStop();
  let done = 0;
  let waited = performance.now();
  try {
    while (done < total && !stop.signal.aborted) {
      const note = await step(done);
      done++;
      line.step(1, note ?? undefined);
      // A turn costs little, but a step may be much shorter still.
      if (performance.now() - waited > 20) {
        await turn();
        waited = performance.now();
      }
    }
  } finally {
    stop.close();
    line.end();
  }
  return { done, stopped: stop.signal.aborted };
}
