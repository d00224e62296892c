/** What a caption claims, and of which clips it is therefore true. */
import { caption } from "../../corpus/caption";
import type { CaptionOptions } from "../../corpus/caption";
import type { ClipFacts } from "../../corpus/facts";

/** Two values each of what a caption may claim; one at least is not the clip's own. */
const alternatives = {
  instrument: ["oboe", "koto"],
  register: ["low", "high"],
  tempo: ["slow", "fast"],
  bpm: [100, 110],
  rhythm: ["reel", "jig"],
  tonic: ["C", "D"],
  mode: ["major", "minor"],
  region: ["Ireland", "Scotland"],
} as const satisfies { readonly [Name in keyof ClipFacts]?: readonly ClipFacts[Name][] };

/** What a caption may claim. */
export type FactName = keyof typeof alternatives;

const names = Object.keys(alternatives) as FactName[];

/**
 * Which facts {@link caption} states for these options: those that, were they others, would change its words.
 *
 * @internal
 */
export function statedFacts(facts: ClipFacts, options: CaptionOptions): FactName[] {
  const text = caption(facts, options);
  return names.filter((name) => {
    const other = alternatives[name].find((value) => value !== facts[name]);
    return caption({ ...facts, [name]: other }, options) !== text;
  });
}

/**
 * Is a caption of one clip, which states these facts, true of another?
 *
 * @internal
 */
export function isTrueOf(stated: readonly FactName[], own: ClipFacts, other: ClipFacts): boolean {
  return stated.every((name) => own[name] === other[name]);
}
