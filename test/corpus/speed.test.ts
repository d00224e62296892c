import { expect, test } from "vitest";
import { openCorpus } from "../../src/corpus/corpus";

/** Seconds of music a second of processor time makes, decimation and level included. */
function timesRealTime(round: () => number): number {
  const { user } = process.cpuUsage();
  const seconds = round();
  return seconds / ((process.cpuUsage().user - user) / 1e6);
}

test("renders many times faster than it plays", async () => {
  const corpus = await openCorpus({ count: 240 });
  const rounds = Array.from({ length: 6 }, (_, round) =>
    timesRealTime(() => {
      for (let i = 0; i < 40; i++) corpus.clipAt(40 * round + i);
      return 40 * corpus.seconds;
    }),
  );
  console.log(`corpus: ${Math.round(Math.max(...rounds))} x real time`);
  // 180 measured with both cores busy. The best of six rounds, against half of what is promised: machines differ.
  expect(Math.max(...rounds)).toBeGreaterThan(50);
}, 60_000);
