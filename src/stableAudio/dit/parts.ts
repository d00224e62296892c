/** Which weights the network asks a file for, by name and shape: the one list of them. */
import type { StableAudioDitPlan } from "./plan";

/**
 * Asks for one weight. Names are those of stable-audio-tools, matrices lie [out, in].
 *
 * T is a tensor when weights are read. When they are only counted, it is nothing.
 */
export type Ask<T> = (name: string, shape: readonly number[]) => T;

/** x·W + b */
export interface LinearParts<T> {
  /** [out, in] */
  readonly weight: T;
  readonly bias?: T;
}

/** Two linear layers with silu between them. */
export type PairOfLayers<T> = readonly [LinearParts<T>, LinearParts<T>];

/** What a norm multiplies by and adds; one by tanh has a steepness too. */
export interface NormParts<T> {
  readonly gain: T;
  readonly shift: T;
  readonly steepness?: T;
}

/** Norms of a head's queries and keys. */
export interface HeadNormParts<T> {
  readonly query: NormParts<T>;
  readonly key: NormParts<T>;
}

export interface BlockParts<T> {
  readonly selfNorm: NormParts<T>;
  readonly self: { readonly qkv: T; readonly out: T; readonly norms?: HeadNormParts<T> };
  readonly cross?: {
    readonly norm: NormParts<T>;
    readonly query: T;
    readonly keyValue: T;
    readonly out: T;
    readonly norms?: HeadNormParts<T>;
  };
  readonly feedForwardNorm: NormParts<T>;
  readonly widen: LinearParts<T>;
  readonly narrow: LinearParts<T>;
  /** What AdaLN begins with in this block, [6·D]. */
  readonly modulation?: T;
  /** Of self-attention, cross-attention and feed-forward, [D] each. */
  readonly scales?: { readonly self: T; readonly cross?: T; readonly feedForward: T };
}

/** All that is not in a block. */
export interface OuterParts<T> {
  readonly timeWaves: T;
  readonly time: PairOfLayers<T>;
  readonly cross?: PairOfLayers<T>;
  readonly global?: PairOfLayers<T>;
  readonly prepend?: PairOfLayers<T>;
  readonly modulation?: PairOfLayers<T>;
  readonly before: T;
  readonly projectIn: T;
  readonly memory?: T;
  /** Angles a position turns by, which stable-audio-tools keeps in the file. */
  readonly turning?: T;
  readonly projectOut: T;
  readonly after: T;
}

interface PairSize {
  readonly into: number;
  readonly middle: number;
  readonly out: number;
  readonly bias: boolean;
}

function linear<T>(ask: Ask<T>, name: string, shape: [number, number], bias: boolean) {
  const weight = ask(`${name}.weight`, shape);
  return bias ? { weight, bias: ask(`${name}.bias`, [shape[0]]) } : { weight };
}

/** A `Sequential` of linear, silu, linear numbers them 0 and 2. */
function pair<T>(ask: Ask<T>, name: string, { into, middle, out, bias }: PairSize) {
  return [
    linear(ask, `${name}.0`, [middle, into], bias),
    linear(ask, `${name}.2`, [out, middle], bias),
  ] as const;
}

function tanhNorm<T>(ask: Ask<T>, name: string, size: number): NormParts<T> {
  const steepness = ask(`${name}.alpha`, [1]);
  return { steepness, gain: ask(`${name}.gamma`, [size]), shift: ask(`${name}.beta`, [size]) };
}

function blockNorm<T>(ask: Ask<T>, name: string, plan: StableAudioDitPlan): NormParts<T> {
  if (plan.blockNorm === "tanh") return tanhNorm(ask, name, plan.width);
  return { gain: ask(`${name}.gamma`, [plan.width]), shift: ask(`${name}.beta`, [plan.width]) };
}

function headNorms<T>(ask: Ask<T>, name: string, plan: StableAudioDitPlan) {
  const { headNorm, width, heads } = plan;
  const size = width / heads;
  const norm = (which: string): NormParts<T> => {
    const full = `${name}.${which}_norm`;
    if (headNorm === "dyt") return tanhNorm(ask, full, size);
    return { gain: ask(`${full}.weight`, [size]), shift: ask(`${full}.bias`, [size]) };
  };
  const isLearned = headNorm === "ln" || headNorm === "dyt";
  return isLearned ? { query: norm("q"), key: norm("k") } : undefined;
}

/** The weights of a block. @internal */
export function blockParts<T>(ask: Ask<T>, plan: StableAudioDitPlan, index: number): BlockParts<T> {
  const { width, heads, crossAttention, feedForward, globalEnters, layerScale } = plan;
  const block = `transformer.layers.${index}`;
  const square = [width, width];
  const listens = crossAttention && index < crossAttention.blocks ? crossAttention : undefined;
  const keys = listens && (listens.keyHeads * width) / heads;
  const inner = feedForward.gated ? 2 * feedForward.width : feedForward.width;
  // A gated layer is called `proj`; another is the second of a `Sequential`, behind nothing.
  const widen = `${block}.ff.ff.0.${feedForward.gated ? "proj" : "1"}`;
  const scale = (branch: string): T => ask(`${block}.${branch}_scale.scale`, [width]);
  return {
    selfNorm: blockNorm(ask, `${block}.pre_norm`, plan),
    self: {
      qkv: ask(`${block}.self_attn.to_qkv.weight`, [3 * width, width]),
      out: ask(`${block}.self_attn.to_out.weight`, square),
      norms: headNorms(ask, `${block}.self_attn`, plan),
    },
    cross: listens && {
      norm: blockNorm(ask, `${block}.cross_attend_norm`, plan),
      query: ask(`${block}.cross_attn.to_q.weight`, square),
      keyValue: ask(`${block}.cross_attn.to_kv.weight`, [2 * keys!, listens.width]),
      out: ask(`${block}.cross_attn.to_out.weight`, square),
      norms: headNorms(ask, `${block}.cross_attn`, plan),
    },
    feedForwardNorm: blockNorm(ask, `${block}.ff_norm`, plan),
    widen: linear(ask, widen, [inner, width], feedForward.biasIn),
    narrow: linear(ask, `${block}.ff.ff.2`, [width, feedForward.width], feedForward.biasOut),
    modulation:
      globalEnters === "adaLN" ? ask(`${block}.to_scale_shift_gate`, [6 * width]) : undefined,
    scales: layerScale
      ? {
          self: scale("self_attn"),
          cross: listens && scale("cross_attn"),
          feedForward: scale("ff"),
        }
      : undefined,
  };
}

/** The weights outside of the blocks. @internal */
export function outerParts<T>(ask: Ask<T>, plan: StableAudioDitPlan): OuterParts<T> {
  const { layout, width, channels, patch, crossAttention, timeFeatures, timeWidth } = plan;
  const { globalChannels, prependChannels, globalEnters, memoryTokens, rotary } = plan;
  const input = channels + plan.besideChannels + (plan.timeEnters === "global" ? 0 : timeWidth);
  const waves = layout === "diffusers" ? [timeFeatures / 2] : [timeFeatures / 2, 1];
  const towards = (name: string, into: number | undefined, out: number) =>
    into === undefined ? undefined : pair(ask, name, { into, middle: out, out, bias: false });
  const timeSize = { into: timeFeatures, middle: timeWidth, out: timeWidth, bias: true };
  const modulationSize = { into: width, middle: width, out: 6 * width, bias: true };
  return {
    timeWaves: ask("timestep_features.weight", waves),
    time: pair(ask, "to_timestep_embed", timeSize),
    cross: towards("to_cond_embed", crossAttention?.channels, crossAttention?.width ?? 0),
    global: towards("to_global_embed", globalChannels, width),
    prepend: towards("to_prepend_embed", prependChannels, width),
    modulation:
      globalEnters === "adaLN"
        ? pair(ask, "transformer.global_cond_embedder", modulationSize)
        : undefined,
    before: ask("preprocess_conv.weight", [input, input, 1]),
    projectIn: ask("transformer.project_in.weight", [width, input * patch]),
    memory: memoryTokens > 0 ? ask("transformer.memory_tokens", [memoryTokens, width]) : undefined,
    turning:
      rotary > 0 && layout === "stable-audio-tools"
        ? ask("transformer.rotary_pos_emb.inv_freq", [rotary / 2])
        : undefined,
    projectOut: ask("transformer.project_out.weight", [channels * patch, width]),
    after: ask("postprocess_conv.weight", [channels, channels, 1]),
  };
}
