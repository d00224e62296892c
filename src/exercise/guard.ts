/** Runs what a learner wrote: whatever it does, there is an answer, and nothing is left behind. */
import * as vm from "node:vm";
import { tf } from "../tensor/tf";
import { NotWritten } from "./todo";

/** What came of a call. */
export type Outcome<T> =
  | { readonly kind: "value"; readonly value: T }
  | { readonly kind: "todo" }
  | { readonly kind: "threw"; readonly error: unknown }
  | { readonly kind: "hung"; readonly seconds: number };

/** A call in this context is cut off in the middle of an endless loop; a plain call would never come back. */
const room = vm.createContext({ call: undefined as unknown });
const script = new vm.Script("call()");

/** The part of TensorFlow.js's engine that a call which was cut off leaves askew. */
interface EngineState {
  readonly scopeStack: readonly unknown[];
  kernelDepth: number;
  gradientDepth: number;
  activeTape?: unknown[];
}

const isTimeout = (error: unknown): boolean =>
  (error as { code?: unknown } | null)?.code === "ERR_SCRIPT_EXECUTION_TIMEOUT";

class TooLong extends Error {}

function limited<T>(promise: Promise<T>, milliseconds: number): Promise<T> {
  let timer: NodeJS.Timeout;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new TooLong()), milliseconds);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

/**
 * Runs a body to its end, an error, or a time limit, and releases every tensor that it made.
 *
 * An endless loop is cut off. In an async body that holds up to its first `await`; after that, only waiting is limited.
 *
 * @param body may make tensors; what it returns must hold none
 * @param seconds how long it may take
 */
export async function guarded<T>(body: () => T | Promise<T>, seconds = 5): Promise<Outcome<T>> {
  const engine = tf.engine();
  const state = engine.state as unknown as EngineState;
  engine.startScope("exercise");
  const depth = state.scopeStack.length;
  const { kernelDepth, gradientDepth, activeTape } = state;
  const restore = (): void => {
    while (state.scopeStack.length > depth) engine.endScope();
    Object.assign(state, { kernelDepth, gradientDepth, activeTape });
  };
  try {
    const milliseconds = Math.max(1, Math.round(1000 * seconds));
    room.call = body;
    const answer = script.runInContext(room, { timeout: milliseconds }) as T | Promise<T>;
    // Not `instanceof`: a notebook's cells may have a Promise of their own.
    const waits = typeof (answer as Promise<T> | undefined)?.then === "function";
    const value = waits ? await limited(answer as Promise<T>, milliseconds) : (answer as T);
    return { kind: "value", value };
  } catch (error) {
    restore();
    if (isTimeout(error) || error instanceof TooLong) return { kind: "hung", seconds };
    if (error instanceof NotWritten) return { kind: "todo" };
    return { kind: "threw", error };
  } finally {
    room.call = undefined;
    engine.endScope();
  }
}
