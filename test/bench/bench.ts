/** What a bench is: cases that each measure one row of a table. */

/** A column's name, with its unit, to its value; null where there is nothing to say. */
export type BenchRow = Readonly<Record<string, string | number | null>>;

export interface BenchCase {
  readonly name: string;
  readonly run: () => BenchRow | Promise<BenchRow>;
}

export interface Bench {
  readonly name: string;
  /** What the numbers mean, for who reads the table. */
  readonly about: string;
  readonly cases: readonly BenchCase[];
  /** Takes so long that it only runs when it is named. */
  readonly onlyByName?: boolean;
}

/** The middle of some timings of the same work, after one run to warm up. */
export function medianMilliseconds(work: () => void, runs = 3): number {
  work();
  const times = Array.from({ length: runs }, () => {
    const before = performance.now();
    work();
    return performance.now() - before;
  });
  return times.sort((a, b) => a - b)[runs >> 1];
}

/** Three significant figures: no timing is better than that. */
export function rounded(value: number): number {
  return Number(value.toPrecision(3));
}
