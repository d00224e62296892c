/** Which engine computes: native TensorFlow where it loads, else WebAssembly, else plain JavaScript. */
import * as path from "node:path";
import util from "node:util";
import { TutorialError } from "../error";
import { tf } from "./tf";
import { registerNativeKernels } from "./nativeKernels";
import { registerWasmConvolutionGradients } from "./wasmConvolutionGradients";
import { registerWasmMatMul } from "./wasmMatMul";

/** The three engines, fastest first. `tensorflow` is `@tensorflow/tfjs-node`. */
export const backendNames = ["tensorflow", "wasm", "cpu"] as const;
export type BackendName = (typeof backendNames)[number];

/** What {@link prepareBackend} chose, and why not something faster. */
export interface BackendReport {
  readonly name: BackendName;
  /** One line for people, e.g. `"tfjs-node (TensorFlow 2.21.0)"`. */
  readonly label: string;
  /** For each faster engine that did not load, its reason. */
  readonly skipped: readonly { readonly name: BackendName; readonly reason: string }[];
}

let native: { label: string } | { reason: string } | undefined;

/** Node 23 removed two helpers that tfjs-node 4.22 still calls. */
function restoreRemovedUtil(): void {
  const legacy = util as unknown as Record<string, unknown>;
  try {
    legacy.isNullOrUndefined ??= (value: unknown) => value === null || value === undefined;
    legacy.isArray ??= Array.isArray;
  } catch {
    // A frozen module is a bundler's business; tfjs-node will say so itself.
  }
}

function loadNative(): { label: string } | { reason: string } {
  if (native) return native;
  const key = "TF_CPP_MIN_LOG_LEVEL";
  process.env[key] ??= "2";
  restoreRemovedUtil();
  try {
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    const tfNode = require("@tensorflow/tfjs-node") as { version: Record<string, string> };
    const version = (tfNode.version as { "tfjs-node"?: string })["tfjs-node"] ?? "";
    const library = (tf.backend() as { binding?: { TF_Version?: string } }).binding?.TF_Version;
    native = { label: `tfjs-node ${version} (TensorFlow ${library ?? "native"})` };
  } catch (error) {
    const [first] = String((error as Error).message ?? error).split("\n");
    native = { reason: first };
  }
  return native;
}

async function loadWasm(): Promise<string> {
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const wasm = require("@tensorflow/tfjs-backend-wasm") as {
    setWasmPaths(prefix: string): void;
    version_wasm: string;
  };
  const folder = path.dirname(require.resolve("@tensorflow/tfjs-backend-wasm/package.json"));
  wasm.setWasmPaths(path.join(folder, "wasm-out") + path.sep);
  if (!(await tf.setBackend("wasm"))) throw new Error("the WebAssembly module did not start");
  registerWasmConvolutionGradients();
  registerWasmMatMul();
  return `WebAssembly (tfjs-backend-wasm ${wasm.version_wasm})`;
}

async function tryBackend(name: BackendName): Promise<string> {
  switch (name) {
    case "tensorflow": {
      const loaded = loadNative();
      if ("reason" in loaded) throw new Error(loaded.reason);
      await tf.setBackend("tensorflow");
      registerNativeKernels();
      return loaded.label;
    }
    case "wasm":
      return loadWasm();
    case "cpu":
      await tf.setBackend("cpu");
      // It would print an advertisement for tfjs-node; the report below says the same, better.
      (tf.backend() as { firstUse?: boolean }).firstUse = false;
      return `plain JavaScript (tfjs ${tf.version["tfjs-core"]})`;
  }
}

/**
 * Chooses the fastest engine that loads and makes it the one everything computes on.
 *
 * @param wanted ask for one engine by name and get that one or an error; leave out for the fastest.
 *   The environment variable `NOISE_TO_MUSIC_BACKEND` asks the same from outside.
 * @returns which engine runs, and why a faster one does not
 * @throws TutorialError `backend.unknown`, `backend.unavailable`
 *
 * @example
 * const backend = await prepareBackend();
 * console.log(backend.label);
 */
export async function prepareBackend(wanted?: BackendName): Promise<BackendReport> {
  const asked = wanted ?? (process.env.NOISE_TO_MUSIC_BACKEND as BackendName | undefined);
  if (asked !== undefined && !backendNames.includes(asked)) {
    throw new TutorialError({
      code: "backend.unknown",
      where: "prepareBackend",
      expected: `one of ${backendNames.join(", ")}`,
      got: `"${String(asked)}"`,
      fix: "leave it out to take the fastest one that loads",
    });
  }
  // Native must be required before any other backend runs, or its first tensors live elsewhere.
  const skipped: { name: BackendName; reason: string }[] = [];
  for (const name of asked ? [asked] : backendNames) {
    try {
      const label = await tryBackend(name);
      await tf.ready();
      return { name, label, skipped };
    } catch (error) {
      skipped.push({ name, reason: (error as Error).message });
    }
  }
  throw new TutorialError({
    code: "backend.unavailable",
    where: "prepareBackend",
    expected: asked ? `the backend "${asked}"` : "a backend that loads",
    got: skipped.map(({ name, reason }) => `${name}: ${reason}`).join("; "),
    fix: "run `npm run doctor` to see what is missing",
  });
}
