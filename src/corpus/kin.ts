/**
 * Which tunes are the same melody under two names, two keys or two settings.
 *
 * Dance tunes travel: "Spellan's Delight" stands twice in O'Neill, in two keys; "Rickett's Hornpipe" in Ryan is "Sailor's
 * Hornpipe" in O'Neill. A model that has trained on one has heard the other.
 */
import type { Tune } from "./tune";

/** So many successive intervals in common, anywhere in two tunes, make them kin. */
export const sharedIntervals = 14;
/** So many successive intervals in common at the start of two tunes make them kin. */
export const sharedOpening = 12;

/**
 * The steps from note to note in semitones: what stays of a melody in any key.
 *
 * @param merge leave out repeated notes (steps of 0), which differ from setting to setting
 */
export function intervals(tune: Tune, merge = false): number[] {
  const steps = tune.notes.slice(1).map((note, i) => note.pitch - tune.notes[i].pitch);
  return merge ? steps.filter((step) => step !== 0) : steps;
}

/** Every text that another tune must share to be kin of this one. */
function fingerprints(tune: Tune): string[] {
  const steps = intervals(tune, true);
  const prints = [`opens ${intervals(tune).slice(0, sharedOpening).join(" ")}`];
  for (let i = 0; i + sharedIntervals <= steps.length; i++) {
    prints.push(steps.slice(i, i + sharedIntervals).join(" "));
  }
  return prints;
}

/**
 * Groups tunes into families: two are in one family if a chain of kin joins them.
 *
 * Kin share {@link sharedIntervals} successive intervals (repeated notes aside), or their first {@link sharedOpening}.
 *
 * @returns the family of each tune id, named by the smallest id in it
 */
export function tuneFamilies(tunes: readonly Tune[]): Map<string, string> {
  const parent = new Map(tunes.map(({ id }) => [id, id]));
  const root = (id: string): string => {
    let at = id;
    while (parent.get(at)! !== at) at = parent.get(at)!;
    parent.set(id, at);
    return at;
  };
  const firstWith = new Map<string, string>();
  for (const tune of tunes) {
    for (const print of fingerprints(tune)) {
      const other = firstWith.get(print);
      if (other === undefined) firstWith.set(print, tune.id);
      else {
        const [a, b] = [root(other), root(tune.id)];
        // The smallest id is the root, whatever order the tunes come in.
        if (a < b) parent.set(b, a);
        else parent.set(a, b);
      }
    }
  }
  return new Map(tunes.map(({ id }) => [id, root(id)]));
}
