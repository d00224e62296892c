/** 6.4: seconds as a condition. */
import { between } from "../../draws";
import { formula } from "../../exercise";

interface Range {
  readonly least: number;
  readonly greatest: number;
}
const unit = (x: number, { least, greatest }: Range): number =>
  (Math.min(greatest, Math.max(least, x)) - least) / (greatest - least);
const waves = (u: number, frequencies: readonly number[], turn = 2 * Math.PI): number[] => [
  u,
  ...frequencies.map((w) => Math.sin(turn * w * u)),
  ...frequencies.map((w) => Math.cos(turn * w * u)),
];

export const numberWaves = formula<[number, Range, number[]], number[]>({
  id: "6.4",
  title: "Seconds as a condition",
  goal: "A number, brought to u = 0 … 1 within its range, as [u, sin 2πw_1u, …, sin 2πw_nu, cos 2πw_1u, …, cos 2πw_nu].",
  signature:
    "(seconds: number, range: { least: number; greatest: number }, frequencies: number[]) => number[]",
  inputs: ["seconds", "range", "frequencies"],
  answer: { quantity: "value of a wave", unit: "1" },
  draw: (random) => [
    between(random, -20, 140),
    { least: 2, greatest: 100 },
    [between(random, 0.2, 2), between(random, -2, -0.2), between(random, 0.2, 2)],
  ],
  corners: [
    () => [512, { least: 0, greatest: 100 }, [0.3, 1.2]],
    () => [0, { least: 0, greatest: 100 }, [0.3, 1.2]],
  ],
  truth: (x, range, frequencies) => waves(unit(x, range), frequencies),
  mistakes: [
    {
      name: "radians for cycles",
      says: "w counts whole turns; a turn is 2π.",
      make: (x, range, frequencies) => waves(unit(x, range), frequencies, 1),
    },
    {
      name: "not brought to 0 … 1",
      says: "The waves are learned for numbers of 0 to 1. With seconds themselves they spin wildly.",
      make: (x, _range, frequencies) => waves(x, frequencies),
    },
    {
      name: "not held within the range",
      says: "Numbers outside of the range become its ends: the network was never told of others.",
      make: (x, { least, greatest }, frequencies) =>
        waves((x - least) / (greatest - least), frequencies),
    },
    {
      name: "cosines first",
      says: "Here, as in Stable Audio's published code, u comes first, then all sines, then all cosines.",
      make: (x, range, frequencies) => {
        const [u, ...rest] = waves(unit(x, range), frequencies);
        const half = frequencies.length;
        return [u, ...rest.slice(half), ...rest.slice(0, half)];
      },
    },
    {
      name: "the number itself left out",
      says: "u itself stands before its waves: 1 + 2n numbers in all.",
      make: (x, range, frequencies) => waves(unit(x, range), frequencies).slice(1),
    },
    {
      name: "divided by the greatest alone",
      says: "The range begins at `least`, and that becomes 0: (x − least)/(greatest − least).",
      make: (x, { least, greatest }, frequencies) =>
        waves(Math.min(greatest, Math.max(least, x)) / greatest, frequencies),
    },
  ],
  hints: [
    "First hold the number within its range with Math.min and Math.max; then (x − least)/(greatest − least).",
    "[u, ...frequencies.map((w) => Math.sin(…)), ...frequencies.map((w) => Math.cos(…))].",
  ],
});
