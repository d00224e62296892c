/** Do a config and a file of weights belong together? Asked of names and shapes, before any number is read. */
import { TutorialError } from "../../error";
import type { PublishedArrays } from "../../representation/vocoder/publishedWeights";

/** Arrays by name, as a config describes them. */
export type WeightShapes = ReadonlyMap<string, readonly number[]>;

/** Which files are compared, for the error. */
export interface ComparedFiles {
  readonly config: string;
  readonly weights: string;
}

const shaped = (shape: readonly number[]): string => `[${shape.join(", ")}]`;

/** "a, b and 12 more" */
function listed(names: readonly string[]): string {
  const shown = names.slice(0, 3).join(", ");
  return names.length > 3 ? `${shown} and ${names.length - 3} more` : shown;
}

/** In what a file differs from its config; empty if it does not. */
function differences(arrays: PublishedArrays, shapes: WeightShapes): string[] {
  const said: string[] = [];
  const missing = [...shapes.keys()].filter((name) => !arrays.has(name));
  const extra = [...arrays.keys()].filter((name) => !shapes.has(name));
  const bent = [...shapes].filter(([name, shape]) => {
    const array = arrays.get(name);
    return array && array.shape.join() !== shape.join();
  });
  if (missing.length > 0) said.push(`none under ${listed(missing)}`);
  if (extra.length > 0) said.push(`others under ${listed(extra)}`);
  if (bent.length > 0) {
    const [[name, shape]] = bent;
    const more = bent.length > 1 ? ` (and ${bent.length - 1} more)` : "";
    said.push(`"${name}" of shape ${shaped(arrays.get(name)!.shape)}, not ${shaped(shape)}${more}`);
  }
  return said;
}

/**
 * Throws unless a file holds exactly the arrays that a config describes, whatever their numbers.
 *
 * @param isBeside names that may be there as well, and are passed over
 * @throws TutorialError `stableAudio.weights`
 *
 * @internal
 */
export function checkWeightShapes(
  arrays: PublishedArrays,
  shapes: WeightShapes,
  { config, weights }: ComparedFiles,
  isBeside: (name: string) => boolean = () => false,
): void {
  const own = new Map([...arrays].filter(([name]) => shapes.has(name) || !isBeside(name)));
  const said = differences(own, shapes);
  if (said.length === 0) return;
  throw new TutorialError({
    code: "stableAudio.weights",
    where: "openStableAudio",
    expected: `in ${weights} exactly the ${shapes.size} arrays that ${config} describes`,
    got: said.join("; "),
    fix: `download ${config} and ${weights} of one and the same model, and change neither`,
  });
}
