/** Training and opening the generators that diffusion is contrasted with. */
import { TutorialError } from "../../error";
import type { Autoregressive } from "../../generator/autoregressive";
import type { GanGenerator } from "../../generator/gan";
import type { Vae } from "../../generator/vae";
import type { Parameters } from "../../nn/parameters";
import { openTrained } from "../weights/openTrained";
import type { TrainingCard } from "../weights/trainingCard";
import type { ConsistencyStudent } from "./consistencyStudent";
import type {
  ContrastRecipe,
  ContrastTeacher,
  ContrastTraining,
  TrainedContrast,
} from "./contrastRecipe";
import {
  autoregressiveRecipe,
  diffusionRecipe,
  ganRecipe,
  studentRecipe,
  vaeRecipe,
} from "./contrastRecipes";
import type { DiffusionModel } from "./diffusionModel";
import { checkPlaneData, ringData } from "./planeData";

/** What each name opens. */
export interface ContrastModels {
  "contrast-vae": Vae;
  "contrast-gan": GanGenerator;
  "contrast-autoregressive": Autoregressive;
  "contrast-diffusion": DiffusionModel;
  "contrast-student": ConsistencyStudent;
}

export type ContrastName = keyof ContrastModels;

const recipes: { readonly [Name in ContrastName]: ContrastRecipe<ContrastModels[Name]> } = {
  "contrast-vae": vaeRecipe,
  "contrast-gan": ganRecipe,
  "contrast-autoregressive": autoregressiveRecipe,
  "contrast-diffusion": diffusionRecipe,
  "contrast-student": studentRecipe,
};

/** All names, in the order in which they are trained: the teacher before the student. */
export const contrastNames = Object.keys(recipes) as readonly ContrastName[];

/** A generator that was trained, and how. */
export interface LoadedContrast<Model> {
  readonly generator: Model;
  readonly card: TrainingCard;
  /** Its weights; dispose them when done. */
  readonly parameters: Parameters;
}

/** A generator that was just trained. */
export interface ContrastOutcome<Model> extends TrainedContrast {
  readonly generator: Model;
}

function recipeOf<Name extends ContrastName>(name: Name): ContrastRecipe<ContrastModels[Name]> {
  const recipe = recipes[name] as ContrastRecipe<ContrastModels[Name]> | undefined;
  if (recipe) return recipe;
  throw new TutorialError({
    code: "model.contrast.name",
    where: "contrast",
    expected: `one of ${contrastNames.join(", ")}`,
    got: `"${String(name)}"`,
    fix: "take a name of the list",
  });
}

/**
 * Opens a generator with the weights that come with the library, or those that you trained.
 *
 * @param folder `assets/weights` unless given
 * @throws TutorialError `model.contrast.name`; `model.weights.missing`, which says what to type;
 *   `model.card`; those of openTrained when the weights are damaged or of another network
 *
 * @example
 * const { generator, card, parameters } = loadContrast("contrast-vae");
 * const x = generator.sample(1000, 7); // [1000, 2]
 * console.log(`${generator.callsPerSample} call, trained in ${card.seconds} s`);
 * parameters.dispose();
 */
export function loadContrast<Name extends ContrastName>(
  name: Name,
  folder?: string,
): LoadedContrast<ContrastModels[Name]> {
  const recipe = recipeOf(name);
  const { model, ...rest } = openTrained({
    name,
    folder,
    open(parameters, settings) {
      const generator = recipe.open(parameters, settings);
      generator.sample(1, 0);
      return generator;
    },
  });
  return { generator: model, ...rest };
}

/** The steps of a whole training. @internal */
export function contrastSteps(name: ContrastName): number {
  return recipeOf(name).steps;
}

/** What can be left out of a {@link ContrastTraining}. */
export type ContrastTrainingOptions = Partial<Omit<ContrastTraining, "teacher">> & {
  /** Weights of the diffusion model whose student is trained; those in `assets/weights` unless given. */
  readonly teacher?: Parameters;
};

/**
 * Trains a generator on points of the plane: {@link ringData} unless others are given.
 *
 * @returns the generator over the average of its weights, and how the training went; dispose `parameters`
 * @throws TutorialError `model.contrast.name`, `model.contrast.data`, and those of train
 *
 * @example
 * const { generator, parameters } = await trainContrast("contrast-gan", { steps: 20, seed: 7 });
 * const x = generator.sample(1000, 7); // [1000, 2]
 * parameters.dispose();
 */
export async function trainContrast<Name extends ContrastName>(
  name: Name,
  options: ContrastTrainingOptions = {},
): Promise<ContrastOutcome<ContrastModels[Name]>> {
  const recipe = recipeOf(name);
  const { data = ringData(), steps = recipe.steps, seed = 7, teacher: weights, ...rest } = options;
  checkPlaneData(data);
  const teacher = (): ContrastTeacher => {
    if (!weights) {
      const { generator: model, parameters } = loadContrast("contrast-diffusion");
      return { model, parameters };
    }
    const parameters = weights.copy();
    return { model: diffusionRecipe.open(parameters, {}), parameters };
  };
  const trained = await recipe.train({ ...rest, data, steps, seed, teacher });
  return { ...trained, generator: recipe.open(trained.parameters, trained.settings) };
}
