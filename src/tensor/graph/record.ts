/** Watches what operations of native TensorFlow a function calls, and writes them down as a graph. */
import { isBfloat16 } from "../bfloat16";
import type { Tensor } from "../tf";
import { tf } from "../tf";
import type { Attribute, NativeBackend } from "./nativeBackend";
import { typeNumbers } from "./savedModel";
import type { GraphNode, GraphType, Setting } from "./savedModel";

/** What a function did. */
export interface Recording {
  readonly nodes: readonly GraphNode[];
  /** Of the inputs, then of what was captured: the nodes that are to be fed. */
  readonly feeds: readonly string[];
  /** Tensors from outside that the function used without being handed them, such as weights. */
  readonly captured: readonly { readonly dataId: object }[];
  /** `"node:k"` of each result. */
  readonly outputs: readonly string[];
  /** What came out this time; yours. */
  readonly results: readonly Tensor[];
}

const typeOf = (dtype: string): Setting => ({
  kind: "type",
  value: typeNumbers[dtype as GraphType],
});

function settingOf({ type, value, name }: Attribute, { binding }: NativeBackend): Setting {
  switch (type) {
    case binding.TF_ATTR_TYPE:
      return { kind: "type", value: value as number };
    case binding.TF_ATTR_BOOL:
      return { kind: "boolean", value: Number(value) };
    case binding.TF_ATTR_FLOAT:
      return { kind: "float", value: value as number };
    case binding.TF_ATTR_STRING:
      return { kind: "text", value: value as string };
    case binding.TF_ATTR_INT:
      return Array.isArray(value)
        ? { kind: "integers", value: value as number[] }
        : { kind: "integer", value: value as number };
    default:
      throw new Error(`a setting ${name} of an unknown kind`);
  }
}

/**
 * Runs a function once and records it.
 *
 * Whatever numbers it makes by itself, such as the axes of a mean, become a part of the graph. So it must take all
 * that differs from call to call out of the inputs.
 *
 * @throws Error if it did what no graph can
 * @internal
 */
export function record(
  backend: NativeBackend,
  f: () => Tensor[],
  inputs: readonly Tensor[],
): Recording {
  const nodes: GraphNode[] = [];
  const names = new Map<object, string>();
  const own = new Set<object>();
  const captured: { dataId: object }[] = [];
  const feeds: string[] = [];
  const feed = ({ dataId, dtype, shape }: tf.TensorInfo): string => {
    const name = `input${feeds.length}`;
    // Of numbers that tfjs has no name for, the backend knows the type.
    const type = isBfloat16({ dataId }) ? "bfloat16" : dtype;
    const settings = { dtype: typeOf(type), shape: { kind: "shape", value: shape } } as const;
    nodes.push({ name, operation: "Placeholder", inputs: [], settings });
    names.set(dataId, name);
    feeds.push(`${name}:0`);
    return name;
  };
  const constant = ({ dataId, dtype, shape }: tf.TensorInfo): string => {
    const { buffer, byteOffset, byteLength } = backend.readSync(dataId);
    const raw = Uint8Array.from(new Uint8Array(buffer, byteOffset, byteLength));
    const name = `constant${nodes.length}`;
    const value = { type: dtype as GraphType, shape, raw };
    const settings = { dtype: typeOf(dtype), value: { kind: "tensor", value } } as const;
    nodes.push({ name, operation: "Const", inputs: [], settings });
    names.set(dataId, name);
    return name;
  };
  const nameOf = (info: tf.TensorInfo): string => {
    const known = names.get(info.dataId);
    if (known !== undefined) return known;
    if (own.has(info.dataId)) return constant(info);
    captured.push({ dataId: info.dataId });
    return feed(info);
  };
  const note = (
    operation: string,
    attributes: readonly Attribute[],
    taken: readonly tf.TensorInfo[],
    results: readonly tf.TensorInfo[],
  ): void => {
    const name = `node${nodes.length}`;
    const from = taken.map(nameOf);
    const settings = Object.fromEntries(
      attributes.map((one) => [one.name, settingOf(one, backend)]),
    );
    nodes.push({ name: `${name}_`, operation, inputs: from, settings });
    results.forEach(({ dataId }, k) => names.set(dataId, `${name}_${k === 0 ? "" : `:${k}`}`));
  };
  inputs.forEach(feed);
  const single = backend.executeSingleOutput.bind(backend);
  const multiple = backend.executeMultipleOutputs.bind(backend);
  const write = backend.write.bind(backend);
  const watched: Partial<NativeBackend> = {
    executeSingleOutput(name, attributes, taken) {
      const result = single(name, attributes, taken);
      note(name, attributes, taken, [result]);
      return result;
    },
    executeMultipleOutputs(name, attributes, taken, outputs) {
      const results = multiple(name, attributes, taken, outputs);
      note(name, attributes, taken, results);
      return results;
    },
    write(values, shape, dtype) {
      const dataId = write(values, shape, dtype);
      own.add(dataId);
      return dataId;
    },
  };
  Object.assign(backend, watched);
  try {
    const results = tf.tidy(f);
    const outputs = results.map(({ dataId }) => names.get(dataId));
    if (outputs.every((one) => one !== undefined)) {
      return { nodes, feeds, captured, outputs, results };
    }
    tf.dispose(results);
    throw new Error("a result is of no operation");
  } finally {
    for (const name of Object.keys(watched)) delete (backend as unknown as Record<string, unknown>)[name]; // prettier-ignore
  }
}
