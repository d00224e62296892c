/** All recipes that `npm run train` knows, models before those that are built on them. */
import { clapRecipe } from "../model/clap/clapRecipe";
import { frameCodesRecipe } from "../model/frameCodec/frameCodesRecipe";
import { frameLatentRecipe } from "../model/frameCodec/frameLatentRecipe";
import { frameVocoderRecipe } from "../model/frameVocoder/frameVocoderRecipe";
import { latentMelRecipe } from "../model/latentMel/latentMelRecipe";
import { listenerRecipe } from "../model/listener/listenerRecipe";
import type { Recipe } from "../model/recipe";
import { representationDiffusionRecipes } from "../model/representationDiffusion/representationDiffusions";
import { headingRecipe } from "../model/textToMusic/score/headingRecipe";
import { textModelRecipes } from "../model/textToMusic/textModels";
import { dacLatentRecipe } from "../model/waveCodec/dacLatentRecipe";

export const recipes: readonly Recipe[] = [
  listenerRecipe,
  clapRecipe,
  frameVocoderRecipe,
  latentMelRecipe,
  frameLatentRecipe,
  frameCodesRecipe("dac"),
  frameCodesRecipe("encodec"),
  dacLatentRecipe,
  ...representationDiffusionRecipes,
  headingRecipe,
  ...textModelRecipes,
];
