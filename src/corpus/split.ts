/** Training, validation and test: by tune, so that no melody is on two sides. */
import { Random } from "../tensor/random";
import { tuneFamilies } from "./kin";
import { oneOf } from "./oneOf";
import { loadTunes } from "./tuneBook";
import type { Tune } from "./tune";

/** The three parts of the corpus. */
export const splits = ["train", "validation", "test"] as const;
/** One of {@link splits}. */
export type Split = (typeof splits)[number];

/** Of ten tune families, eight train, one validates, one tests. */
const shares: Readonly<Record<Split, number>> = { train: 0.8, validation: 0.1, test: 0.1 };

/**
 * The given name, if it names a split.
 *
 * @param where the function that speaks in the error
 * @throws TutorialError `corpus.split.unknown`
 */
export function splitNamed(name: string, where = "splitNamed"): Split {
  return oneOf(name, splits, {
    code: "corpus.split.unknown",
    where,
    kind: "a split",
  });
}

/** The split of a tune family: a hash of its name, so that adding tunes moves no other. */
function splitOfFamily(family: string): Split {
  const place = new Random(0, "split", family).uniform();
  if (place < shares.train) return "train";
  return place < shares.train + shares.validation ? "validation" : "test";
}

const known = new WeakMap<readonly Tune[], Map<string, Split>>();

/**
 * The split of every tune: tunes that share a melody ({@link tuneFamilies}) share a split.
 *
 * @returns split by tune id
 *
 * @example
 * const heldOut = loadTunes().filter((tune) => tuneSplits().get(tune.id) === "test");
 */
export function tuneSplits(tunes: readonly Tune[] = loadTunes()): ReadonlyMap<string, Split> {
  let found = known.get(tunes);
  if (!found) {
    const families = tuneFamilies(tunes);
    found = new Map(tunes.map(({ id }) => [id, splitOfFamily(families.get(id)!)]));
    known.set(tunes, found);
  }
  return found;
}
