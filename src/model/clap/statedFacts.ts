/** Of which clips a caption is true. */
import type { SaidFact } from "../../corpus/captions/draft";
import type { ClipFacts } from "../../corpus/facts";

/**
 * Is a caption of one clip, which states these facts, true of another?
 *
 * @internal
 */
export function isTrueOf(stated: readonly SaidFact[], own: ClipFacts, other: ClipFacts): boolean {
  return stated.every((name) => own[name] === other[name]);
}
