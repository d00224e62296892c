/** Inputs and answers in few words. */
import { isTensor } from "./answer";
import type { Answer } from "./answer";

/** A number as a person would say it. */
export function sayNumber(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  const rounded = Number(value.toPrecision(5));
  const isPlain = rounded === 0 || (Math.abs(rounded) >= 1e-3 && Math.abs(rounded) < 1e6);
  return (isPlain ? String(rounded) : rounded.toExponential()).replace("-", "−");
}

function sayInput(value: unknown): string {
  if (typeof value === "number") return sayNumber(value);
  if (isTensor(value)) return `tensor [${value.shape.join(", ")}]`;
  if (Array.isArray(value) || ArrayBuffer.isView(value)) {
    const list = Array.from(value as ArrayLike<unknown>);
    if (list.length > 4) return `[${list.slice(0, 3).map(sayInput).join(", ")}, …]`;
    return `[${list.map(sayInput).join(", ")}]`;
  }
  if (typeof value === "function") return "a function";
  if (typeof value !== "object" || value === null) return String(value);
  const fields = Object.entries(value).map(([name, part]) => `${name}: ${sayInput(part)}`);
  return `{${fields.join(", ")}}`;
}

/** "alpha = 0.5, sigma = 2" */
export function sayInputs(names: readonly string[], inputs: readonly unknown[]): string {
  return inputs.map((one, i) => `${names[i] ?? "?"} = ${sayInput(one)}`).join(", ");
}

/** One number of an answer, with its place where there are several. */
export function sayPart({ numbers, names }: Answer, index: number): string {
  const said = sayNumber(numbers[index]);
  return numbers.length === 1 || !names[index] ? said : `${names[index]}: ${said}`;
}
