/** The diffusion transformer of Stable Audio Open. */
import type { PublishedArrays } from "../../representation/vocoder/publishedWeights";
import { checkPrecision } from "../../tensor/precision";
import type { Precision } from "../../tensor/precision";
import { tf } from "../../tensor/tf";
import { blockRunner } from "./compiledBlock";
import type { StableAudioDitConditions } from "./conditions";
import type { StableAudioDitPlan } from "./plan";
import { prepareDit } from "./prepared";
import type { PreparedDit } from "./prepared";
import { turnsOf } from "./rotaryTables";
import type { Turns } from "./rotaryTables";
import { tensorsIn } from "./tensorsIn";
import { ditPrefix } from "./tensorShapes";
import { ditWeights } from "./weights";

/** See {@link loadStableAudioDit}. */
export interface StableAudioDit {
  readonly plan: StableAudioDitPlan;
  /**
   * Tells the network about B pieces of music. Keys and values of the prompt are made here, once for all steps.
   *
   * @throws TutorialError `stableAudio.dit.conditions`
   */
  prepare(conditions: StableAudioDitConditions): PreparedDit;
  /** Releases weights, tables and what was compiled; what was prepared is released by itself. */
  dispose(): void;
}

/** Where in a file the network's weights are, and how they are held. */
export interface StableAudioDitOptions {
  /** Before every name; `"model.model."` in stable-audio-tools' files and nothing in diffusers' unless given. */
  readonly prefix?: string;
  /** Of the products in the blocks, float32 unless given. */
  readonly precision?: Precision;
}

/**
 * Builds the network of a plan with a file's weights, which must be exactly those that the plan asks for.
 *
 * Each matrix is read when its turn comes and laid out for the steps, so that a source that reads from a disk
 * (`openSafetensors`) never needs twice the memory of the weights.
 *
 * @param arrays by name, as {@link decodeSafetensors} gives them; names without the prefix are passed over
 * @param plan of {@link stableAudioDitPlan} or {@link diffusersDitPlan}
 * @throws TutorialError `stableAudio.dit.weights`, `precision`; then nothing is kept
 *
 * Source: Evans et al. 2024, "Stable Audio Open", §3.2; Peebles & Xie 2023 for transformers that denoise.
 *
 * @example
 * const sizes = { io_channels: 8, embed_dim: 128, depth: 2, num_heads: 2, cond_token_dim: 64 };
 * const plan = stableAudioDitPlan({ type: "dit", config: sizes });
 * const network = loadStableAudioDit(randomDitArrays(plan, 7), plan);
 * const told = network.prepare({ crossAttention: seededNoise([1, 10, 64], 1) });
 * const v = told.guided({ scale: 7 })(seededNoise([1, 32, 8], 2), 0.9); // [1, 32, 8]
 * told.dispose();
 * network.dispose();
 */
export function loadStableAudioDit(
  arrays: PublishedArrays,
  plan: StableAudioDitPlan,
  { prefix = ditPrefix(plan), precision = "float32" }: StableAudioDitOptions = {},
): StableAudioDit {
  checkPrecision(precision, "loadStableAudioDit");
  const weights = ditWeights(arrays, plan, { prefix, precision });
  const runner = blockRunner(plan);
  const tables = new Map<number, Turns>();
  const turns = (positions: number): Turns | undefined => {
    if (plan.rotary === 0) return undefined;
    if (!tables.has(positions)) {
      const made = tf.tidy(() => turnsOf(weights.turning, positions));
      tensorsIn(made).forEach((one) => tf.keep(one));
      tables.set(positions, made);
    }
    return tables.get(positions);
  };
  return {
    plan,
    prepare: (conditions) => prepareDit({ plan, weights, runner, turns }, conditions),
    dispose: () => {
      weights.dispose();
      runner.dispose();
      tf.dispose([...tables.values()]);
      tables.clear();
    },
  };
}
