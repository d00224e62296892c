/** The network's weights, read from a file one after the other. */
import type { PublishedArrays } from "../../representation/vocoder/publishedWeights";
import { toBfloat16 } from "../../tensor/bfloat16";
import type { Precision } from "../../tensor/precision";
import { tf } from "../../tensor/tf";
import type { Tensor } from "../../tensor/tf";
import { NamedWeights } from "../namedWeights";
import { laidOutBlock, laidOutRest } from "./layout";
import type { BlockWeights, OuterWeights } from "./layout";
import { publishedNames } from "./names";
import { blockParts, outerParts } from "./parts";
import type { Ask } from "./parts";
import type { StableAudioDitPlan } from "./plan";
import { turning } from "./rotaryTables";
import { tensorsIn } from "./tensorsIn";
import { turningRoom } from "./upload";
import type { StoredWeight } from "./upload";

/** Parts of a block, its matrices of half the bits; vectors, of which few are multiplied, stay. */
function inBfloat16(part: unknown): unknown {
  if (part instanceof tf.Tensor) return part.rank === 2 ? toBfloat16(part) : part;
  if (typeof part !== "object" || part === null) return part;
  const entries = Object.entries(part);
  return Object.fromEntries(entries.map(([name, one]) => [name, inBfloat16(one)]));
}

/** @internal */
export interface DitWeights {
  readonly outer: OuterWeights;
  readonly blocks: readonly BlockWeights[];
  /** Angles by which a position turns, R/2; none where positions are not told. */
  readonly turning: Float32Array;
  readonly dispose: () => void;
}

/**
 * Takes every weight of the network by its name and shape; any other under its prefix is an error, and then nothing is
 * kept.
 *
 * A matrix is read, laid out and let go before the next one is asked for, all in the same place, so that a source that
 * reads from a disk never has the network in memory twice.
 *
 * @throws TutorialError `stableAudio.dit.weights`
 * @internal
 */
export function ditWeights(
  arrays: PublishedArrays,
  plan: StableAudioDitPlan,
  { prefix, precision }: { readonly prefix: string; readonly precision: Precision },
): DitWeights {
  const where = `loadStableAudioDit, layout ${plan.layout}`;
  const weights = new NamedWeights(arrays, { code: "stableAudio.dit.weights", where, prefix });
  const ask: Ask<StoredWeight> = (name, shape) => {
    const names = publishedNames(plan.layout, name);
    const pieceShape = [shape[0] / names.length, ...shape.slice(1)];
    const data = (): Float32Array => weights.passing(names, pieceShape);
    return { shape, get data() { return data(); } }; // prettier-ignore
  };
  let found: Omit<DitWeights, "dispose"> | undefined;
  const kept: Tensor[] = [];
  // A tidy, so that a file that is refused half-way leaves nothing.
  try {
    tf.tidy(() => {
      let angles = turning(plan.rotary);
      const outer = tf.tidy(() => {
        const parts = outerParts(ask, plan);
        if (parts.turning) angles = parts.turning.data.slice();
        return laidOutRest(parts) as never;
      }) as OuterWeights;
      const blocks = Array.from(
        { length: plan.depth },
        (_, i) =>
          tf.tidy(() => {
            const block = laidOutBlock(blockParts(ask, plan, i), plan);
            return (precision === "bfloat16" ? inBfloat16(block) : block) as never;
          }) as BlockWeights,
      );
      weights.done();
      kept.push(...tensorsIn([outer, blocks]).map((one) => tf.keep(one)));
      found = { outer, blocks, turning: angles };
    });
  } finally {
    turningRoom.release();
  }
  return { ...found!, dispose: () => tf.dispose(kept) };
}
