/** All text models that come with the library. */
import type { ModeName } from "../../conditioning/modes/mode";
import { TutorialError } from "../../error";
import type { Recipe } from "../recipe";
import { comparedData, defaultData } from "./lengths";
import { channelsOf } from "./plan";
import type { TextModelPlan } from "./plan";
import { textModelRecipe } from "./recipe";

/** One way each, and a twin that hears no text: about as many weights, the same data, steps and seed. */
const compared = {
  steps: 2_400,
  data: comparedData,
  guidance: 3,
  network: "dit",
  score: false,
} as const;
const comparedSize = { width: 96, depth: 4, heads: 4, patch: 1, conditionWidth: 48 } as const;

function singleMode(name: string, modes: readonly ModeName[], mlpRatio: number): TextModelPlan {
  // The wider the networks for each token, the more weights: so that all models have as many.
  return { ...compared, name, size: { ...comparedSize, mlpRatio, modes } };
}

const plans: readonly TextModelPlan[] = [
  // The default: a voice for each word in each block, and one for the whole text.
  {
    name: "text-to-music",
    steps: 10_000,
    data: defaultData,
    guidance: 2,
    network: "dit",
    score: true,
    size: {
      ...{ width: 192, depth: 5, heads: 6, mlpRatio: 3, patch: 1, conditionWidth: 96 },
      // Rhythm is a matter of distances. The fastest pair of numbers turns once in 0.4 s, the slowest in 4 minutes.
      rotaryBase: 1000,
      // The head of its score goes in beside the music, and does not come out.
      outChannels: channelsOf({ score: true }),
      modes: ["crossAttention", "adaLnZero"],
    },
  },
  singleMode("text-temporal-concat", ["temporalConcat"], 3.7),
  singleMode("text-channel-concat", ["channelConcat"], 3.45),
  singleMode("text-cross-attention", ["crossAttention"], 1.7),
  singleMode("text-ada-ln-zero", ["adaLnZero"], 3.8),
  // The twin of the one with cross-attention.
  {
    name: "text-unet",
    steps: compared.steps,
    data: compared.data,
    guidance: compared.guidance,
    network: "unet",
    score: compared.score,
    size: {
      ...{ width: 76, heads: 4, groups: 4, blocksPerLevel: 1, conditionWidth: 48 },
      modes: ["crossAttention"],
    },
  },
  singleMode("text-none", [], 3.9),
];

/** The names of all text models, the default first. */
export const textModelNames: readonly string[] = plans.map(({ name }) => name);

/**
 * The plan of a text model.
 *
 * @throws TutorialError `model.textToMusic.name`
 *
 * @example
 * const { size } = textModelPlan("text-to-music");
 * console.log(size.modes);
 */
export function textModelPlan(name: string): TextModelPlan {
  const plan = plans.find((one) => one.name === name);
  if (plan) return plan;
  throw new TutorialError({
    code: "model.textToMusic.name",
    where: "textModelPlan",
    expected: `one of ${textModelNames.join(", ")}`,
    got: `"${name}"`,
    fix: "take a name of the list",
  });
}

/** Their recipes. */
export const textModelRecipes: readonly Recipe[] = plans.map(textModelRecipe);
