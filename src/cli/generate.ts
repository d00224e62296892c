/** `npm run generate -- "a lively reel for violin"`: a prompt becomes a WAV file. */
import { TutorialError } from "../error";
import { generateCommand } from "./generateCommand";

generateCommand(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof TutorialError ? error : (error as Error).stack);
  process.exitCode = 1;
});
