/** The sizes of a T5 encoder, as its config.json names them. */
import { TutorialError } from "../../error";
import type { Activation } from "../../nn/activations";

/** How large a T5 encoder is, and which of its two feed-forward layers it has. */
export interface T5Config {
  /** Entries of the embedding table; at least the tokenizer's pieces. */
  readonly vocabulary: number;
  /** D */
  readonly width: number;
  readonly blocks: number;
  /** H */
  readonly heads: number;
  /** Numbers a head has; H times as many need not be D. */
  readonly headSize: number;
  /** Numbers between the two feed-forward layers. */
  readonly innerWidth: number;
  /** Of the first feed-forward layer; in a gated one of the gate. */
  readonly activation: Activation;
  /** v1.1 and later multiply the layer by a gate. */
  readonly gated: boolean;
  /** Kinds of distance that the position bias tells apart, */
  readonly buckets: number;
  /** and the distance from which on it does not. */
  readonly farthest: number;
  /** Added to the mean square by {@link rmsNorm}. */
  readonly epsilon: number;
}

/** Of t5-base, which Stable Audio Open reads prompts with. */
export const t5BaseConfig: T5Config = {
  vocabulary: 32128,
  width: 768,
  blocks: 12,
  heads: 12,
  headSize: 64,
  innerWidth: 3072,
  activation: "relu",
  gated: false,
  buckets: 32,
  farthest: 128,
  epsilon: 1e-6,
};

/** Hugging Face's words for the feed-forward layer. "gelu" means two formulas: the gated one takes the approximation. */
const feedForwards: Readonly<Record<string, Pick<T5Config, "activation" | "gated"> | undefined>> = {
  relu: { activation: "relu", gated: false },
  gelu: { activation: "exactGelu", gated: false },
  gelu_new: { activation: "gelu", gated: false },
  silu: { activation: "silu", gated: false },
  "gated-relu": { activation: "relu", gated: true },
  "gated-gelu": { activation: "gelu", gated: true },
  "gated-silu": { activation: "silu", gated: true },
};

function wrong(expected: string, got: string): TutorialError {
  return new TutorialError({
    code: "stableAudio.t5.config",
    where: "t5Config",
    expected,
    got,
    fix: "pass the content of the text encoder's own config.json",
  });
}

/**
 * Reads the config.json of a T5 model.
 *
 * What old files leave out takes Hugging Face's defaults: 32 buckets, a farthest distance of 128, ε = 10⁻⁶, relu.
 *
 * @throws TutorialError `stableAudio.t5.config`
 *
 * @example
 * const sizes = { vocab_size: 160, d_model: 32, d_kv: 8, d_ff: 64, num_layers: 3, num_heads: 4 };
 * console.log(t5Config(sizes).blocks); // 3
 */
export function t5Config(json: unknown): T5Config {
  if (typeof json !== "object" || json === null) throw wrong("an object", JSON.stringify(json));
  const file = json as Readonly<Record<string, unknown>>;
  const whole = (name: string, fallback?: number): number => {
    const value = file[name] ?? fallback;
    if (Number.isInteger(value) && (value as number) >= 1) return value as number;
    throw wrong(`${name}, a whole number from 1 up`, JSON.stringify(value) ?? "none");
  };
  const kind = file.feed_forward_proj ?? "relu";
  const feedForward = typeof kind === "string" ? feedForwards[kind] : undefined;
  if (!feedForward) {
    const known = Object.keys(feedForwards).join(", ");
    throw wrong(`a feed_forward_proj out of ${known}`, JSON.stringify(kind));
  }
  const epsilon = file.layer_norm_epsilon ?? t5BaseConfig.epsilon;
  if (typeof epsilon !== "number" || !(epsilon > 0)) {
    throw wrong("a layer_norm_epsilon above 0", JSON.stringify(epsilon));
  }
  const buckets = whole("relative_attention_num_buckets", t5BaseConfig.buckets);
  const farthest = whole("relative_attention_max_distance", t5BaseConfig.farthest);
  if (buckets % 4 !== 0 || farthest <= buckets / 4) {
    const got = `${buckets} buckets up to a distance of ${farthest}`;
    throw wrong("a number of buckets that 4 divides, and a distance beyond a quarter of it", got);
  }
  return {
    vocabulary: whole("vocab_size"),
    width: whole("d_model"),
    blocks: whole("num_layers"),
    heads: whole("num_heads"),
    headSize: whole("d_kv"),
    innerWidth: whole("d_ff"),
    ...feedForward,
    buckets,
    farthest,
    epsilon,
  };
}
