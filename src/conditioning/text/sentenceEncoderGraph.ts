/** The Universal Sentence Encoder's graph: numbers of pieces in, vectors out. */
import { tf } from "../../tensor/tf";
import type { Tensor2D, Tensor3D } from "../../tensor/tf";
import { damaged } from "./packageFiles";
import type { EncoderFiles } from "./packageFiles";

/** Names of the graph: the vector of a text (after tanh and division by its norm), and those of its pieces. */
const globalOutput = "module_apply_default/Encoder_en/hidden_layers/l2_normalize";
const tokenOutput = "module_apply_default/Encoder_en/KonaTransformer/mul";

/** What `model.json` says, as far as it is used here. */
interface ModelFile {
  readonly modelTopology: object;
  readonly weightsManifest: readonly {
    readonly paths: readonly string[];
    readonly weights: tf.io.WeightsManifestEntry[];
  }[];
}

/** What the graph says of B texts with L pieces in the longest. (A type, for `tf.tidy`.) */
export type GraphOutput = {
  /** Norm 1, [B, 512]. */
  readonly global: Tensor2D;
  /** Zeros after a text's last piece, [B, L, 512]. */
  readonly tokens: Tensor3D;
};

function artifacts(files: EncoderFiles): tf.io.ModelArtifacts {
  const model = files.json("model.json") as Partial<ModelFile> | null;
  if (!model?.modelTopology || !Array.isArray(model.weightsManifest)) {
    throw damaged("a model.json without a graph or without a list of weights");
  }
  const manifest: ModelFile["weightsManifest"] = model.weightsManifest;
  const specs = manifest.flatMap(({ weights }) => weights);
  const parts = manifest.flatMap(({ paths }) => paths).map((name) => files.bytes(name));
  const size = parts.reduce((sum, part) => sum + part.byteLength, 0);
  // Every weight of this graph takes 4 bytes: float32 and int32.
  const wanted = specs.reduce((sum, { shape }) => sum + 4 * tf.util.sizeFromShape(shape), 0);
  if (size !== wanted) {
    throw damaged(`${size} bytes of weights where model.json tells of ${wanted}`);
  }
  const weightData = new Uint8Array(size);
  let place = 0;
  for (const part of parts) {
    weightData.set(part, place);
    place += part.byteLength;
  }
  return { modelTopology: model.modelTopology, weightSpecs: specs, weightData: weightData.buffer };
}

/** The graph with its weights, 28 MB. */
export interface SentenceEncoderGraph {
  /** @param ids the numbers of each text's pieces, at least one a text */
  run(ids: readonly (readonly number[])[]): Promise<GraphOutput>;
  dispose(): void;
}

/**
 * Loads the graph from files: TensorFlow.js itself can read files only on tfjs-node.
 *
 * @throws TutorialError `conditioning.text.damaged`
 */
export async function loadSentenceEncoderGraph(files: EncoderFiles): Promise<SentenceEncoderGraph> {
  const read = artifacts(files);
  const handler = { load: () => Promise.resolve(read) };
  const graph = await tf.loadGraphModel(handler).catch((error: unknown) => {
    throw damaged("a graph that does not load", error);
  });
  return {
    async run(ids) {
      const places = ids.flatMap((row, text) => row.map((_, place) => [text, place]));
      const indices = tf.tensor2d(places, [places.length, 2], "int32");
      const values = tf.tensor1d(ids.flat(), "int32");
      try {
        // Asynchronous, since the graph asks which pieces there are, and the answer's size is not known before.
        const outputs = await graph.executeAsync({ indices, values }, [globalOutput, tokenOutput]);
        const [global, tokens] = outputs as tf.Tensor[];
        return { global: global as Tensor2D, tokens: tokens as Tensor3D };
      } finally {
        tf.dispose([indices, values]);
      }
    },
    dispose: () => graph.dispose(),
  };
}
