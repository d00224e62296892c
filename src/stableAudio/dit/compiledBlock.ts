/** Blocks run as one graph, which is the same for all of them: their weights are handed to it. */
import { compile } from "../../tensor/graph/compile";
import type { Compiled } from "../../tensor/graph/compile";
import type { Tensor3D } from "../../tensor/tf";
import { stableAudioBlock } from "./block";
import type { BlockInput } from "./block";
import type { BlockWeights } from "./layout";
import type { StableAudioDitPlan } from "./plan";
import { tensorsIn } from "./tensorsIn";

/** Runs blocks, compiled where that can be done. */
export interface BlockRunner {
  /** As {@link stableAudioBlock}. */
  run(x: Tensor3D, block: BlockWeights, input: BlockInput): Tensor3D;
  dispose(): void;
}

/**
 * A graph for each combination of shapes, which it takes as long as one block to record. All blocks share it, so that a
 * first step takes little longer than any other, and what was computed between two blocks can be watched and let go.
 *
 * @internal
 */
export function blockRunner(plan: StableAudioDitPlan): BlockRunner {
  const graphs = new Map<string, Compiled | undefined>();
  return {
    run(x, block, input) {
      const given = tensorsIn([x, input, block]);
      const key = given.map(({ shape }) => shape.join("×")).join();
      // Without native TensorFlow nothing can be compiled, which is not to be tried each time.
      if (!graphs.has(key)) {
        const traced = (): [Tensor3D] => [stableAudioBlock(x, block, input, plan)];
        graphs.set(key, compile(traced, given));
      }
      const graph = graphs.get(key);
      return graph ? (graph.run(given)[0] as Tensor3D) : stableAudioBlock(x, block, input, plan);
    },
    dispose() {
      for (const graph of graphs.values()) graph?.dispose();
      graphs.clear();
    },
  };
}
