/** What a wrong answer has to do with the right one, where no mistake is known by name. */
import type { Answer } from "./answer";

const mean = (all: readonly number[]): number => all.reduce((a, b) => a + b, 0) / all.length;

function isConstant(all: readonly number[]): boolean {
  const middle = mean(all);
  return all.every((one) => Math.abs(one - middle) <= 1e-4 * Math.max(Math.abs(middle), 1e-6));
}

const known: readonly (readonly [number, string])[] = [
  [-1, "the sign is turned"],
  [2, "a factor 2 too many"],
  [0.5, "a factor 2 is missing"],
  [2 * Math.PI, "2π times too much: radians and cycles?"],
  [1 / (2 * Math.PI), "2π times too little: radians and cycles?"],
  [Math.LN10, "ln 10 times too much: which logarithm?"],
  [1 / Math.LN10, "ln 10 times too little: which logarithm?"],
  [1000, "a thousand times too much: which unit?"],
  [0.001, "a thousandth: which unit?"],
];

/**
 * A sentence about answers that are off in a regular way, or nothing.
 *
 * @param yours answers of the same shapes as `exact`
 */
export function patternOf(yours: readonly Answer[], exact: readonly Answer[]): string | undefined {
  const pairs = exact.flatMap(({ numbers }, point) =>
    numbers.map((truth, i) => ({ truth, mine: yours[point].numbers[i] })),
  );
  const telling = pairs.filter(({ truth, mine }) => Number.isFinite(mine / truth));
  const factors = telling.map(({ truth, mine }) => mine / truth);
  if (factors.length > 3 && isConstant(factors)) {
    const factor = mean(factors);
    if (Math.abs(factor) < 1e-6) return "Your answer is always zero.";
    const name = known.find(([one]) => Math.abs(factor / one - 1) < 1e-3)?.[1];
    const said = `Your answer is always ${Number(factor.toPrecision(4))} times the exact one`;
    return name ? `${said}: ${name}.` : `${said}.`;
  }
  const offsets = pairs.map(({ truth, mine }) => mine - truth);
  if (offsets.length > 3 && isConstant(offsets)) {
    return `Your answer is always off by the same ${Number(mean(offsets).toPrecision(4))}.`;
  }
  const sorted = (all: readonly number[]) => [...all].sort((a, b) => a - b);
  const shuffled = exact.every(({ numbers }, point) => {
    const [a, b] = [sorted(numbers), sorted(yours[point].numbers)];
    return (
      numbers.length > 1 && a.every((one, i) => Math.abs(one - b[i]) <= 1e-4 * (1 + Math.abs(one)))
    );
  });
  return shuffled ? "Your answer has the right numbers, in another order." : undefined;
}
