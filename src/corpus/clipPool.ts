/** Clips to train on: each is rendered when it is first drawn, then kept. */
import { TutorialError } from "../error";
import type { Random } from "../tensor/random";
import { tf } from "../tensor/tf";
import type { Tensor2D } from "../tensor/tf";
import type { Hertz, Samples } from "../units";
import { openCorpus } from "./corpus";
import type { CorpusOptions } from "./corpus";
import type { ClipFacts } from "./facts";

/** Sounds of a batch, and what is true of each. */
export interface DrawnClips {
  /** [B, S] */
  readonly waveform: Tensor2D;
  readonly facts: readonly ClipFacts[];
}

/** A corpus in memory, as far as it has been asked for. */
export interface ClipPool {
  readonly count: number;
  readonly sampleRate: Hertz;
  /** Length of every clip. */
  readonly samples: Samples;
  /** The i-th clip's samples, a copy. */
  samplesAt(index: number): Float32Array;
  /** The i-th clip as a batch of one, [1, S]. */
  waveformAt(index: number): Tensor2D;
  factsAt(index: number): ClipFacts;
  /**
   * Stretches of random clips at random places.
   *
   * @param samples length of each; the whole clip unless given
   * @throws TutorialError `corpus.pool.samples`
   */
  draw(random: Random, batch: number, samples?: Samples): DrawnClips;
}

const fullScale = 0x7fff;

/**
 * Opens a corpus whose clips are kept as 16-bit numbers once rendered: the first draws of a training cost the
 * rendering, the later ones nothing. What is drawn depends on `random` alone, not on what was drawn before.
 *
 * @returns 131 kB a clip of 4.096 s, at most
 * @throws TutorialError those of {@link openCorpus}
 *
 * @example
 * const pool = await openClipPool({ split: "train", count: 3000 });
 * const { waveform, facts } = pool.draw(new Random(7), 8, 16384); // [8, 16384], and eight facts
 */
export async function openClipPool(options: CorpusOptions = {}): Promise<ClipPool> {
  const corpus = await openCorpus(options);
  const { count, sampleRate, seconds } = corpus;
  const samples = Math.round(seconds * sampleRate);
  const kept = new Map<number, { readonly sound: Int16Array; readonly facts: ClipFacts }>();

  const keep = (index: number): { readonly sound: Int16Array; readonly facts: ClipFacts } => {
    let found = kept.get(index);
    if (!found) {
      const { clip, facts } = corpus.clipAt(index);
      const scaled = clip.channels[0].map((one) => Math.max(-1, Math.min(1, one)) * fullScale);
      found = { sound: Int16Array.from(scaled, Math.round), facts };
      kept.set(index, found);
    }
    return found;
  };
  const fill = (to: Float32Array, index: number, begin: Samples): void => {
    const { sound } = keep(index);
    for (let i = 0; i < to.length; i++) to[i] = sound[begin + i] / fullScale;
  };

  const samplesAt = (index: number): Float32Array => {
    const whole = new Float32Array(samples);
    fill(whole, index, 0);
    return whole;
  };

  return {
    count,
    sampleRate,
    samples,
    samplesAt,
    waveformAt: (index) => tf.tensor2d(samplesAt(index), [1, samples]),
    factsAt: (index) => kept.get(index)?.facts ?? corpus.planAt(index).facts,
    draw(random, batch, length = samples) {
      checkLength(length, samples);
      const values = new Float32Array(batch * length);
      const facts = Array.from({ length: batch }, (_, item) => {
        const index = random.integer(count);
        const begin = random.integer(samples - length + 1);
        fill(values.subarray(item * length, (item + 1) * length), index, begin);
        return keep(index).facts;
      });
      return { waveform: tf.tensor2d(values, [batch, length]), facts };
    },
  };
}

function checkLength(length: Samples, samples: Samples): void {
  if (Number.isInteger(length) && length >= 1 && length <= samples) return;
  throw new TutorialError({
    code: "corpus.pool.samples",
    where: "ClipPool.draw",
    expected: `a whole number of samples up to ${samples}, the length of the clips`,
    got: String(length),
    fix: "open the pool with more seconds, or draw shorter stretches",
  });
}
