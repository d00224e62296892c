/** Where the tunes, instruments and recorded clips lie, whoever asks and from wherever. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { TutorialError } from "../error";

/** `src/corpus` and `dist/corpus` both lie two folders below the package. */
const assetsFolder = join(__dirname, "..", "..", "assets");

/**
 * The full path of a file in `assets/`, the same from `src/`, from `dist/` and from any working directory.
 *
 * @param name path inside `assets/`, e.g. `"clips/guitar.wav"`
 * @throws TutorialError `corpus.asset.missing` if there is no such file
 *
 * @example
 * const guitar = assetPath("clips/guitar.wav");
 */
export function assetPath(name: string): string {
  const path = join(assetsFolder, name);
  if (!existsSync(path)) {
    throw new TutorialError({
      code: "corpus.asset.missing",
      where: "assetPath",
      expected: `a file assets/${name} in the noise-to-music folder`,
      got: "no such file",
      fix: "check the name against assets/README.md, or restore the folder with: git checkout assets",
    });
  }
  return path;
}
