/** A function of tensors that native TensorFlow runs in one go, instead of one operation at a time. */
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { tf } from "../tf";
import type { Tensor } from "../tf";
import { nativeBackend } from "./nativeBackend";
import type { NativeBackend } from "./nativeBackend";
import { record } from "./record";
import type { Recording } from "./record";
import { savedModelBytes, servingTag } from "./savedModel";

/** A function that was compiled for inputs of such shapes. */
export interface Compiled {
  /**
   * @param inputs in the order and of the shapes that it was compiled with
   * @returns new tensors, as many as the function returned
   */
  run(inputs: readonly Tensor[]): Tensor[];
  dispose(): void;
}

/** TensorFlow reads graphs from a folder only. */
function load({ binding }: NativeBackend, { nodes }: Recording): number {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "noise-to-music-graph-"));
  try {
    fs.writeFileSync(path.join(folder, "saved_model.pb"), savedModelBytes(nodes));
    return binding.loadSavedModel(folder, servingTag);
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

/** What was recorded, made ready to be run; nothing if this TensorFlow cannot. */
function compiledFrom(backend: NativeBackend, recording: Recording): Compiled | undefined {
  let id: number;
  try {
    id = load(backend, recording);
  } catch {
    return undefined;
  }
  const { captured, feeds, outputs } = recording;
  for (const { dataId } of captured) backend.incRef(dataId);
  const names = feeds.join(",");
  const to = outputs.map((name) => (name.includes(":") ? name : `${name}:0`)).join(",");
  return {
    run(given) {
      const ids = backend.getInputTensorIds([...given, ...captured]);
      const results = backend.binding.runSavedModel(id, ids, names, to);
      return results.map((one) => backend.createOutputTensor(one));
    },
    dispose() {
      backend.binding.deleteSavedModel(id);
      for (const { dataId } of captured) backend.disposeData(dataId);
    },
  };
}

/**
 * Runs a function, which is recorded on the way: as {@link compile}, and the first call costs little more than it would
 * have anyway.
 *
 * @returns what came out, yours, and the function compiled, if that can be done
 */
export function runAndCompile(
  f: () => Tensor[],
  inputs: readonly Tensor[],
): { readonly results: Tensor[]; readonly compiled?: Compiled } {
  const backend = nativeBackend();
  let recording: Recording | undefined;
  try {
    recording = backend && record(backend, f, inputs);
  } catch {
    // Another TensorFlow, or a function that is no graph.
  }
  if (!backend || !recording) return { results: tf.tidy(f) };
  return { results: [...recording.results], compiled: compiledFrom(backend, recording) };
}

/**
 * Compiles a function: it runs once, while all that native TensorFlow is asked for is written down as a graph, which
 * TensorFlow then optimises and runs without a word from JavaScript. What "tf.function" is to Python.
 *
 * Measured for a call of a small transformer, 500 operations: 15 to 20 instead of 35 to 50 ms. It takes about half a
 * second, so it is worth it from twenty calls on.
 *
 * @param f takes the inputs from its surroundings. Tensors of which it must be told anew are inputs; others that it
 *   uses, such as weights, stay as they are now, and numbers that it makes itself become a part of the graph
 * @param inputs with which it is run now
 * @returns nothing where there is no native TensorFlow, or if it cannot be compiled: then call the function itself
 *
 * @example
 * const x = tf.tensor1d([1, 2, 3]);
 * const compiled = compile(() => [x.square().sum()], [x]);
 * const [sum] = compiled?.run([tf.tensor1d([2, 3, 4])]) ?? []; // 29
 * compiled?.dispose();
 */
export function compile(f: () => Tensor[], inputs: readonly Tensor[]): Compiled | undefined {
  if (!nativeBackend()) return undefined;
  const { results, compiled } = runAndCompile(f, inputs);
  tf.dispose(results);
  return compiled;
}
