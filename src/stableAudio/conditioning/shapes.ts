/** What the conditioners' part of a file holds, by the plan: known before a single number is read. */
import type { ConditioningPlan } from "./plan";
import { isProjected, numberFrequencies, underDiffusersName } from "./weights";

/**
 * All names of the conditioners' weights with their shapes.
 *
 * @param textWidth of T5's vectors
 * @internal
 */
export function conditionerShapes(
  plan: ConditioningPlan,
  textWidth: number,
  layout: "stable-audio-tools" | "diffusers",
): Map<string, readonly number[]> {
  const shapes = new Map<string, readonly number[]>();
  const linear = (name: string, into: number): void => {
    shapes.set(`${name}.weight`, [plan.width, into]).set(`${name}.bias`, [plan.width]);
  };
  for (const condition of plan.conditions) {
    const name = `conditioner.conditioners.${condition.id}`;
    if (condition.kind === "number") {
      shapes.set(`${name}.embedder.embedding.0.weights`, [numberFrequencies]);
      linear(`${name}.embedder.embedding.1`, 1 + 2 * numberFrequencies);
    } else if (isProjected(plan, condition.alwaysProjected, textWidth)) {
      linear(`${name}.proj_out`, textWidth);
    }
  }
  if (layout === "stable-audio-tools") return shapes;
  return new Map([...shapes].map(([name, shape]) => [underDiffusersName(name), shape]));
}
