/** Families `dit-stable-audio-tools` and `dit-diffusers`: the transformer, with and without guidance. */
import { loadStableAudioDit } from "../../../src/stableAudio/dit/dit";
import { diffusersDitPlan } from "../../../src/stableAudio/dit/planDiffusers";
import { stableAudioDitPlan } from "../../../src/stableAudio/dit/planStableAudioTools";
import type { StableAudioDitConditions } from "../../../src/stableAudio/dit/conditions";
import type { NamedArray } from "../../../src/tensor/safetensors";
import { tf } from "../../../src/tensor/tf";
import type { Tensor, Tensor2D, Tensor3D } from "../../../src/tensor/tf";
import type { Fixture, ParityFamily } from "../fixture";

type Numbers = Record<string, ArrayLike<number>>;

const tensorOf = <T extends Tensor>({ data, shape }: NamedArray): T =>
  tf.tensor(Float32Array.from(data), [...shape]) as T;

/** [B, C, T] there, [B, T, C] here, and back. */
const turned = (x: Tensor3D): Tensor3D => x.transpose([0, 2, 1]);

/** How the reference was called. */
interface Call {
  readonly cfg_scale: number;
  readonly scale_phi?: number;
  readonly cfg_interval?: readonly [number, number];
  readonly return_info?: boolean;
  /** Inputs left out, and inputs given that others are not. */
  readonly drop: readonly string[];
  readonly add: readonly string[];
}

function conditionsOf({ inputs }: Fixture, { drop, add }: Call): StableAudioDitConditions {
  const given = <T extends Tensor>(name: string): T | undefined => {
    const isThere = name in inputs && !drop.includes(name);
    return isThere && (!name.startsWith("negative_") || add.includes(name))
      ? tensorOf<T>(inputs[name])
      : undefined;
  };
  const beside = given<Tensor3D>("input_concat_cond");
  const negative = given<Tensor3D>("negative_cross_attn_cond");
  return {
    crossAttention: given("cross_attn_cond"),
    global: given("global_cond"),
    prepend: given("prepend_cond"),
    beside: beside && turned(beside),
    negative: negative && {
      crossAttention: negative,
      mask: given<Tensor2D>("negative_cross_attn_mask"),
    },
  };
}

export const ditStableAudioTools: ParityFamily = {
  run: (fixture) => {
    const { config, inputs, weights } = fixture;
    const prefix = config.weight_key_prefix as string | undefined;
    const network = loadStableAudioDit(weights, stableAudioDitPlan(config.model), { prefix });
    const got: Numbers = {};
    const t = Array.from(inputs.t.data);
    for (const [name, call] of Object.entries(config.calls as Record<string, Call>)) {
      tf.tidy(() => {
        const x = turned(tensorOf(inputs.x));
        const told = network.prepare(conditionsOf(fixture, call));
        const { cfg_scale: scale, scale_phi: rescale, cfg_interval: interval } = call;
        got[name] = turned(told.guided({ scale, rescale, interval })(x, t)).dataSync();
        if (call.return_info) {
          const isPair = scale !== 1;
          told.step(isPair ? tf.concat<Tensor3D>([x, x]) : x, t, {
            rows: isPair ? "pair" : "conditional",
            observe: (hidden, block) => void (got[`${name}.hidden_${block}`] = hidden.dataSync()),
          });
        }
        told.dispose();
      });
    }
    network.dispose();
    return Promise.resolve(got);
  },
};

const bookkeeping = ["family", "what", "reference", "same_numbers_as", "cfg_order", "note", "tolerance"]; // prettier-ignore

export const ditDiffusers: ParityFamily = {
  run: ({ config, inputs, weights, arrays }) => {
    const options = Object.entries(config).filter(([name]) => !bookkeeping.includes(name));
    const network = loadStableAudioDit(weights, diffusersDitPlan(Object.fromEntries(options)));
    const got: Numbers = {};
    const t = Array.from(inputs.timestep.data);
    tf.tidy(() => {
      const x = turned(tensorOf(inputs.hidden_states));
      const global = tensorOf<Tensor3D>(inputs.global_hidden_states).squeeze<Tensor2D>([1]);
      const crossAttention = tensorOf<Tensor3D>(inputs.encoder_hidden_states);
      const told = network.prepare({ crossAttention, global });
      const both = told.step(tf.concat<Tensor3D>([x, x]), t, { rows: "pair" });
      got.out = turned(told.step(x, t)).dataSync();
      got.out_uncond = turned(tf.split<Tensor3D>(both, 2)[1]).dataSync();
      for (const name of arrays.keys()) {
        const [, scale] = /^expect\.out_cfg(\d+)$/.exec(name) ?? [];
        if (scale === undefined) continue;
        got[`out_cfg${scale}`] = turned(told.guided({ scale: Number(scale) })(x, t)).dataSync();
      }
      told.dispose();
    });
    network.dispose();
    return Promise.resolve(got);
  },
};
