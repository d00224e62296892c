/** A small bench for conditioning modes: the same frames, the same words, any mode. */
import type { ConditioningMode, Host } from "../../../conditioning/modes/mode";
import type { TextEmbedding } from "../../../conditioning/textEmbedding";
import { Parameters } from "../../../nn/parameters";
import { seededNoise } from "../../../tensor/random";
import { tf } from "../../../tensor/tf";
import type { Tensor3D } from "../../../tensor/tf";

/** The network that the mode enters. */
export const host: Host = { width: 8, heads: 2, depth: 2, frames: 6, conditionWidth: 8 };

/** Frames, [2, N, D]. */
export function song(): Tensor3D {
  return seededNoise<tf.Rank.R3>([2, host.frames, host.width], 3);
}

/** Two texts of five tokens, the last two of them padding. */
export function text({ other = false, padding = 0, twice = false } = {}): TextEmbedding {
  const said = seededNoise<tf.Rank.R3>([2, 3, 6], other ? 12 : 11);
  const rest = tf.fill<tf.Rank.R3>([2, 2, 6], padding);
  const once = tf.concat([said, rest], 1);
  const mask = tf.tensor2d([[1, 1, 1, 0, 0], [1, 1, 1, 0, 0]]); // prettier-ignore
  const global = seededNoise<tf.Rank.R2>([2, 6], other ? 14 : 13);
  if (!twice) return { global, tokens: once, mask };
  return { global, tokens: tf.concat([once, once], 1), mask: tf.concat([mask, mask], 1) };
}

interface Hearing {
  /** Whether its weights are drawn at random, as if something had been learned; else they are as they begin. */
  readonly learned?: boolean;
  readonly block?: number;
  readonly words?: TextEmbedding;
  /** Only this item of the batch. */
  readonly only?: number;
}

/** One row of a batch, or all of it. */
function one<T extends tf.Tensor>(x: T, item: number | undefined): T {
  const rows: tf.Tensor = item === undefined ? x : x.slice<tf.Tensor>(item, 1);
  return rows as T;
}

function enter(mode: ConditioningMode, parameters: Parameters, words: TextEmbedding) {
  const entered = mode.enter(parameters, "text", words, host);
  if (!entered.inBlock) throw new Error("enter gave no inBlock(block, tokens)");
  return entered.inBlock;
}

/** What the frames are after a block of the mode. */
export function heard(
  mode: ConditioningMode,
  { learned, block = 0, words = text(), only }: Hearing = {},
): Tensor3D {
  const parameters = new Parameters(5);
  try {
    const own: TextEmbedding = {
      global: one(words.global, only),
      tokens: one(words.tokens, only),
      mask: one(words.mask, only),
    };
    const frames = one(song(), only);
    const ask = (): Tensor3D => enter(mode, parameters, own)(block, frames);
    const first = ask(); // makes the weights
    if (!learned) return first;
    for (const [name, weight] of Object.entries(parameters.values())) {
      const seed = [...name].reduce((sum, letter) => sum * 31 + letter.charCodeAt(0), 7) % 1e6;
      weight.assign(seededNoise(weight.shape as [number], seed).mul(0.5));
    }
    return ask();
  } finally {
    parameters.dispose();
  }
}

/** How many weights a mode makes, with all blocks asked. */
heard.weights = (mode: ConditioningMode): { count: number } => {
  const parameters = new Parameters(5);
  try {
    const ask = enter(mode, parameters, text());
    for (let block = 0; block < host.depth; block++) ask(block, song());
    return { count: parameters.count() };
  } finally {
    parameters.dispose();
  }
};

/** The largest difference. */
export function differ(a: tf.Tensor, b: tf.Tensor): number {
  return a.sub(b).abs().max().dataSync()[0];
}
