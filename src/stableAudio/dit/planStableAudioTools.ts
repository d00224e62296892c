/** The config of stable-audio-tools, `model.diffusion` of a model_config.json. */
import { ConfigOptions } from "../configOptions";
import type { DitCrossAttention, DitFeedForward, StableAudioDitPlan } from "./plan";
import { checkedPlan, ditReader } from "./planChecks";

const objectives = ["v", "rectified_flow", "rf_denoiser"] as const;

function feedForward(options: ConfigOptions, width: number): DitFeedForward {
  const inner = Math.floor(width * options.positive("mult", 4));
  const gated = options.flag("glu", true);
  const bias = !options.flag("no_bias", false);
  options.only("use_conv", false);
  options.without("conv_kernel_size", "zero_init_output");
  options.finish();
  // A gated layer has its bias in any case.
  return { width: inner, gated, biasIn: bias || gated, biasOut: bias };
}

/** Parts of a block that some models have, and that are not built here. */
function refuseOtherBlocks(options: ConfigOptions): void {
  for (const name of ["add_rope", "conformer", "causal"]) options.only(name, false);
  for (const name of ["use_sinusoidal_emb", "use_abs_pos_emb"]) options.only(name, false);
  options.only("sliding_window", null);
  // How weights begin before training, and how long a table that is not there would be.
  options.without("zero_init_branch_outputs", "abs_pos_emb_max_length");
}

function crossAttention(
  options: ConfigOptions,
  { width, headSize, depth }: Readonly<Record<"width" | "headSize" | "depth", number>>,
): DitCrossAttention | undefined {
  const channels = options.countOrNone("cond_token_dim");
  const isProjected = options.flag("project_cond_tokens", true);
  const last = options.index("final_cross_attn_ix", -1);
  if (channels === 0) return undefined;
  const heard = isProjected ? width : channels;
  const blocks = last === -1 ? depth : Math.max(0, Math.min(depth, last + 1));
  return { channels, width: heard, keyHeads: heard / headSize, blocks };
}

function globalChannels(options: ConfigOptions, width: number): number | undefined {
  const channels = options.countOrNone("global_cond_dim");
  const isProjected = options.flag("project_global_cond", true);
  if (channels > 0 && !isProjected && channels !== width) {
    const expected = `a global_cond_dim of the width ${width}, since "project_global_cond" is false`;
    throw options.refuse(expected, channels);
  }
  return channels || undefined;
}

/**
 * Reads which transformer a model_config.json describes. What it leaves out takes the defaults of stable-audio-tools.
 *
 * Strict: an option that is not known, or known and not built here, is refused by name, since to pass over it would be
 * to compute something else than was trained.
 *
 * @param diffusion its `model.diffusion`
 * @throws TutorialError `stableAudio.dit.config`
 *
 * Source: Evans et al. 2024, "Stable Audio Open", §3.2; Stability-AI/stable-audio-tools, `models/dit.py`.
 *
 * @example
 * const sizes = { io_channels: 64, embed_dim: 1536, depth: 24, num_heads: 24, cond_token_dim: 768 };
 * const config = { ...sizes, global_cond_dim: 1536, project_cond_tokens: false };
 * const plan = stableAudioDitPlan({ type: "dit", config });
 * console.log(plan.rotary, plan.crossAttention?.keyHeads); // 32 of a head's 64 numbers; 12, half of the heads
 */
export function stableAudioDitPlan(diffusion: unknown): StableAudioDitPlan {
  const outer = new ConfigOptions(diffusion, "", ditReader("stableAudioDitPlan"));
  outer.only("type", "dit", null);
  const objective = outer.choice("diffusion_objective", objectives, "v");
  const ways = ["cross_attention", "global", "input_concat", "prepend"].map((way) =>
    way === "input_concat" ? "input_concat_ids" : `${way}_cond_ids`,
  );
  // What is heard by which way is the conditioner's part; at which times, the sampler's.
  outer.without(...ways, "distribution_shift_options");
  const options = outer.object("config");
  outer.finish();

  options.only("transformer_type", "continuous_transformer");
  const [width, heads] = [options.count("embed_dim", 768), options.count("num_heads", 8)];
  const depth = options.count("depth", 12);
  const headSize = Math.floor(width / heads);
  const timeEnters = options.choice("timestep_cond_type", ["global", "input_concat"], "global");
  const timeWidth = timeEnters === "global" ? width : options.count("timestep_embed_dim");
  options.without("timestep_embed_dim");
  const attention = options.object("attn_kwargs", {});
  const headNorm = attention.choice("qk_norm", ["none", "l2", "ln", "dyt"], "none");
  for (const name of ["differential", "feat_scale"]) attention.only(name, false);
  attention.finish();
  const norm = options.object("norm_kwargs", {});
  const epsilon = norm.positive("eps", 1e-5);
  norm.without("bias", "fix_scale", "force_fp32"); // which of them learn, and in what precision
  norm.finish();
  refuseOtherBlocks(options);
  const plan: StableAudioDitPlan = {
    layout: "stable-audio-tools",
    objective,
    channels: options.count("io_channels", 32),
    besideChannels: options.countOrNone("input_concat_dim"),
    patch: options.count("patch_size", 1),
    width,
    depth,
    heads,
    crossAttention: crossAttention(options, { width, headSize, depth }),
    globalChannels: globalChannels(options, width),
    prependChannels: options.countOrNone("prepend_cond_dim") || undefined,
    globalEnters: options.choice("global_cond_type", ["prepend", "adaLN"], "prepend"),
    timeEnters,
    timeFeatures: 256,
    timeWidth,
    memoryTokens: options.countOrNone("num_memory_tokens"),
    rotary: options.flag("rotary_pos_emb", true) ? Math.max(Math.floor(headSize / 2), 32) : 0,
    headNorm,
    blockNorm: options.flag("remove_norms", false) ? "tanh" : "layer",
    epsilon,
    layerScale: options.flag("layer_scale", false),
    feedForward: feedForward(options.object("ff_kwargs", {}), width),
  };
  options.finish();
  return checkedPlan(options, plan);
}
