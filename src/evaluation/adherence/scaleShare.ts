/** Of all notes of a set of sounds, how many lie on a scale, and how sure that is. */
import { chanceDiatonicShare } from "./diatonicShare";
import type { HeardSound } from "./hearSounds";

/** Shares of notes, each note counting once. */
export interface ScaleShare {
  readonly notes: number;
  /** On the best diatonic scale of their own clip; NaN if no note was heard. */
  readonly share: number;
  readonly low: number;
  readonly high: number;
  /** What as many random notes a clip would score. */
  readonly chance: number;
}

/** The normal quantile of 97.5 %. */
const z = 1.959964;

/**
 * The share of notes on scale over a set of clips with its interval of 95 %.
 *
 * Notes of one clip share its scale, so clips are what is drawn, not notes: r = Σaᵢ/Σbᵢ with variance
 * n/(n − 1) · Σ(aᵢ − r·bᵢ)² / (Σbᵢ)².
 *
 * Source: Cochran 1977, "Sampling Techniques", eq. 6.13, for the ratio of two sums.
 */
export function scaleShare(heard: readonly HeardSound[]): ScaleShare {
  const clips = heard.length;
  const notes = heard.reduce((sum, sound) => sum + sound.notes, 0);
  const share = heard.reduce((sum, sound) => sum + sound.inScale, 0) / notes;
  const squares = heard.reduce((sum, one) => sum + (one.inScale - share * one.notes) ** 2, 0);
  const margin = (z * Math.sqrt((clips / (clips - 1)) * squares)) / notes;
  // A clip of few notes fits a scale more easily than one of many: chance is the mean over the clips as they are.
  const chances = new Map<number, number>();
  const random = heard.reduce((sum, sound) => {
    if (sound.notes === 0) return sum;
    const known = chances.get(sound.notes) ?? chanceDiatonicShare(sound.notes, { draws: 500 });
    chances.set(sound.notes, known);
    return sum + known * sound.notes;
  }, 0);
  return {
    notes,
    share,
    low: Math.max(0, share - margin),
    high: Math.min(1, share + margin),
    chance: random / notes,
  };
}
