/** What all ways have in common by which a text enters a network. */
import type { MapObserver } from "../../nn/attention";
import type { Parameters } from "../../nn/parameters";
import type { Tensor, Tensor2D, Tensor3D } from "../../tensor/tf";
import type { TextEmbedding } from "../textEmbedding";

/** The names of all modes. */
export const modeNames = [
  "temporalConcat",
  "channelConcat",
  "crossAttention",
  "adaLn",
  "adaLnZero",
  "film",
] as const;
/** One of {@link modeNames}. */
export type ModeName = (typeof modeNames)[number];

/** The network that a mode enters, as far as a mode must know it. */
export interface Host {
  /** D, numbers a token of the music. */
  readonly width: number;
  /** H of the network's attention. */
  readonly heads: number;
  /** How many blocks. */
  readonly depth: number;
  /** N, tokens of the music. */
  readonly frames: number;
  /** Dc, of the vector that shifts, scales and gates are made from. */
  readonly conditionWidth: number;
  /** Tokens of the music in each block, where a network halves its time on the way; `frames` in all unless given. */
  readonly blockFrames?: readonly number[];
  /** Width of a block's network for each token, in units of D: 4 unless given, 0 where there is none. */
  readonly mlpRatio?: number;
}

/** Tokens that stand before those of the music while the blocks work, and are taken away after them. */
export interface Prefix {
  /** [B, P, D] */
  readonly tokens: Tensor3D;
  /** 1 where there is one, [B, P]. */
  readonly mask: Tensor2D;
}

/**
 * A text that has entered a mode: all that does not depend on the noise is computed, once for a prompt. What
 * is left is done at some of the places of a network, and each mode has its own.
 */
export interface Entered {
  readonly mode: ModeName;
  /** How many: one for each item that the network will be called with. */
  readonly texts: number;
  /** What it was given, in words: "9 tokens of 512 numbers". */
  readonly received: string;
  /** Before the blocks. [B, N, D] → [B, N, D] */
  readonly atInput?: (tokens: Tensor3D) => Tensor3D;
  /** Before the blocks, too: the sequence becomes longer. */
  readonly prefix?: Prefix;
  /** In each block, after the music has listened to itself. [B, N, D] → [B, N, D] */
  readonly inBlock?: (block: number, tokens: Tensor3D, observe?: MapObserver) => Tensor3D;
  /** Added to the vector of the time, [B, Dc], of which a block's shifts, scales and gates are made. */
  readonly vector?: Tensor2D;
  /** What was computed, a row for each text: for `tf.tidy`, and to be disposed when the prompt is done. */
  readonly held: readonly Tensor[];
  /** Some of the texts by themselves, as tensors of their own; where it is missing they only go together. */
  readonly rows?: (from: number, count: number) => Entered;
}

/**
 * A text that has entered by what these tensors hold, a row for each text.
 *
 * @param use what the mode does with them, or with some of their rows
 * @internal
 */
export function enteredBy<T extends readonly [Tensor, ...Tensor[]]>(
  held: T,
  use: (...held: T) => Omit<Entered, "texts" | "held" | "rows">,
): Entered {
  return {
    ...use(...held),
    texts: held[0].shape[0],
    held,
    rows: (from, count) => enteredBy(held.map((one) => one.slice(from, count)) as never as T, use),
  };
}

/** How long a text is, and how wide its numbers. */
export interface TextSize {
  /** L */
  readonly tokens: number;
  /** Dt */
  readonly tokenSize: number;
  /** Dg */
  readonly globalSize: number;
}

/** What a mode adds to a network. */
export interface ModeCost {
  readonly parameters: number;
  /** Once for a text: floating-point operations that no step repeats. */
  readonly flopsOnce: number;
  /** At each call of the network, for one item. */
  readonly flops: number;
}

/** A way for a text to enter. */
export interface ConditioningMode {
  readonly name: ModeName;
  /** Which form of the text it takes. */
  readonly takes: "global" | "tokens";
  /** Makes of a text all that the network will need of it. */
  enter(parameters: Parameters, name: string, text: TextEmbedding, host: Host): Entered;
  /** Counted, not timed: a product [n, k]·[k, m] is 2·n·k·m. */
  cost(text: TextSize, host: Host): ModeCost;
}

/** What a mode that takes a vector was given. @internal */
export function receivedVector({ global }: TextEmbedding): string {
  return `a vector of ${global.shape[1]} numbers`;
}

/** What a mode that takes tokens was given. @internal */
export function receivedTokens({ tokens }: TextEmbedding): string {
  const [, length, size] = tokens.shape;
  return `${length} ${length === 1 ? "token" : "tokens"} of ${size} numbers`;
}

/** Floating-point operations of [n, k]·[k, m]. @internal */
export function productFlops(n: number, k: number, m: number): number {
  return 2 * n * k * m;
}

/** Tokens of the music in each block, added up. @internal */
export function framesInAllBlocks({ frames, depth, blockFrames }: Host): number {
  return blockFrames ? blockFrames.reduce((sum, one) => sum + one, 0) : depth * frames;
}

/** Weights of a linear layer with its bias. @internal */
export function denseCount(from: number, to: number): number {
  return (from + 1) * to;
}
