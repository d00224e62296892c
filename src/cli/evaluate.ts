/** `npm run evaluate -- representations --tunes FILE`: what the representations make of any tunes. */
import { TutorialError } from "../error";
import { evaluateCommand } from "./evaluateCommand";

evaluateCommand(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof TutorialError ? error : (error as Error).stack);
  process.exitCode = 1;
});
