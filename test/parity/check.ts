/** Holds one fixture against the library: the largest error, and whether every number is within. */
import { TutorialError } from "../../src/error";
import { families } from "./families";
import { readFixture, toleranceFor } from "./fixture";
import type { Fixture } from "./fixture";

export interface ParityVerdict {
  readonly name: string;
  readonly ok: boolean;
  /** The array whose error is largest against what is allowed. */
  readonly worst: string;
  readonly error: number;
  readonly tolerance: number;
  readonly count: number;
  readonly reason?: string;
}

interface Deviation {
  readonly error: number;
  readonly tolerance: number;
  /** The error in units of what is allowed; within it is at most 1. */
  readonly share: number;
}

function deviation(got: number, expected: number, tolerance: number): Deviation {
  const same = Object.is(got, expected) || (Number.isNaN(got) && Number.isNaN(expected));
  const difference = same ? 0 : Math.abs(got - expected);
  // Infinity − Infinity and anything against NaN is an error without bound.
  const error = Number.isNaN(difference) ? Number.POSITIVE_INFINITY : difference;
  const share = error <= tolerance ? error / (tolerance || 1) : 1 + error / (tolerance || 1);
  return { error, tolerance, share };
}

function worstDeviation(
  got: ArrayLike<number>,
  expected: ArrayLike<number>,
  allowed: number | ArrayLike<number>,
): Deviation {
  let worst: Deviation = deviation(0, 0, typeof allowed === "number" ? allowed : allowed[0]);
  for (let i = 0; i < expected.length; i++) {
    const tolerance = typeof allowed === "number" ? allowed : allowed[i];
    const one = deviation(got[i], expected[i], tolerance);
    if (one.share > worst.share) worst = one;
  }
  return worst;
}

async function compare(fixture: Fixture): Promise<ParityVerdict> {
  const family = families[fixture.config.family];
  if (!family) {
    throw new TutorialError({
      code: "parity.family",
      where: fixture.name,
      expected: `a family out of ${Object.keys(families).join(", ")}`,
      got: `"${fixture.config.family}"`,
      fix: "add a file for it in test/parity/families",
    });
  }
  const isGiven = family.isGiven ?? ((name: string) => name.startsWith("in."));
  const listed = [...fixture.arrays].filter(([name]) => !isGiven(name));
  const expectations = [
    ...listed.map(([name, { data }]): [string, ArrayLike<number>] => [name, data]),
    ...Object.entries(family.alsoExpected?.(fixture) ?? {}),
  ];
  if (expectations.length === 0) throw new Error("the fixture expects nothing");
  const got = await family.run(fixture);
  let worst = { worst: "", error: 0, tolerance: 1, share: -1 };
  for (const [name, data] of expectations) {
    const numbers = got[name] ?? got[name.replace(/^expect\./, "")];
    const stated = toleranceFor(fixture.config, name, family.unstated);
    const allowed = family.allow ? family.allow(name, data, stated, fixture) : stated;
    if (!numbers) throw new Error(`${name} was not computed`);
    if (numbers.length !== data.length) {
      throw new Error(`${name}: ${numbers.length} numbers instead of ${data.length}`);
    }
    const found = worstDeviation(numbers, data, allowed);
    if (found.share > worst.share) worst = { worst: name, ...found };
  }
  const { share, ...figures } = worst;
  return { name: fixture.name, ok: share <= 1, ...figures, count: expectations.length };
}

/** Reads and checks a fixture folder; whatever goes wrong is a verdict, not a crash. */
export async function checkFixture(dir: string): Promise<ParityVerdict> {
  try {
    return await compare(readFixture(dir));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { name: dir, ok: false, worst: "", error: Number.NaN, tolerance: 0, count: 0, reason };
  }
}
