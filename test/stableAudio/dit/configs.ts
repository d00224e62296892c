/** `model.diffusion` of the published models, and of a tiny one. */

const ids = ["prompt", "seconds_start", "seconds_total"];

export const open10 = {
  cross_attention_cond_ids: ids,
  global_cond_ids: ids.slice(1),
  type: "dit",
  config: {
    io_channels: 64,
    embed_dim: 1536,
    depth: 24,
    num_heads: 24,
    cond_token_dim: 768,
    global_cond_dim: 1536,
    project_cond_tokens: false,
    transformer_type: "continuous_transformer",
  },
};

export const openSmall = {
  cross_attention_cond_ids: ["prompt", "seconds_total"],
  global_cond_ids: ["seconds_total"],
  diffusion_objective: "rf_denoiser",
  type: "dit",
  config: {
    io_channels: 64,
    embed_dim: 1024,
    depth: 16,
    num_heads: 8,
    cond_token_dim: 768,
    global_cond_dim: 768,
    transformer_type: "continuous_transformer",
    attn_kwargs: { qk_norm: "ln" },
  },
};

/** A network of two blocks with some options changed. */
export const tiny = (options: object = {}, outer: object = {}) => ({
  type: "dit",
  config: {
    io_channels: 4,
    embed_dim: 64,
    depth: 2,
    num_heads: 2,
    cond_token_dim: 32,
    global_cond_dim: 16,
    project_cond_tokens: false,
    ff_kwargs: { mult: 1 },
    ...options,
  },
  ...outer,
});
