/** How busy a sound is. */
import { duration } from "../../audio/clip";
import type { AudioClip } from "../../audio/clip";
import { onsets } from "../onsets";

/**
 * Notes that begin in a second, by {@link onsets}: their number over the length of the clip.
 *
 * @throws TutorialError those of {@link onsets}
 *
 * @example
 * const { clip } = (await openCorpus({ count: 1, tempos: ["fast"] })).clipAt(0);
 * console.log(onsetRate(clip)); // 3 to 7
 */
export function onsetRate(clip: AudioClip): number {
  return onsets(clip).length / duration(clip);
}
