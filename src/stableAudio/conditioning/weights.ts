/** The weights of Stable Audio Open's conditioners, as stable-audio-tools and as diffusers publish them. */
import { Parameters } from "../../nn/parameters";
import { rearranged } from "../../representation/vocoder/publishedWeights";
import type { PublishedArrays } from "../../representation/vocoder/publishedWeights";
import { encodeSafetensors } from "../../tensor/safetensors";
import { NamedWeights } from "../namedWeights";
import type { ConditioningPlan } from "./plan";

/** Learned frequencies of a number, in every published model. @internal */
export const numberFrequencies = 128;

const ours = "conditioner.conditioners.";

/** What diffusers calls the parts of a conditioner. */
const diffusersNames: readonly (readonly [string, string])[] = [
  ["text_projection.", `${ours}prompt.proj_out.`],
  [
    "start_number_conditioner.time_positional_embedding.",
    `${ours}seconds_start.embedder.embedding.`,
  ],
  ["end_number_conditioner.time_positional_embedding.", `${ours}seconds_total.embedder.embedding.`],
];

function withoutDiffusersNames(arrays: PublishedArrays): PublishedArrays {
  return new Map(
    [...arrays].map(([name, array]) => {
      const rule = diffusersNames.find(([begin]) => name.startsWith(begin));
      return [rule ? rule[1] + name.slice(rule[0].length) : name, array];
    }),
  );
}

/** What diffusers calls a weight of a conditioner. @internal */
export function underDiffusersName(name: string): string {
  const rule = diffusersNames.find(([, begin]) => name.startsWith(begin));
  return rule ? rule[0] + name.slice(rule[1].length) : name;
}

/** Does a linear layer stand between T5 and the model? @internal */
export function isProjected(plan: ConditioningPlan, alwaysProjected: boolean, textWidth: number) {
  return alwaysProjected || textWidth !== plan.width;
}

/**
 * The conditioners' weights under our names: `ID.frequencies` and `ID.linear` of a number, `ID.projection` of a text.
 *
 * All that does not begin with `conditioner.` is another part of the model and is passed over.
 *
 * @throws TutorialError `stableAudio.conditioning.weights`
 *
 * @internal
 */
export function conditionerParameters(
  arrays: PublishedArrays,
  plan: ConditioningPlan,
  textWidth: number,
): Parameters {
  const asking = { code: "stableAudio.conditioning.weights", where: "stableAudioConditioner" };
  const weights = new NamedWeights(withoutDiffusersNames(arrays), asking);
  const entries: Record<string, { shape: readonly number[]; data: Float32Array }> = {};
  const linear = (published: string, name: string, into: number): void => {
    const shape = [plan.width, into]; // [out, in]; ours are [in, out]
    const data = weights.numbers(`${published}.weight`, shape);
    entries[`${name}.weight`] = rearranged({ shape, data }, [1, 0]);
    const bias = weights.numbers(`${published}.bias`, [plan.width]);
    entries[`${name}.bias`] = { shape: [plan.width], data: bias };
  };
  for (const condition of plan.conditions) {
    const published = ours + condition.id;
    if (condition.kind === "number") {
      const data = weights.numbers(`${published}.embedder.embedding.0.weights`, [
        numberFrequencies,
      ]);
      entries[`${condition.id}.frequencies`] = { shape: [numberFrequencies], data };
      const waves = 1 + 2 * numberFrequencies;
      linear(`${published}.embedder.embedding.1`, `${condition.id}.linear`, waves);
    } else if (isProjected(plan, condition.alwaysProjected, textWidth)) {
      linear(`${published}.proj_out`, `${condition.id}.projection`, textWidth);
    }
  }
  weights.passOver((name) => !name.startsWith("conditioner."));
  weights.done();
  return Parameters.from(encodeSafetensors(entries));
}
