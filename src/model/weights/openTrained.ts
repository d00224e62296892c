/** Opening a model again: its card tells how it is built, its file holds exactly the weights it asks for. */
import { TutorialError } from "../../error";
import { Parameters } from "../../nn/parameters";
import { tf } from "../../tensor/tf";
import { readTrained } from "./trainedFiles";
import type { TrainingCard } from "./trainingCard";

/** Which model, and how it is built. */
export interface TrainedModelOptions<Model> {
  /** The recipe's. */
  readonly name: string;
  /** `assets/weights` unless given. */
  readonly folder?: string;
  /**
   * Builds the model and calls every part of it once (tensors made here are released): so a weight
   * that is missing, of another shape, or left over is found before anything runs.
   */
  readonly open: (parameters: Parameters, settings: Readonly<Record<string, number>>) => Model;
}

/** A model with the weights of its file. */
export interface TrainedModel<Model> {
  readonly model: Model;
  readonly card: TrainingCard;
  /** Its weights; dispose them when done. */
  readonly parameters: Parameters;
}

/**
 * Opens a trained model.
 *
 * @throws TutorialError `model.weights.missing`, which says what to type; `model.weights.damaged`,
 *   `model.weights.mixed`, `model.card`; `model.weights.version` when the network asks for other weights
 *   than the file has. Nothing stays loaded then.
 *
 * @example
 * const { model, card, parameters } = openTrained({
 *   name: "contrast-gan",
 *   open(weights) {
 *     const generator = ganGenerator(weights);
 *     generator.sample(1, 0);
 *     return generator;
 *   },
 * });
 * console.log(model.name, card.trainedOn);
 * parameters.dispose();
 */
export function openTrained<Model>({
  name,
  folder,
  open,
}: TrainedModelOptions<Model>): TrainedModel<Model> {
  const { weights, card } = readTrained(name, folder);
  const parameters = Parameters.from(weights);
  try {
    const models: Model[] = [];
    tf.tidy(() => void models.push(open(parameters, card.settings)));
    const [extra, ...others] = parameters.unused();
    if (extra === undefined) return { model: models[0], card, parameters };
    const more = others.length > 0 ? ` and ${others.length} more` : "";
    throw anotherVersion(name, `a file with "${extra}"${more}, unknown to it`);
  } catch (error) {
    parameters.dispose();
    if (!(error instanceof TutorialError && error.code.startsWith("nn.parameter."))) throw error;
    throw anotherVersion(name, `those of another (${error.message.split("; ")[0]})`, error);
  }
}

function anotherVersion(name: string, got: string, cause?: unknown): TutorialError {
  return new TutorialError(
    {
      code: "model.weights.version",
      where: `openTrained("${name}")`,
      expected: "the weights that this version of the network asks for, no more and no fewer",
      got,
      fix: `restore the folder ${name}, or train it again with: npm run train -- ${name}`,
    },
    { cause },
  );
}
