/** `npm run train` with the one recipe of the tests, as a process of its own. */
import { recipeTrainable } from "../../src/cli/recipeTrainable";
import { trainCommand } from "../../src/cli/trainCommand";
import { lineRecipe } from "./lineRecipe";

void trainCommand(process.argv.slice(2), [recipeTrainable(lineRecipe)]);
