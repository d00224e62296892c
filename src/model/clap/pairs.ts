/** Clips with captions to train on: sounds from the pool, texts read once. */
import type { TextBackbone } from "../../conditioning/text/textBackbone";
import type { TextEmbedding } from "../../conditioning/textEmbedding";
import { statedCaption } from "../../corpus/caption";
import type { ClipPool } from "../../corpus/clipPool";
import type { ClipFacts } from "../../corpus/facts";
import type { Random } from "../../tensor/random";
import { tf } from "../../tensor/tf";
import type { Tensor2D } from "../../tensor/tf";
import type { Samples } from "../../units";
import { isTrueOf } from "./statedFacts";
import { keepTexts } from "../textStore";

/** A caption for each of some sounds. (A type, for `tf.tidy`.) */
export type DrawnCaptions = {
  readonly text: TextEmbedding;
  /** Which texts (across) are true of which sounds (down), 1 or 0, [B, B]. */
  readonly matches: Tensor2D;
};

/** A batch of pairs. (A type, for `tf.tidy`.) */
export type DrawnPairs = {
  /** [B, S] */
  readonly waveform: Tensor2D;
  /** As often as asked for, other words each time. */
  readonly captions: DrawnCaptions[];
};

/** What is drawn. */
export interface PairBatch {
  readonly pairs: number;
  /** On so many instruments, each with as many pairs: the fewer, the more must be told apart by other things. */
  readonly instruments: number;
  /** Length of each stretch. */
  readonly samples: Samples;
  /** How many captions of each sound: words are cheaper to hear than sounds. */
  readonly wordings: number;
}

/** Where pairs come from. */
export interface PairSource {
  /**
   * Stretches of different clips at random places, each with some of its captions.
   *
   * Were all instruments in a batch, nearly every pair could be found by its instrument, and a word for a tempo would
   * hardly ever be asked for.
   *
   * Source: Robinson et al. 2021, "Contrastive Learning with Hard Negative Samples".
   */
  draw(random: Random, batch: PairBatch): DrawnPairs;
}

/** Clips by what plays them. */
function byInstrument(facts: readonly ClipFacts[]): number[][] {
  const groups = new Map<string, number[]>();
  facts.forEach(({ instrument }, clip) => {
    groups.set(instrument, [...(groups.get(instrument) ?? []), clip]);
  });
  return [...groups.values()];
}

/**
 * Writes captions for every clip of a pool, and lets a backbone read them.
 *
 * @param perClip how many captions each has
 *
 * @internal
 */
export async function pairsOf(
  pool: ClipPool,
  backbone: TextBackbone,
  perClip: number,
): Promise<PairSource> {
  const facts = Array.from({ length: pool.count }, (_, clip) => pool.factsAt(clip));
  const captions = facts.flatMap((one, clip) =>
    Array.from({ length: perClip }, (_, which) => {
      const options = { seed: clip * perClip + which };
      const { text, states } = statedCaption(one, options);
      return { clip, text, stated: states };
    }),
  );
  const texts = await keepTexts(
    backbone,
    captions.map(({ text }) => text),
  );
  const groups = byInstrument(facts);
  return {
    draw(random, { pairs, instruments, samples, wordings }) {
      const each = Math.ceil(pairs / instruments);
      const chosenGroups = random.shuffle(groups).slice(0, instruments);
      const clips = chosenGroups.flatMap((group) => random.shuffle(group).slice(0, each));
      const values = new Float32Array(clips.length * samples);
      clips.forEach((clip, row) => {
        const begin = random.integer(pool.samples - samples + 1);
        values.set(pool.samplesAt(clip).subarray(begin, begin + samples), row * samples);
      });
      const drawCaptions = (): DrawnCaptions => {
        const chosen = clips.map((clip) => clip * perClip + random.integer(perClip));
        const matches = clips.map((clip) =>
          chosen.map((text) => {
            const { clip: own, stated } = captions[text];
            return Number(isTrueOf(stated, facts[own], facts[clip]));
          }),
        );
        return { text: texts.take(chosen), matches: tf.tensor2d(matches) };
      };
      return {
        waveform: tf.tensor2d(values, [clips.length, samples]),
        captions: Array.from({ length: wordings }, drawCaptions),
      };
    },
  };
}
