/** What sizes must have in common, whoever wrote them down. */
import type { ConfigOptions, ConfigReader } from "../configOptions";
import type { StableAudioDitPlan } from "./plan";

/** Who reads a config of the network, for errors. @internal */
export const ditReader = (where: string): ConfigReader => ({
  code: "stableAudio.dit.config",
  where,
  act: "run",
});

/**
 * Refuses sizes that do not fit each other.
 *
 * @throws TutorialError `stableAudio.dit.config`
 * @internal
 */
export function checkedPlan(options: ConfigOptions, plan: StableAudioDitPlan): StableAudioDitPlan {
  const { width, heads, crossAttention, rotary } = plan;
  const headSize = width / heads;
  const fit = (is: boolean, expected: string, got: unknown): void => {
    if (!is) throw options.refuse(expected, got);
  };
  fit(Number.isInteger(headSize), `a number of heads that divides the width ${width}`, heads);
  const turning = `heads of at least ${rotary} numbers, since so many turn with the position, an even number`;
  fit(rotary <= headSize && rotary % 2 === 0, turning, headSize);
  if (!crossAttention) return plan;
  const { keyHeads, width: heard } = crossAttention;
  const whole = Number.isInteger(keyHeads) && keyHeads >= 1 && heads % keyHeads === 0;
  const shares = `tokens of a width that gives heads of ${headSize} numbers, as many as divide ${heads}`;
  fit(whole, shares, heard);
  return plan;
}
