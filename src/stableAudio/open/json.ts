/** Config files, read. */
import * as fs from "node:fs";
import * as path from "node:path";
import { TutorialError } from "../../error";

/**
 * What a config file holds.
 *
 * @throws TutorialError `stableAudio.config` when there is none, or it is no JSON
 * @internal
 */
export function readConfigFile(folder: string, name: string): unknown {
  const wrong = (got: string, cause: unknown): TutorialError =>
    new TutorialError(
      {
        code: "stableAudio.config",
        where: "openStableAudio",
        expected: `a config ${name} beside the weights`,
        got,
        fix: `download ${name} of the model once more; it is a few kilobytes`,
      },
      { cause },
    );
  let text: string;
  try {
    text = fs.readFileSync(path.join(folder, name), "utf8");
  } catch (error) {
    throw wrong(`none (${(error as NodeJS.ErrnoException).code})`, error);
  }
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw wrong(`a file that is not JSON (${(error as Error).message})`, error);
  }
}
