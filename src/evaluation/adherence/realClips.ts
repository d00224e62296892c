/** Real clips and what is true of them: the ceiling of every question, and the other side of every distance. */
import { openCorpus } from "../../corpus/corpus";
import type { CorpusOptions } from "../../corpus/corpus";
import type { ClipFacts } from "../../corpus/facts";
import type { Listener } from "../../model/listener/listener";
import { tf } from "../../tensor/tf";
import { hearSounds } from "./hearSounds";
import type { HeardSound } from "./hearSounds";
import { promptModes } from "./truths";
import type { Truths } from "./truths";

/** Real clips as they are heard, and what a true caption may say of each. */
export interface RealClips {
  readonly heard: readonly HeardSound[];
  readonly truths: readonly Truths[];
}

/**
 * What can be heard in a clip, as a prompt would state it: no tempo or key that its notes do not show, and no mode that
 * prompts do not speak of.
 *
 * @example
 * const { facts } = (await openCorpus({ count: 1 })).planAt(0);
 * console.log(truthsOf(facts).instrument);
 */
export function truthsOf(facts: ClipFacts): Truths {
  const { instrument, tempo, tempoHeard, register, keyHeard, rhythm } = facts;
  const mode = promptModes.find((name) => keyHeard && name === facts.mode);
  return { instrument, register, rhythm, mode, tempo: tempoHeard ? tempo : undefined };
}

/**
 * Renders clips and listens to them, one at a time.
 *
 * @param options.split `"test"`, unless a model was trained on something else
 * @throws TutorialError those of {@link openCorpus}
 *
 * @example
 * const listener = openListener();
 * const { heard, truths } = await realClips(listener, { split: "test", count: 2 });
 */
export async function realClips(
  listener: Listener,
  options: CorpusOptions,
  observe?: (done: number) => void,
): Promise<RealClips> {
  const heard: HeardSound[] = [];
  const truths: Truths[] = [];
  for (const { clip, facts } of await openCorpus(options)) {
    const [samples] = clip.channels;
    const sound = tf.tensor2d(samples, [1, samples.length]);
    heard.push(...(await hearSounds(listener, sound)));
    sound.dispose();
    truths.push(truthsOf(facts));
    observe?.(heard.length);
  }
  return { heard, truths };
}
