/** The network of the text models: a DiT that is told the noise level, the place in time, and a text. */
import { enterModes } from "../../conditioning/modes/modes";
import type { Entered, Host, ModeName } from "../../conditioning/modes/mode";
import { numberEmbedding, numberUnits } from "../../conditioning/numberEmbedding";
import type { TextEmbedding } from "../../conditioning/textEmbedding";
import type { TimedNetwork } from "../../diffusion/denoisingLoss";
import { dit } from "../../network/dit/dit";
import type { DitSize } from "../../network/dit/dit";
import type { NetworkObserver } from "../../network/observe";
import { timeEmbedding, timeWaves } from "../../network/dit/timeEmbedding";
import type { Parameters } from "../../nn/parameters";
import { tf } from "../../tensor/tf";
import type { Tensor2D, Tensor3D } from "../../tensor/tf";
import type { DiffusionTime, Frames, Seconds } from "../../units";
import { longest } from "./lengths";

/** Sizes of the transformer and of its condition, and how the text enters. */
export interface TextDitSize extends DitSize {
  readonly patch: number;
  /** Dc, of the vector that the noise level and the place in time add up to. */
  readonly conditionWidth: number;
  readonly modes: readonly ModeName[];
}

/** Which part of how long a piece the frames are. */
export interface Timing {
  /** Where they begin. */
  readonly secondsStart: Seconds;
  /** How long the whole piece is. */
  readonly secondsTotal: Seconds;
}

/** What a network is told of each item of a batch. */
export interface Told {
  readonly entered: readonly Entered[];
  readonly timings: readonly Timing[];
  /** The heads of their scores, which stand beside x_t, [B, T, 6]; none for a model that composes no score. */
  readonly head?: Tensor3D;
  readonly observe?: NetworkObserver;
}

/** The network as modes see it. */
export function hostOf(size: TextDitSize, frames: Frames): Host {
  const { width, heads, depth, conditionWidth, patch, mlpRatio } = size;
  return { width, heads, depth, conditionWidth, mlpRatio, frames: frames / patch };
}

/**
 * A text enters such a network, once for all calls with it.
 *
 * @param text a row for each item of the batch
 * @param frames T of the music
 * @throws TutorialError those of `enterModes`
 */
export function enterText(
  parameters: Parameters,
  text: TextEmbedding,
  size: TextDitSize,
  frames: Frames,
): Entered[] {
  return enterModes(parameters, "text", size.modes, text, hostOf(size, frames));
}

const range = { least: 0, greatest: longest };

/** Noise level, beginning and length of each item, as numbers that no weight has a part in. (A type, for `tf.tidy`.) */
export type TimingNumbers = {
  /** [B, 256] */
  readonly waves: Tensor2D;
  /** [B, 1], from 0 to 1. */
  readonly starts: Tensor2D;
  /** [B, 1], from 0 to 1. */
  readonly totals: Tensor2D;
};

/** What {@link timingVector} makes its vector of. */
export function timingNumbers(
  times: readonly DiffusionTime[],
  timings: readonly Timing[],
): TimingNumbers {
  const starts = timings.map(({ secondsStart }) => secondsStart);
  const totals = timings.map(({ secondsTotal }) => secondsTotal);
  return {
    waves: timeWaves(times),
    starts: numberUnits(starts, range, "secondsStart"),
    totals: numberUnits(totals, range, "secondsTotal"),
  };
}

/**
 * {@link timingVector} of numbers that were prepared.
 *
 * @returns [B, Dc]
 */
export function vectorOfTiming(
  parameters: Parameters,
  { waves, starts, totals }: TimingNumbers,
  width: number,
): Tensor2D {
  const options = { ...range, width, frequencies: 32 };
  return tf.tidy(() =>
    timeEmbedding(parameters, "time", waves, width)
      .add(numberEmbedding(parameters, "secondsStart", starts, options))
      .add<Tensor2D>(numberEmbedding(parameters, "secondsTotal", totals, options)),
  );
}

/**
 * Noise level, beginning and length as one vector: all that does not come from the text.
 *
 * @param times one for each item
 * @returns [B, Dc]
 */
export function timingVector(
  parameters: Parameters,
  times: readonly DiffusionTime[],
  timings: readonly Timing[],
  width: number,
): Tensor2D {
  return tf.tidy(() => vectorOfTiming(parameters, timingNumbers(times, timings), width));
}

/**
 * The network, told so much.
 *
 * @returns [B, T, C] → [B, T, C]; zeros before training
 *
 * Source: Peebles & Xie 2023; Evans et al. 2024 for the timing.
 */
export function textDit(parameters: Parameters, size: TextDitSize, told: Told): TimedNetwork {
  const { timings, entered, observe } = told;
  return (xt, t) =>
    tf.tidy(() => {
      const times = typeof t === "number" ? timings.map(() => t) : t;
      const condition = timingVector(parameters, times, timings, size.conditionWidth);
      return dit(parameters, "dit", xt, { condition, entered, observe }, size);
    });
}
