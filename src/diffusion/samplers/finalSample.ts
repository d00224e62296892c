/** A walk to its end, for whoever wants the sample and not the way. */
import type { Tensor } from "../../tensor/tf";
import { TutorialError } from "../../error";
import type { SamplerStep, SamplerWalk } from "./sampler";

/**
 * Runs a sampler to its end and keeps the clean data it arrives at.
 *
 * @param walk what a sampler returned
 * @param watch is shown every step; its tensors are only lent
 * @returns x_0 of the last step, [B, …]; yours to dispose
 * @throws TutorialError whatever the sampler throws; `sampler.finished` for a walk that was used up
 *
 * @example
 * const process = rectifiedFlow();
 * const denoise = mixtureDenoiser({ means: [[-1, 0], [1, 0]], std: 0.2 });
 * const route = { process, times: uniformTimes({ steps: 20 }) };
 * const walk = euler(denoise, process.prior([100, 2], 1), route);
 * const x0 = finalSample(walk, ({ step, steps }) => console.log(`${step} of ${steps}`));
 */
export function finalSample(walk: SamplerWalk, watch?: (step: SamplerStep) => void): Tensor {
  let final: Tensor | undefined;
  for (const step of walk) {
    watch?.(step);
    if (step.step === step.steps) final = step.x0.clone();
  }
  if (final) return final;
  throw new TutorialError({
    code: "sampler.finished",
    where: "finalSample",
    expected: "a walk that has not been walked",
    got: "one that is over",
    fix: "call the sampler again: a walk can be made only once",
  });
}
