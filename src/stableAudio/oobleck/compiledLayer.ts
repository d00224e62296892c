/** A layer that is compiled for the lengths that it meets often. */
import { compile } from "../../tensor/graph/compile";
import type { Compiled } from "../../tensor/graph/compile";
import type { Tensor2D } from "../../tensor/tf";
import type { Layer } from "./layer";

/** A {@link Layer} with a second, faster way to run, for slices of a length that comes again and again. */
export interface CompiledLayer extends Layer {
  /** As `run`; the first slice of a length takes a fraction of a second more, later ones a sixth less. */
  runOften(x: Tensor2D): Tensor2D;
  /** Releases what was compiled and the layer's weights. */
  dispose(): void;
}

/** @internal */
export function compiledLayer(layer: Layer): CompiledLayer {
  const graphs = new Map<number, Compiled | undefined>();
  return {
    ...layer,
    runOften: (x) => {
      const [length] = x.shape;
      // Without native TensorFlow nothing can be compiled, which is not to be tried each time.
      if (!graphs.has(length))
        graphs.set(
          length,
          compile(() => [layer.run(x)], [x]),
        );
      const graph = graphs.get(length);
      return graph ? (graph.run([x])[0] as Tensor2D) : layer.run(x);
    },
    dispose: () => {
      for (const graph of graphs.values()) graph?.dispose();
      graphs.clear();
      for (const weight of layer.weights) weight.dispose();
    },
  };
}
