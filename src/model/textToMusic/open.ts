/** Opening the text models that come with the library. */
import { TutorialError } from "../../error";
import type { Representation } from "../../representation/representation";
import { tf } from "../../tensor/tf";
import type { Tensor3D } from "../../tensor/tf";
import { openClapBackbone } from "../clap/clapBackbone";
import { openRepresentation } from "../openRepresentation";
import { openTrained } from "../weights/openTrained";
import type { TrainingCard } from "../weights/trainingCard";
import { textToMusic } from "./generate";
import type { TextToMusic } from "./generate";
import type { TextModelPlan } from "./plan";
import { makeWeights } from "./recipe";
import { openHeading } from "./score/heading";
import { scoredLatent } from "./score/scoredLatent";
import type { ScoredLatent } from "./score/scoredLatent";
import { textModelPlan } from "./textModels";

/** A text model that was trained, and how. */
export interface TrainedTextToMusic extends TextToMusic {
  /** Its representation again, if there is a score in it. */
  readonly scored?: ScoredLatent;
  readonly card: TrainingCard;
}

function checkModes(plan: TextModelPlan, { settings }: TrainingCard): void {
  const other = Object.entries(settings).filter(
    ([name, value]) =>
      typeof value === "number" &&
      name in plan.size &&
      plan.size[name as keyof typeof plan.size] !== value,
  );
  if (other.length === 0) return;
  throw new TutorialError({
    code: "model.textToMusic.weights",
    where: plan.name,
    expected: "weights of a network of the same sizes",
    got: other.map(([name, value]) => `${name} ${value}`).join(", "),
    fix: `type npm run train -- ${plan.name}, or open the model that these weights are of`,
  });
}

/**
 * Opens a text model with its decoder and the encoder of its words.
 *
 * @param name one of {@link textModelNames}; the default unless given
 * @param folder of trained weights; `assets/weights` unless given
 * @throws TutorialError `model.textToMusic.name`; `model.weights.missing`, which says what to type, and the others
 *   of openTrained; those of opening the encoder of the words
 *
 * @example
 * const model = await openTextToMusic();
 * const { waveform } = await model.generate("a lively reel for violin", { seconds: 4, seed: 3 }); // [1, 64000]
 * model.dispose();
 */
export async function openTextToMusic(
  name = "text-to-music",
  folder?: string,
): Promise<TrainedTextToMusic> {
  const plan = textModelPlan(name);
  const { parameters, card } = openTrained({
    name: plan.name,
    folder,
    open: (weights) => tf.tidy(() => makeWeights(weights, plan)),
  });
  try {
    checkModes(plan, card);
    const latent = openRepresentation("frame-latent", folder) as Representation<Tensor3D>;
    const scored = plan.score ? scoredLatent(latent) : undefined;
    const backbone = await openClapBackbone(folder);
    try {
      const heading = plan.score ? await openHeading(folder) : undefined;
      const model = textToMusic(plan, parameters, scored ?? latent, backbone, heading);
      return { ...model, scored, card };
    } catch (error) {
      backbone.dispose();
      throw error;
    }
  } catch (error) {
    parameters.dispose();
    throw error;
  }
}
