/** A layer that is compiled for the lengths that it meets again. */
import { runAndCompile } from "../../tensor/graph/compile";
import type { Compiled } from "../../tensor/graph/compile";
import type { Tensor2D } from "../../tensor/tf";
import type { Layer } from "./layer";

/** A {@link Layer} with a second, faster way to run, for slices of a length that comes again. */
export interface CompiledLayer extends Layer {
  /** As `run`, to the last bit. The second slice of a length takes a tenth of a second more, later ones a sixth less. */
  runAgain(x: Tensor2D): Tensor2D;
  /** Releases what was compiled and the layer's weights. */
  dispose(): void;
}

/** Lengths that are compiled for; whoever decodes many different ones does not fill the memory with graphs. */
const mostGraphs = 12;

/** @internal */
export function compiledLayer(layer: Layer): CompiledLayer {
  const met = new Set<number>();
  // Without native TensorFlow nothing can be compiled, which is not to be tried each time.
  const graphs = new Map<number, Compiled | undefined>();
  return {
    ...layer,
    runAgain: (x) => {
      const [length] = x.shape;
      const graph = graphs.get(length);
      if (graph) return graph.run([x])[0] as Tensor2D;
      if (!met.has(length) || graphs.has(length) || graphs.size >= mostGraphs) {
        met.add(length);
        return layer.run(x);
      }
      const { results, compiled } = runAndCompile(() => [layer.run(x)], [x]);
      graphs.set(length, compiled);
      return results[0] as Tensor2D;
    },
    dispose: () => {
      for (const graph of graphs.values()) graph?.dispose();
      graphs.clear();
      for (const weight of layer.weights) weight.dispose();
    },
  };
}
