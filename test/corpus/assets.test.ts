import { existsSync } from "node:fs";
import { tmpdir } from "node:os";
import { isAbsolute } from "node:path";
import { expect, test } from "vitest";
import { assetPath } from "../../src/corpus/assets";

test("finds every asset from any working directory", () => {
  const home = process.cwd();
  process.chdir(tmpdir());
  try {
    for (const name of ["tunes.json", "instruments.sf3", "clips/guitar.wav", "clips/tabla.wav"]) {
      expect(isAbsolute(assetPath(name))).toBe(true);
      expect(existsSync(assetPath(name)), name).toBe(true);
    }
  } finally {
    process.chdir(home);
  }
});

test("says which asset is missing", () => {
  expect(() => assetPath("clips/lute.wav")).toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: assetPath: expected a file assets/clips/lute.wav in the noise-to-music folder, got no such file; check the name against assets/README.md, or restore the folder with: git checkout assets]`,
  );
});
