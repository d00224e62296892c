/** A graph of operations as the bytes of TensorFlow's `saved_model.pb`. */
import { float, integer, joined, message, text, bytes } from "./protobuf";
import type { Message } from "./protobuf";

/** The types that a graph has here, by their numbers in TensorFlow. */
export const typeNumbers = { float32: 1, int32: 3, bool: 10, bfloat16: 14 } as const;
export type GraphType = keyof typeof typeNumbers;

/** A setting of an operation. */
export type Setting =
  | { readonly kind: "type" | "boolean" | "integer" | "float"; readonly value: number }
  | { readonly kind: "integers"; readonly value: readonly number[] }
  | { readonly kind: "text"; readonly value: string }
  | { readonly kind: "shape"; readonly value: readonly number[] }
  | { readonly kind: "tensor"; readonly value: Constant };

/** Numbers that are a part of the graph. */
export interface Constant {
  readonly type: GraphType;
  readonly shape: readonly number[];
  readonly raw: Uint8Array;
}

/** An operation: what it is called, what it does, whose results it takes. */
export interface GraphNode {
  readonly name: string;
  readonly operation: string;
  /** `"name"`, or `"name:k"` for another result than the first. */
  readonly inputs: readonly string[];
  readonly settings: Readonly<Record<string, Setting>>;
}

const shapeProto = (shape: readonly number[]): Message =>
  shape.flatMap((size) => message(2, integer(1, size)));

/** AttrValue of TensorFlow's attr_value.proto. */
function settingProto(setting: Setting): Message {
  switch (setting.kind) {
    case "text":
      return text(2, setting.value);
    case "integer":
      return integer(3, setting.value);
    case "float":
      return float(4, setting.value);
    case "boolean":
      return integer(5, setting.value);
    case "type":
      return integer(6, setting.value);
    case "integers":
      return message(1, ...setting.value.map((one) => integer(3, one)));
    case "shape":
      return message(7, shapeProto(setting.value));
    case "tensor": {
      const { type, shape, raw } = setting.value;
      const parts = [integer(1, typeNumbers[type]), message(2, shapeProto(shape)), bytes(4, raw)];
      return message(8, ...parts);
    }
  }
}

/** NodeDef of node_def.proto. */
function nodeProto({ name, operation, inputs, settings }: GraphNode): Message {
  return [
    ...text(1, name),
    ...text(2, operation),
    ...inputs.flatMap((input) => text(3, input)),
    ...Object.entries(settings).flatMap(([key, setting]) =>
      message(5, text(1, key), message(2, settingProto(setting))),
    ),
  ];
}

/** The version of graphs from TensorFlow 2.9 on: any from then on can read it. */
const graphVersion = 1087;

/** The one tag by which a graph is asked for. */
export const servingTag = "serve";

/**
 * SavedModel of saved_model.proto, with one graph and without variables.
 *
 * @internal
 */
export function savedModelBytes(nodes: readonly GraphNode[]): Uint8Array {
  const graph = [
    ...nodes.flatMap((node) => message(1, nodeProto(node))),
    ...message(4, integer(1, graphVersion)),
  ];
  const meta = message(2, message(1, text(4, servingTag)), message(2, graph));
  return joined([...integer(1, 1), ...meta]);
}
