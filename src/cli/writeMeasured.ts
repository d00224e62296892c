/** The numbers of `npm run evaluate -- conditioning` as a file, in which other models keep theirs. */
import * as fs from "node:fs";
import type { MeasuredConditioning } from "../evaluation/adherence/measuredConditioning";
import { textModelNames } from "../model/textToMusic/textModels";
import { writeWhole } from "../writeWhole";

/** JSON has no word for what could not be asked. */
function speakable(_: string, value: unknown): unknown {
  return typeof value === "number" && !Number.isFinite(value) ? null : value;
}

/** Whatever else a file holds is none of them. */
function earlier(file: string): Partial<MeasuredConditioning> {
  if (!fs.existsSync(file)) return {};
  try {
    const content: unknown = JSON.parse(fs.readFileSync(file, "utf8"));
    return typeof content === "object" && content !== null ? content : {};
  } catch {
    return {};
  }
}

const settings = ["backend", "from", "prompts", "real", "steps", "seeds"] as const;

/** The known models in their usual order. */
function inOrder<One>(ofModels: Readonly<Record<string, One>>): Record<string, One> {
  const names = textModelNames.filter((name) => name in ofModels);
  return Object.fromEntries(names.map((name) => [name, ofModels[name]]));
}

/**
 * Writes what was measured. Models that the file tells of already and that were not measured this time stay in it, if
 * they were measured in the same way: so a table can be made in parts.
 *
 * @throws TutorialError of {@link writeWhole}
 * @internal
 */
export function writeMeasured(file: string, measured: MeasuredConditioning): void {
  const before = earlier(file);
  const alike = settings.every((name) => before[name] === measured[name]);
  const { results, guidance } = alike ? before : {};
  const whole: MeasuredConditioning = {
    ...measured,
    guidance: inOrder({ ...guidance, ...measured.guidance }),
    results: inOrder({ ...results, ...measured.results }),
  };
  const text = `${JSON.stringify(whole, speakable, 2)}\n`;
  writeWhole(file, new TextEncoder().encode(text), "npm run evaluate");
}
