/** Does one prompt with other seeds give other music? */
import type { HeardSound } from "./hearSounds";
import type { RealClips } from "./realClips";
import type { PromptWithTruths, Truths } from "./truths";

/** Mean distances of embeddings. */
export interface Diversity {
  /** Between sounds made for one prompt; NaN if no prompt has two. */
  readonly generated: number;
  /** Between real clips that are what such a prompt states; NaN if there are no two. */
  readonly real: number;
  /** generated / real: 1 for a model as varied as music, 0 for one that plays the same each time. */
  readonly ratio: number;
}

function distance(a: HeardSound, b: HeardSound): number {
  return Math.sqrt(a.embedding.reduce((sum, x, d) => sum + (x - b.embedding[d]) ** 2, 0));
}

/** Σ of the distances of all pairs, and how many there are. */
function pairs(sounds: readonly HeardSound[]): { readonly sum: number; readonly count: number } {
  let sum = 0;
  for (let i = 0; i < sounds.length; i++) {
    for (let j = i + 1; j < sounds.length; j++) sum += distance(sounds[i], sounds[j]);
  }
  return { sum, count: (sounds.length * (sounds.length - 1)) / 2 };
}

/** Is all that is stated so, as far as a word was found for it? */
function fits(real: Truths, stated: Truths): boolean {
  return (["instrument", "register", "tempo", "mode"] as const).every(
    (key) => stated[key] === undefined || stated[key] === real[key],
  );
}

/**
 * How far sounds of one prompt lie apart in the listener's memory, held against real clips that the same prompt
 * describes: both are an oboe, slow and low, but no two tunes are the same.
 *
 * The mean over pairs is taken within each prompt, then over the prompts for which there are pairs of both kinds.
 *
 * @param prompts one for each sound; the same text means the same prompt
 * @param real clips, and what is true of each
 */
export function diversity(
  heard: readonly HeardSound[],
  prompts: readonly PromptWithTruths[],
  real: RealClips,
): Diversity {
  const texts = new Map(prompts.map(({ prompt, truths }) => [prompt, truths]));
  const rows = [...texts].flatMap(([text, truths]) => {
    const made = pairs(heard.filter((_, i) => prompts[i].prompt === text));
    const known = pairs(real.heard.filter((_, i) => fits(real.truths[i], truths)));
    if (made.count === 0 || known.count === 0) return [];
    return [{ made: made.sum / made.count, known: known.sum / known.count }];
  });
  const mean = (values: readonly number[]): number =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  const generated = mean(rows.map(({ made }) => made));
  const known = mean(rows.map((row) => row.known));
  return { generated, real: known, ratio: generated / known };
}
