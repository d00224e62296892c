/** Real music on a plane: every point is a clip that can be played. */
import { openCorpus } from "../../corpus/corpus";
import type { Corpus, CorpusOptions } from "../../corpus/corpus";
import type { InstrumentName } from "../../corpus/instruments";
import { TutorialError } from "../../error";
import { describeClip } from "./describeClip";
import { principalComponents } from "./principalComponents";

/** One of the map's two directions, in words. */
export interface MapAxis {
  /** The share of the features' variance that lies along it, 0 to 1. */
  readonly explained: number;
  /** Each feature of {@link describeClip} and how much it counts, largest first; their squares sum to 1. */
  readonly weights: readonly { readonly feature: string; readonly weight: number }[];
}

/** N clips as N points. */
export interface MusicMap {
  /** [N, 2] row by row; each axis of mean 0 and variance 1, the two uncorrelated. */
  readonly points: Float32Array;
  /** The instrument of each clip, N names. */
  readonly instruments: readonly InstrumentName[];
  /** The caption of each clip, N sentences. */
  readonly captions: readonly string[];
  /** x and y. */
  readonly axes: { readonly x: MapAxis; readonly y: MapAxis };
  /** The share of the features' variance that the plane shows, 0 to 1. */
  readonly explained: number;
  /** Where point i came from: `corpus.clipAt(i)` is its sound. */
  readonly corpus: Corpus;
}

/** Yields to the notebook this often, so that its progress bar moves and its stop button is heard. */
const clipsATime = 25;

export interface MusicMapOptions extends CorpusOptions {
  /** Is told after every few clips how many are done. */
  readonly observe?: (report: { readonly done: number; readonly count: number }) => void;
}

function axisOf(
  features: readonly string[],
  { explained, weights }: { explained: number; weights: readonly number[] },
): MapAxis {
  const named = features.map((feature, f) => ({ feature, weight: weights[f] }));
  named.sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight));
  return { explained, weights: named };
}

/**
 * Places real music on a plane by how it sounds: a data set of two dimensions that is not a toy.
 *
 * Each clip of the corpus is described by 32 features ({@link describeClip}); the plane is that of their first two
 * principal components, whitened. The same options give the same map, number by number.
 *
 * @param options those of {@link openCorpus}; 600 clips of 1 s unless asked otherwise, tempo audible or not
 * @throws TutorialError `model.musicMap.count` below 3 clips; those of {@link openCorpus}
 *
 * @example
 * const map = await musicMap({ count: 100, seed: 7 });
 * const data = tf.tensor2d(map.points, [100, 2]);
 * const { clip, caption: text } = map.corpus.clipAt(0); // what the first point sounds like
 */
export async function musicMap(options: MusicMapOptions = {}): Promise<MusicMap> {
  const { observe, ...asked } = options;
  const corpus = await openCorpus({ count: 600, seconds: 1, audibleTempo: false, ...asked });
  const { count } = corpus;
  if (count < 3) {
    throw new TutorialError({
      code: "model.musicMap.count",
      where: "musicMap",
      expected: "at least 3 clips, for a plane has two directions",
      got: String(count),
      fix: "pass for example {count: 600}",
    });
  }
  const rows: number[][] = [];
  const instruments: InstrumentName[] = [];
  const captions: string[] = [];
  let features: string[] = [];
  for (const { clip, facts, caption } of corpus) {
    const description = describeClip(clip);
    features = Object.keys(description);
    rows.push(Object.values(description));
    instruments.push(facts.instrument);
    captions.push(caption);
    if (rows.length % clipsATime === 0 || rows.length === count) {
      observe?.({ done: rows.length, count });
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
  const { components, points } = principalComponents(rows, 2);
  const [x, y] = components.map((component) => axisOf(features, component));
  const explained = x.explained + y.explained;
  return { points, instruments, captions, axes: { x, y }, explained, corpus };
}
