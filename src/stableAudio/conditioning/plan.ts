/** What Stable Audio Open is told, as its config files say: a prompt, where in a track it is, how long the track is. */
import { TutorialError } from "../../error";

/** A text, embedded by T5. */
export interface TextCondition {
  readonly id: string;
  readonly kind: "text";
  /** L; longer texts are cut, shorter ones padded. */
  readonly maxLength: number;
  /** A linear layer follows even where T5 has the model's width already. */
  readonly alwaysProjected: boolean;
}

/** A number between two ends. */
export interface NumberCondition {
  readonly id: string;
  readonly kind: "number";
  readonly least: number;
  readonly greatest: number;
}

/** What a model is told, and by which ways it hears it. */
export interface ConditioningPlan {
  /** D, of every embedding. */
  readonly width: number;
  readonly conditions: readonly (TextCondition | NumberCondition)[];
  /** Which are heard by cross-attention, one after the other, */
  readonly crossAttention: readonly string[];
  /** and which are heard by all frames, side by side. */
  readonly global: readonly string[];
}

type Json = Readonly<Record<string, unknown>>;

function wrong(expected: string, got: unknown): TutorialError {
  return new TutorialError({
    code: "stableAudio.conditioning.plan",
    where: "conditioningPlan",
    expected,
    got: typeof got === "string" ? got : (JSON.stringify(got) ?? "nothing"),
    fix: "pass model.conditioning and model.diffusion of the model's own model_config.json",
  });
}

function object(value: unknown, name: string): Json {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Json;
  throw wrong(`${name}, an object`, value);
}

function size(value: unknown, name: string): number {
  if (Number.isInteger(value) && (value as number) >= 1) return value as number;
  throw wrong(`${name}, a whole number from 1 up`, value);
}

function range(least: unknown, greatest: unknown): { least: number; greatest: number } {
  const fits = typeof least === "number" && typeof greatest === "number" && least < greatest;
  if (!fits) throw wrong("a least number below the greatest", `${least} and ${greatest}`);
  return { least, greatest };
}

function condition(value: unknown): TextCondition | NumberCondition {
  const { id, type, config: given = {} } = object(value, "each of conditioning.configs");
  const config = object(given, "its config");
  if (typeof id !== "string" || id === "") throw wrong("an id for each condition", id);
  // What a config leaves out takes the defaults of stable-audio-tools.
  if (type === "t5") {
    const maxLength = size(config.max_length ?? 128, "max_length");
    return { id, kind: "text", maxLength, alwaysProjected: config.project_out === true };
  }
  if (type === "number") {
    return { id, kind: "number", ...range(config.min_val ?? 0, config.max_val ?? 1) };
  }
  throw wrong(`the condition "${id}" to be of type t5 or number`, type);
}

function checked(plan: ConditioningPlan): ConditioningPlan {
  const ids = plan.conditions.map(({ id }) => id);
  if (new Set(ids).size < ids.length) throw wrong("each condition once", ids.join(", "));
  for (const [way, names] of Object.entries({
    cross_attention_cond_ids: plan.crossAttention,
    global_cond_ids: plan.global,
  })) {
    const isKnown = (name: string): boolean => ids.includes(name);
    if (names.length > 0 && names.every(isKnown)) continue;
    throw wrong(`${way} out of ${ids.join(", ")}`, names.join(", ") || "none");
  }
  const texts = plan.conditions.filter(({ kind }) => kind === "text").map(({ id }) => id);
  const globalText = plan.global.find((name) => texts.includes(name));
  if (globalText === undefined) return plan;
  throw wrong("global_cond_ids of numbers, of one vector each", `the text "${globalText}"`);
}

function names(value: unknown, name: string): string[] {
  const isList = Array.isArray(value) && value.every((one) => typeof one === "string");
  if (!isList) throw wrong(`${name}, a list of ids`, value);
  return value;
}

/**
 * Reads what a model_config.json says of conditions.
 *
 * @param conditioning its `model.conditioning`
 * @param diffusion its `model.diffusion`, of which `cross_attention_cond_ids` and `global_cond_ids` are read
 * @throws TutorialError `stableAudio.conditioning.plan`
 *
 * Source: Stability-AI/stable-audio-tools, `models/conditioners.py`.
 *
 * @example
 * const seconds = { id: "seconds_total", type: "number", config: { min_val: 0, max_val: 256 } };
 * const prompt = { id: "prompt", type: "t5", config: { max_length: 64 } };
 * const plan = conditioningPlan(
 *   { cond_dim: 768, configs: [prompt, seconds] },
 *   { cross_attention_cond_ids: ["prompt", "seconds_total"], global_cond_ids: ["seconds_total"] },
 * );
 */
export function conditioningPlan(conditioning: unknown, diffusion: unknown): ConditioningPlan {
  const { cond_dim: width, configs } = object(conditioning, "conditioning");
  const ways = object(diffusion, "diffusion");
  if (!Array.isArray(configs)) throw wrong("conditioning.configs, a list", configs);
  return checked({
    width: size(width, "cond_dim"),
    conditions: configs.map(condition),
    crossAttention: names(ways.cross_attention_cond_ids, "cross_attention_cond_ids"),
    global: names(ways.global_cond_ids, "global_cond_ids"),
  });
}

/**
 * Reads what diffusers' projection_model/config.json says: the same three conditions as Stable Audio Open 1.0's.
 *
 * @param maxLength L, `model_max_length` of its tokenizer_config.json
 * @throws TutorialError `stableAudio.conditioning.plan`
 *
 * @example
 * const plan = diffusersConditioningPlan({ conditioning_dim: 768, min_value: 0, max_value: 512 });
 */
export function diffusersConditioningPlan(config: unknown, maxLength = 128): ConditioningPlan {
  const { conditioning_dim: width, min_value, max_value } = object(config, "the config");
  const ends = range(min_value, max_value);
  const seconds = ["seconds_start", "seconds_total"];
  const prompt = {
    id: "prompt",
    kind: "text",
    maxLength: size(maxLength, "model_max_length"),
    alwaysProjected: false,
  } as const;
  const numbers = seconds.map((id) => ({ id, kind: "number", ...ends }) as const);
  return {
    width: size(width, "conditioning_dim"),
    conditions: [prompt, ...numbers],
    crossAttention: ["prompt", ...seconds],
    global: seconds,
  };
}
