import { expect, test } from "vitest";
import { diffusersDitPlan } from "../../../src/stableAudio/dit/planDiffusers";
import { stableAudioDitPlan } from "../../../src/stableAudio/dit/planStableAudioTools";
import { ditTensorShapes } from "../../../src/stableAudio/dit/tensorShapes";
import { message } from "../message";
import { openSmall, tiny } from "./configs";

test("the small model: queries and keys have norms, half of each head turns, the prompt has as many heads as the music", () => {
  expect(stableAudioDitPlan(openSmall)).toMatchObject({
    objective: "rf_denoiser",
    heads: 8,
    rotary: 64,
    headNorm: "ln",
    crossAttention: { channels: 768, width: 1024, keyHeads: 8, blocks: 16 },
    feedForward: { width: 4096, gated: true },
  });
});

test("a head of 32 numbers turns whole in stable-audio-tools, and half in diffusers", () => {
  expect(stableAudioDitPlan(tiny()).rotary).toBe(32);
  const sizes = { attention_head_dim: 32, num_attention_heads: 2, cross_attention_dim: 32 };
  expect(diffusersDitPlan({ ...sizes, num_key_value_attention_heads: 1 }).rotary).toBe(16);
});

test("a config that says nothing has the publisher's defaults", () => {
  const plan = stableAudioDitPlan({ type: "dit", config: { embed_dim: 256 } });
  expect(plan).toEqual({
    layout: "stable-audio-tools",
    objective: "v",
    channels: 32,
    besideChannels: 0,
    patch: 1,
    width: 256,
    depth: 12,
    heads: 8,
    crossAttention: undefined,
    globalChannels: undefined,
    prependChannels: undefined,
    globalEnters: "prepend",
    timeEnters: "global",
    timeFeatures: 256,
    timeWidth: 256,
    memoryTokens: 0,
    rotary: 32,
    headNorm: "none",
    blockNorm: "layer",
    epsilon: 1e-5,
    layerScale: false,
    feedForward: { width: 1024, gated: true, biasIn: true, biasOut: true },
  });
});

test("blocks after the last that listens have no layers for it", () => {
  const shapes = ditTensorShapes(stableAudioDitPlan(tiny({ final_cross_attn_ix: 0 })));
  const listening = [...shapes.keys()].filter((name) => name.includes("cross_attn."));
  expect(listening).toHaveLength(3);
  expect(listening.every((name) => name.includes("layers.0."))).toBe(true);
});

const refused = (options: object, outer: object = {}): string =>
  message(() => stableAudioDitPlan(tiny(options, outer)));

test("an option that is not known is refused by its name, wherever it stands", () => {
  expect(refused({ rotary_base: 500000 })).toMatchInlineSnapshot(
    `"TutorialError: stableAudioDitPlan: config: expected only the options abs_pos_emb_max_length, add_rope, attn_kwargs, causal, cond_token_dim, conformer, depth, embed_dim, ff_kwargs, final_cross_attn_ix, global_cond_dim, global_cond_type, input_concat_dim, io_channels, layer_scale, norm_kwargs, num_heads, num_memory_tokens, patch_size, prepend_cond_dim, project_cond_tokens, project_global_cond, remove_norms, rotary_pos_emb, sliding_window, timestep_cond_type, timestep_embed_dim, transformer_type, use_abs_pos_emb, use_sinusoidal_emb, zero_init_branch_outputs, got {"rotary_base":500000}; leave it out only if it changes nothing of what the model computes"`,
  );
  expect(refused({ attn_kwargs: { sinks: 4 } })).toMatch(/config\.attn_kwargs: .*\{"sinks":4\}/);
  expect(refused({ ff_kwargs: { experts: 8 } })).toMatch(/config\.ff_kwargs: .*\{"experts":8\}/);
  expect(refused({ norm_kwargs: { rms: true } })).toMatch(/config\.norm_kwargs: .*\{"rms":true\}/);
  expect(refused({}, { sampler: "x" })).toMatch('{"sampler":"x"}');
  expect(message(() => diffusersDitPlan({ qk_norm: "ln" }))).toMatch('{"qk_norm":"ln"}');
});

test("what is known and not built here is refused as well", () => {
  expect(refused({ conformer: true })).toMatchInlineSnapshot(
    `"TutorialError: stableAudioDitPlan: config: expected "conformer" to be false, the only one that is built here, got true; run this model with the library that it was made with"`,
  );
  for (const name of ["add_rope", "causal", "use_sinusoidal_emb", "use_abs_pos_emb"]) {
    expect(refused({ [name]: true })).toMatch(`expected "${name}" to be false`);
  }
  expect(refused({ sliding_window: [64, 64] })).toMatch('expected "sliding_window" to be null');
  expect(refused({ attn_kwargs: { differential: true } })).toMatch('"differential" to be false');
  expect(refused({ ff_kwargs: { use_conv: true } })).toMatch('"use_conv" to be false');
  expect(refused({ transformer_type: "x-transformers" })).toMatch('"continuous_transformer"');
  expect(refused({ attn_kwargs: { qk_norm: "rms" } })).toMatch('one of "none", "l2", "ln", "dyt"');
  expect(refused({ global_cond_type: "film" })).toMatch('one of "prepend", "adaLN"');
  expect(refused({}, { type: "adp_1d" })).toMatch('expected "type" to be "dit"');
  expect(refused({}, { diffusion_objective: "eps" })).toMatch('"rf_denoiser", got "eps"');
});

test("sizes that do not fit each other are refused", () => {
  expect(refused({ num_heads: 3 })).toMatchInlineSnapshot(
    `"TutorialError: stableAudioDitPlan: config: expected a number of heads that divides the width 64, got 3; pass the config that was published with the weights, unchanged"`,
  );
  expect(refused({ num_heads: 4 })).toMatch("heads of at least 32 numbers");

  expect(refused({ cond_token_dim: 48 })).toMatch(
    "heads of 32 numbers, as many as divide 2, got 48",
  );
  expect(refused({ cond_token_dim: 16 })).toMatch("heads of 32 numbers, as many as divide 2");
  expect(refused({ project_global_cond: false })).toMatch("a global_cond_dim of the width 64");
  expect(refused({ timestep_cond_type: "input_concat" })).toMatch('"timestep_embed_dim"');
  expect(refused({ depth: 0 })).toMatch('"depth" to be a whole number, at least 1');
  expect(message(() => diffusersDitPlan({ out_channels: 32 }))).toMatch('"out_channels" to be 64');
  expect(message(() => stableAudioDitPlan(null))).toMatch("expected an object, got null");
});
