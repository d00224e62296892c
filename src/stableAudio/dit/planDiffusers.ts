/** The config of diffusers, the file `transformer/config.json`. */
import { ConfigOptions } from "../configOptions";
import type { StableAudioDitPlan } from "./plan";
import { checkedPlan, ditReader } from "./planChecks";

/**
 * Reads which transformer a diffusers folder describes. What its config leaves out takes the defaults of diffusers,
 * the sizes of stable-audio-open-1.0; an option that is not known is refused by name.
 *
 * @param json what `transformer/config.json` holds
 * @throws TutorialError `stableAudio.dit.config`
 *
 * Source: huggingface/diffusers, `models/transformers/stable_audio_transformer.py`.
 *
 * @example
 * const plan = diffusersDitPlan({ _class_name: "StableAudioDiTModel", num_layers: 24 });
 * console.log(plan.width, plan.channels); // 1536, 64
 */
export function diffusersDitPlan(json: unknown): StableAudioDitPlan {
  const options = new ConfigOptions(json, "", ditReader("diffusersDitPlan"));
  options.only("_class_name", "StableAudioDiTModel");
  // For how many frames the positions are made beforehand; here they are made for as many as come.
  options.without("_diffusers_version", "_name_or_path", "sample_size");
  const [headSize, heads] = [
    options.count("attention_head_dim", 64),
    options.count("num_attention_heads", 24),
  ];
  const [width, depth] = [headSize * heads, options.count("num_layers", 24)];
  const channels = options.count("in_channels", 64);
  options.only("out_channels", channels, 64);
  const plan: StableAudioDitPlan = {
    layout: "diffusers",
    objective: "v",
    channels,
    besideChannels: 0,
    patch: 1,
    width,
    depth,
    heads,
    crossAttention: {
      channels: options.count("cross_attention_input_dim", 768),
      width: options.count("cross_attention_dim", 768),
      keyHeads: options.count("num_key_value_attention_heads", 12),
      blocks: depth,
    },
    globalChannels: options.count("global_states_input_dim", 1536),
    globalEnters: "prepend",
    timeEnters: "global",
    timeFeatures: options.count("time_proj_dim", 256),
    timeWidth: width,
    memoryTokens: 0,
    // Half of a head, however small it is; stable-audio-tools takes no less than 32.
    rotary: headSize / 2,
    headNorm: "none",
    blockNorm: "layer",
    epsilon: 1e-5,
    layerScale: false,
    feedForward: { width: 4 * width, gated: true, biasIn: true, biasOut: true },
  };
  options.finish();
  return checkedPlan(options, plan);
}
