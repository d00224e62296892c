/** `npm run exercises`: what is done and what is next; with `--verify`, whether the exercises are right themselves. */
import { TutorialError } from "../error";
import { exercisesCommand } from "./exercisesCommand";

exercisesCommand(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof TutorialError ? error : (error as Error).stack);
  process.exitCode = 1;
});
