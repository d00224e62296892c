/** The weights of a network as a list: what there is, without any of it. */
import { blockParts, outerParts } from "./parts";
import type { Ask } from "./parts";
import { publishedNames } from "./names";
import type { StableAudioDitPlan } from "./plan";

/**
 * Names and shapes of all tensors that a file must hold for a network, and no others.
 *
 * @param prefix before every name; that of {@link ditPrefix} unless given
 *
 * @example
 * const shapes = ditTensorShapes(diffusersDitPlan({ _class_name: "StableAudioDiTModel" }));
 * const count = [...shapes.values()].reduce((sum, shape) => sum + shape.reduce((a, b) => a * b), 0);
 * console.log(shapes.size, count); // 445 tensors, 1,056,939,136 numbers
 */
export function ditTensorShapes(
  plan: StableAudioDitPlan,
  prefix = ditPrefix(plan),
): ReadonlyMap<string, readonly number[]> {
  const shapes = new Map<string, readonly number[]>();
  const ask: Ask<void> = (name, [rows, ...rest]) => {
    const names = publishedNames(plan.layout, name);
    for (const one of names) shapes.set(prefix + one, [rows / names.length, ...rest]);
  };
  outerParts(ask, plan);
  for (let i = 0; i < plan.depth; i++) blockParts(ask, plan, i);
  return shapes;
}

/** What stands before the names of the network in a file of its publisher. */
export function ditPrefix({ layout }: StableAudioDitPlan): string {
  return layout === "stable-audio-tools" ? "model.model." : "";
}
