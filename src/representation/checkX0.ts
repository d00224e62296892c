/** What representations refuse to decode. */
import { TutorialError } from "../error";
import type { Tensor } from "../tensor/tf";

/**
 * Refuses an x0 of another shape than the representation's own.
 *
 * @param shape of one x0, a letter where any size will do: `["T", 80, 1]`
 * @throws TutorialError `representation.x0`
 * @internal
 */
export function checkX0(name: string, x0: Tensor, shape: readonly (number | string)[]): void {
  const [, ...item] = x0.shape;
  const fits =
    item.length === shape.length &&
    shape.every((size, axis) => (typeof size === "string" ? item[axis] >= 1 : item[axis] === size));
  if (fits) return;
  throw new TutorialError({
    code: "representation.x0",
    where: `decode of "${name}"`,
    expected: `[${["B", ...shape].join(", ")}]`,
    got: `[${x0.shape.join(", ")}]`,
    fix: "pass what encode gave, or noise of the shape [B, ...shapeFor(seconds)]",
  });
}
