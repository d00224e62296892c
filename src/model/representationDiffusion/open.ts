/** Opening a trained model on a representation. */
import { tf } from "../../tensor/tf";
import { openTrained } from "../weights/openTrained";
import type { TrainingCard } from "../weights/trainingCard";
import { representationDiffusion } from "./generate";
import type { RepresentationDiffusion } from "./generate";
import { labelledDit } from "./labelledDit";
import { sizeFor } from "./plan";
import type { RepresentationDiffusionOptions } from "./recipe";

/** A model that was trained, and how. */
export interface TrainedRepresentationDiffusion extends RepresentationDiffusion {
  readonly card: TrainingCard;
}

/**
 * Opens the model that {@link representationDiffusionRecipe} trains with the same options.
 *
 * @param folder of trained weights; `assets/weights` unless given
 * @throws TutorialError `model.weights.missing`, which says what to type, and the others of openTrained;
 *   those of opening the representation
 *
 * @example
 * const options = {
 *   name: "diffusion-waveform",
 *   seconds: 1.024,
 *   shape: [16384, 1],
 *   patch: 128,
 *   shift: 4,
 *   open: waveformRepresentation,
 * };
 * const model = await openRepresentationDiffusionWith(options);
 * const waveforms = model.generate({ instrument: "flute", register: "high" }); // [1, 16384]
 * model.dispose();
 */
export async function openRepresentationDiffusionWith(
  { open, name, seconds, shape, patch, shift }: RepresentationDiffusionOptions,
  folder?: string,
): Promise<TrainedRepresentationDiffusion> {
  const plan = { name, seconds, shape, patch, shift };
  const size = sizeFor(plan);
  const { parameters, card } = openTrained({
    name: plan.name,
    folder,
    open: (weights) => void labelledDit(weights, [{}], size)(tf.zeros([1, ...plan.shape]), 0.5),
  });
  try {
    const representation = await open(folder);
    return { ...representationDiffusion(plan, parameters, representation), card };
  } catch (error) {
    parameters.dispose();
    throw error;
  }
}
