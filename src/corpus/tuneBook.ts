/** The tune book: 1,500 melodies in the public domain, read once. */
import { readFileSync } from "node:fs";
import { TutorialError } from "../error";
import { assetPath } from "./assets";
import { closest } from "./oneOf";
import { parseTunes } from "./parseTunes";
import type { Tune } from "./tune";

let shipped: readonly Tune[] | undefined;

/**
 * The tunes of `assets/tunes.json`, or of a file of your own in the same form.
 *
 * @param path left out: the tunes that come with the library, read once and kept
 * @throws TutorialError `corpus.asset.missing`, `corpus.tunes.unreadable`, and those of {@link parseTunes}
 *
 * @example
 * const jigs = loadTunes().filter((tune) => tune.rhythm === "jig");
 */
export function loadTunes(path?: string): readonly Tune[] {
  if (path !== undefined) return parseTunes(readText(path), path);
  shipped ??= parseTunes(readText(assetPath("tunes.json")), "assets/tunes.json");
  return shipped;
}

function readText(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (cause) {
    const details = {
      code: "corpus.tunes.unreadable",
      where: "loadTunes",
      expected: "a tune book that can be read",
      got: `${path}: ${(cause as NodeJS.ErrnoException).code ?? String(cause)}`,
      fix: "check the path; leave it out for the tunes that come with the library",
    };
    throw new TutorialError(details, { cause });
  }
}

/**
 * One tune, by its id or its exact title.
 *
 * @param name e.g. `"o1561"` or `"Off to Donnybrook"`; of several with one title, the first
 * @throws TutorialError `corpus.tune.unknown`, with the nearest title
 *
 * @example
 * const tune = findTune("Off to Donnybrook");
 */
export function findTune(name: string, tunes: readonly Tune[] = loadTunes()): Tune {
  const found = tunes.find(({ id }) => id === name) ?? tunes.find(({ title }) => title === name);
  if (found) return found;
  const near = closest(
    name,
    tunes.map(({ title }) => title),
  );
  throw new TutorialError({
    code: "corpus.tune.unknown",
    where: "findTune",
    expected: `the id or the title of one of ${tunes.length} tunes`,
    got: JSON.stringify(name),
    fix: `did you mean "${near}"? loadTunes() lists them all`,
  });
}
