/**
 * Families `conditioning-stable-audio-tools`, from strings to what the network hears, and `projection-diffusers`, the
 * same weights under diffusers' names.
 */
import * as fs from "node:fs";
import * as path from "node:path";
import { stableAudioConditioner } from "../../../src/stableAudio/conditioning/conditioner";
import {
  conditioningPlan,
  diffusersConditioningPlan,
} from "../../../src/stableAudio/conditioning/plan";
import type { ConditioningPlan, TextCondition } from "../../../src/stableAudio/conditioning/plan";
import type { ConditionValues } from "../../../src/stableAudio/conditioning/request";
import { t5Config } from "../../../src/stableAudio/t5/config";
import { t5Encoder } from "../../../src/stableAudio/t5/encoder";
import { openT5Tokenizer } from "../../../src/stableAudio/t5/openTokenizer";
import type { NamedArray } from "../../../src/tensor/safetensors";
import { readFixture } from "../fixture";
import type { Fixture, ParityFamily } from "../fixture";

type Values = Readonly<Record<string, string | number | readonly number[]>>;
interface Requests {
  readonly batch: readonly Values[];
  readonly negative?: readonly Values[];
}

function requestsOf({ dir }: Fixture): Requests {
  return JSON.parse(fs.readFileSync(path.join(dir, "metadata.json"), "utf8")) as Requests;
}

/** stable-audio-tools takes lists of one for the one. */
const unwrapped = (values: Values): ConditionValues =>
  Object.fromEntries(
    Object.entries(values).map(([id, value]) => [id, typeof value === "object" ? value[0] : value]),
  );

/** The weights whose names begin so, under the rest of their names. */
function below(
  weights: ReadonlyMap<string, NamedArray>,
  prefix: string,
): ReadonlyMap<string, NamedArray> {
  const inside = [...weights].filter(([name]) => name.startsWith(prefix));
  return new Map(inside.map(([name, array]) => [name.slice(prefix.length), array]));
}

/** The text side that a fixture brings: tokenizer and encoder. */
function textSide({ dir, config, weights }: Fixture) {
  const encoder = t5Encoder(below(weights, "text_encoder."), t5Config(config.t5_config));
  return { tokenizer: openT5Tokenizer(dir), encoder };
}

const isText = (condition: ConditioningPlan["conditions"][number]): condition is TextCondition =>
  condition.kind === "text";

export const conditioningFamily: ParityFamily = {
  run: (fixture) => {
    const plan = conditioningPlan(fixture.config.conditioning, fixture.config);
    const { tokenizer, encoder } = textSide(fixture);
    const parts = { plan, arrays: fixture.weights, tokenizer, encoder };
    const conditioner = stableAudioConditioner(parts);
    const got: Record<string, ArrayLike<number>> = {};
    const take = (prefix: string, negative: string, given: readonly Values[]): void => {
      const requests = given.map(unwrapped);
      for (const [id, { embedding, mask }] of Object.entries(conditioner.embed(requests))) {
        got[`${prefix}${id}.embeds`] = embedding.dataSync();
        got[`${prefix}${id}.mask`] = mask.dataSync();
      }
      const { crossAttention, mask, global } = conditioner.conditions(requests);
      got[`${prefix}${negative}cross_attn_cond`] = crossAttention.dataSync();
      got[`${prefix}${negative}cross_attn_mask`] = mask.dataSync();
      got[`${prefix}${negative}global_cond`] = global.dataSync();
      const [text] = plan.conditions.filter(isText);
      const texts = requests.map((request) => String(request[text.id]));
      const tokens = tokenizer.batch(texts, text.maxLength);
      got[`tokens.${prefix}input_ids`] = tokens.ids.flat();
      got[`tokens.${prefix}attention_mask`] = tokens.mask.flat();
    };
    const { batch, negative } = requestsOf(fixture);
    take("", "", batch);
    if (negative) take("neg.", "negative_", negative);
    conditioner.dispose();
    encoder.dispose();
    return Promise.resolve(got);
  },
  // The reference's tokens are given, yet they follow from the strings, exactly.
  alsoExpected: ({ inputs }) =>
    Object.fromEntries(Object.entries(inputs).map(([name, { data }]) => [`tokens.${name}`, data])),
  unstated: 0,
};

export const diffusersProjectionFamily: ParityFamily = {
  run: ({ dir, config, inputs, weights }) => {
    // It has numbers of its own; prompt and text encoder are the other fixture's.
    const other = readFixture(path.join(dir, "..", String(config.same_numbers_as)));
    const { tokenizer, encoder } = textSide(other);
    const [text] = conditioningPlan(other.config.conditioning, other.config).conditions.filter(
      isText,
    );
    const plan = diffusersConditioningPlan(config, text.maxLength);
    const conditioner = stableAudioConditioner({ plan, arrays: weights, tokenizer, encoder });
    const requests = requestsOf(other).batch.map((values, i) => ({
      prompt: String(values[text.id]),
      seconds_start: inputs.start_seconds.data[i],
      seconds_total: inputs.end_seconds.data[i],
    }));
    const embedded = conditioner.embed(requests);
    conditioner.dispose();
    encoder.dispose();
    return Promise.resolve({
      seconds_start_hidden_states: embedded.seconds_start.embedding.dataSync(),
      seconds_end_hidden_states: embedded.seconds_total.embedding.dataSync(),
      text_masked: embedded.prompt.embedding.dataSync(),
    });
  },
};
