/** What a diffusion transformer of the Stable Audio family is built of, whichever publisher's config said so. */

/** Whose names the weights have. */
export type StableAudioDitLayout = "stable-audio-tools" | "diffusers";

/** What the network was trained to answer: v = α·ε − σ·x₀, or the velocity ε − x₀ of a straight way. */
export type StableAudioObjective = "v" | "rectified_flow" | "rf_denoiser";

/** How a head's queries and keys are brought to one size: not at all, to length 1, by a layer norm, by a tanh. */
export type HeadNormKind = "none" | "l2" | "ln" | "dyt";

/** The sequence that frames listen to. */
export interface DitCrossAttention {
  /** Of each token as it is handed over. */
  readonly channels: number;
  /** Of each token behind its two linear layers. */
  readonly width: number;
  /** Heads of keys and values, a divisor of H: each serves H/keyHeads heads of queries that lie side by side. */
  readonly keyHeads: number;
  /** So many of the first blocks listen. */
  readonly blocks: number;
}

/** The network for each token. */
export interface DitFeedForward {
  /** Between its two layers. */
  readonly width: number;
  /** silu(gate) ⊙ value, or silu alone. */
  readonly gated: boolean;
  readonly biasIn: boolean;
  readonly biasOut: boolean;
}

/** See {@link stableAudioDitPlan} and {@link diffusersDitPlan}, which make it. */
export interface StableAudioDitPlan {
  readonly layout: StableAudioDitLayout;
  readonly objective: StableAudioObjective;
  /** C, of a latent frame. */
  readonly channels: number;
  /** Channels that stand beside x_t from the first layer on, such as a melody's; often 0. */
  readonly besideChannels: number;
  /** Frames to a token. */
  readonly patch: number;
  /** D */
  readonly width: number;
  readonly depth: number;
  /** H; D/H numbers a head. */
  readonly heads: number;
  readonly crossAttention?: DitCrossAttention;
  /** Of the vector that all frames hear, if there is one. */
  readonly globalChannels?: number;
  /** Of tokens that stand before the music, if there are any. */
  readonly prependChannels?: number;
  /** How the vector enters: as a token before the music, or as gain, shift and gate of every block. */
  readonly globalEnters: "prepend" | "adaLN";
  /** How the time does: added to that vector, or as channels beside x_t. */
  readonly timeEnters: "global" | "input_concat";
  /** Of the time as waves, a cosine and a sine for each frequency, */
  readonly timeFeatures: number;
  /** and behind its two linear layers. */
  readonly timeWidth: number;
  /** Tokens that are the same for every piece of music. */
  readonly memoryTokens: number;
  /** How many of a head's numbers turn with the position; 0 where positions are not told. */
  readonly rotary: number;
  readonly headNorm: HeadNormKind;
  /** Before each branch of a block. */
  readonly blockNorm: "layer" | "tanh";
  readonly epsilon: number;
  /** Is each branch of a block multiplied by learned numbers, one a channel? */
  readonly layerScale: boolean;
  readonly feedForward: DitFeedForward;
}
