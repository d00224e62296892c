/**
 * `npm run train -- NAME…`: trains models and writes their weights and cards.
 *
 * It is run by `node --import tsx`: the `tsx` command would kill, at Ctrl-C, a program that is in the
 * middle of a long step, before it can save what it learned.
 */
import { TutorialError } from "../error";
import { contrastNames } from "../model/contrast/contrasts";
import { contrastTrainable } from "./contrastTrainable";
import { recipes } from "./recipes";
import { recipeTrainable } from "./recipeTrainable";
import { trainCommand } from "./trainCommand";

/** All that can be trained, teachers before students. */
const trainables = [...contrastNames.map(contrastTrainable), ...recipes.map(recipeTrainable)];

trainCommand(process.argv.slice(2), trainables).catch((error: unknown) => {
  console.error(error instanceof TutorialError ? error : (error as Error).stack);
  process.exitCode = 1;
});
