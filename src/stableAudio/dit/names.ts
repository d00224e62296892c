/** What the two publishers call the same weights. */
import type { StableAudioDitLayout } from "./plan";

/** What to put in place of what, in the order in which it is done. */
const diffusersNames: readonly (readonly [RegExp, string])[] = [
  [/^timestep_features\./, "time_proj."],
  [/^to_timestep_embed\./, "timestep_proj."],
  [/^to_global_embed\./, "global_proj."],
  [/^to_cond_embed\./, "cross_attention_proj."],
  [/^transformer\.project_(in|out)\./, "proj_$1."],
  [/^transformer\.layers\./, "transformer_blocks."],
  [/\.self_attn\./, ".attn1."],
  [/\.cross_attn\./, ".attn2."],
  [/\.to_out\./, ".to_out.0."],
  [/\.ff\.ff\./, ".ff.net."],
  [/\.pre_norm\./, ".norm1."],
  [/\.cross_attend_norm\./, ".norm2."],
  [/\.ff_norm\./, ".norm3."],
  [/\.gamma$/, ".weight"],
  [/\.beta$/, ".bias"],
];

/** Matrices that diffusers keeps in pieces, one above the other. */
const pieces: readonly (readonly [RegExp, readonly string[]])[] = [
  [/\.to_qkv\./, [".to_q.", ".to_k.", ".to_v."]],
  [/\.to_kv\./, [".to_k.", ".to_v."]],
];

/**
 * The names under which a weight is in a file: one, or those of its pieces from top to bottom.
 *
 * @param name as stable-audio-tools has it, without the prefix
 * @internal
 */
export function publishedNames(layout: StableAudioDitLayout, name: string): readonly string[] {
  if (layout === "stable-audio-tools") return [name];
  const renamed = diffusersNames.reduce((old, [from, to]) => old.replace(from, to), name);
  const split = pieces.find(([whole]) => whole.test(renamed));
  return split ? split[1].map((piece) => renamed.replace(split[0], piece)) : [renamed];
}
