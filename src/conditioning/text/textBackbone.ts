/** What every pre-trained reader of texts can do, whichever it is. */
import type { TextEmbedding } from "../textEmbedding";

/** A text as a backbone sees it before any number is computed. */
export interface TextReading {
  /** As it was given. */
  readonly text: string;
  /** What it is cut into, "▁" where a word begins; none if there are no words. */
  readonly pieces: readonly string[];
  /** The number of each piece in the vocabulary. */
  readonly ids: readonly number[];
  /** What a reader should know: sentences for people, e.g. that the end of the text was left out. */
  readonly notices: readonly string[];
}

/** A pre-trained reader of texts: words in, vectors out. Its weights never change. */
export interface TextBackbone {
  /** E.g. `"Universal Sentence Encoder"`. */
  readonly name: string;
  /** Numbers in the vector of a whole text, Dg. */
  readonly globalSize: number;
  /** Numbers in the vector of a token, Dt. */
  readonly tokenSize: number;
  /** Tokens of a text that are heard; the rest is left out, and {@link TextReading.notices} says so. */
  readonly maxTokens: number;
  /** Cuts a text into tokens, and says what cannot be heard of it. */
  read(text: string): TextReading;
  /**
   * The vectors of B texts: `global` [B, Dg] and `tokens` [B, L, Dt] with L tokens in the longest, at
   * least 1. A text without words has no token and the global vector 0. Dispose all three tensors.
   */
  embed(texts: readonly string[]): Promise<TextEmbedding>;
  /** Releases the weights. */
  dispose(): void;
}
