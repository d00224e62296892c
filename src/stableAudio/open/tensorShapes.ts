/** What the files of a model hold, by its configs: known before a single weight is there. */
import type { StableAudioPlan } from "../plan";
import { t5BaseConfig } from "../t5/config";
import type { T5Config } from "../t5/config";
import { t5Shapes } from "../t5/shapes";
import { shapesOf } from "./sources";

/** Names and shapes of each part's tensors, in its publisher's words. */
export interface StableAudioTensorShapes {
  readonly network: ReadonlyMap<string, readonly number[]>;
  /** Of the seconds; of the prompt only where a linear layer stands behind T5. */
  readonly conditioner: ReadonlyMap<string, readonly number[]>;
  readonly autoencoder: ReadonlyMap<string, readonly number[]>;
  /** A file of its own, which many models share. */
  readonly textEncoder: ReadonlyMap<string, readonly number[]>;
}

/**
 * Names and shapes of all tensors of a model, so that it can be counted and drawn without being downloaded.
 *
 * @param plan of {@link readStableAudioPlan} or {@link stableAudioToolsPlan}
 * @param text sizes of its text encoder; those of t5-base unless given
 *
 * @example
 * const plan = readStableAudioPlan(assetPath("stable-audio-configs/small"));
 * const { network } = stableAudioTensorShapes(plan);
 * const counts = [...network.values()].map((shape) => shape.reduce((a, b) => a * b, 1));
 * console.log(counts.reduce((a, b) => a + b)); // 341 million
 */
export function stableAudioTensorShapes(
  plan: StableAudioPlan,
  text: T5Config = t5BaseConfig,
): StableAudioTensorShapes {
  return { ...shapesOf(plan, text.width), textEncoder: t5Shapes(text) };
}
