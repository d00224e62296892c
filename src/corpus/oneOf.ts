/** Refuses a name that is not on a list, and guesses which one was meant. */
import { TutorialError } from "../error";

/** Edit distance of two words: insertions, deletions and replacements of a letter (Levenshtein 1966). */
export function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const replace = previous[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1);
      row.push(Math.min(replace, previous[j] + 1, row[j - 1] + 1));
    }
    previous = row;
  }
  return previous[b.length];
}

/** The name of a list that is nearest in spelling, however far. */
export function closest(word: string, names: readonly string[]): string {
  const distance = (name: string): number => editDistance(word.toLowerCase(), name.toLowerCase());
  return names.reduce((best, name) => (distance(name) < distance(best) ? name : best));
}

/** What the refusal of {@link oneOf} should say. */
export interface OneOfDetails {
  readonly code: string;
  readonly where: string;
  /** What the list is a list of, e.g. `"instrument"`. */
  readonly kind: string;
}

/**
 * The given name, if it is on the list.
 *
 * @throws TutorialError `details.code`, with the whole list and, for a slip of the pen, the name that was meant
 */
export function oneOf<Name extends string>(
  name: string,
  names: readonly Name[],
  details: OneOfDetails,
): Name {
  const found = names.find((candidate) => candidate === name);
  if (found !== undefined) return found;
  const near = closest(String(name), names);
  const isTypo = editDistance(String(name), near) <= String(name).length / 2;
  throw new TutorialError({
    code: details.code,
    where: details.where,
    expected: `${details.kind} ${names.map((candidate) => `"${candidate}"`).join(" | ")}`,
    got: JSON.stringify(name) ?? String(name),
    fix: isTypo ? `did you mean "${near}"?` : "pass one of these names",
  });
}
