/** How a lesson went, in words. */
import { duration } from "../base/say.mjs";

/** Stack frames that are the kernel's, not the reader's. */
const machinery = /^\s+at .*(node:|[\\/]tslab[\\/]dist[\\/])/;

/** One line: the name, then what was measured, or where it failed. */
export function lineOf(result, width) {
  const name = `  ${result.name.padEnd(width)}`;
  const measured = factsOf(result).join(" · ");
  if (result.problems.length === 0) return `${name}  ok      ${measured}`;
  const [first, ...more] = result.problems;
  const others = more.length > 0 ? ` (and ${more.length} more)` : "";
  return `${name}  FAILED  ${placeOf(first) || first.text.split("\n")[0]}${others}`;
}

/** What was measured, as short phrases; nothing for a lesson that did not get so far. */
export function factsOf({ seconds, cells, skipped, firstFigureSeconds, bytes }) {
  if (seconds === undefined) return [];
  const facts = [duration(seconds * 1000), cells === 1 ? "1 cell" : `${cells} cells`];
  if (skipped > 0) facts.push(`${skipped} skipped by tag`);
  if (firstFigureSeconds !== null)
    facts.push(`first figure after ${duration(firstFigureSeconds * 1000)}`);
  return [...facts, `${(bytes / 1e6).toFixed(1)} MB`];
}

/** Everything that is wrong with a lesson: place, then the words of the kernel. */
export function describeProblems({ name, problems }) {
  return problems
    .map((problem) => {
      const lines = problem.text.split("\n").filter((line) => !machinery.test(line));
      const place = placeOf(problem);
      return [
        `${name}${place && `, ${place}`}`,
        ...lines.slice(0, 12).map((line) => `    ${line}`),
      ].join("\n");
    })
    .join("\n");
}

/** ``cell 3 `const a = 1;` ``, counting the code cells; empty when the fault is not in one cell. */
export function placeOf({ cell, source }) {
  return cell ? `cell ${cell} \`${source}\`` : "";
}
