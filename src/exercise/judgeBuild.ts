/** The verdict on something built: it must keep every law. */
import type { Build } from "./exercise";
import { guarded } from "./guard";
import { hung, notBegun, threw } from "./report";
import type { Finding } from "./report";

/** Seconds for one law. */
const limit = 10;

/**
 * Tests the laws in their order, up to the first that is broken.
 *
 * @param yours what the learner built
 */
export async function judgeBuild(exercise: Build, yours: unknown): Promise<Finding> {
  for (const [i, { says, test, mistake }] of exercise.laws.entries()) {
    const outcome = await guarded(() => test(yours), limit);
    const given = `to keep the law “${says}”`;
    if (outcome.kind === "todo") return notBegun(exercise);
    if (outcome.kind === "hung") return hung(outcome.seconds, given);
    if (outcome.kind === "threw") return threw(outcome.error, given);
    if (outcome.value === true) continue;
    const kept = i === 0 ? [] : [`${i} of ${exercise.laws.length} laws hold so far.`];
    return {
      outcome: "mistake",
      mistake: mistake.name,
      headline: `Not yet. This does not hold: ${says}`,
      lines: [`Seen: ${outcome.value}.`, `Most likely: ${mistake.name}. ${mistake.says}`, ...kept],
    };
  }
  const laws = exercise.laws.map(({ says }) => `✓ ${says}`);
  return { outcome: "passed", headline: `Right: all ${laws.length} laws hold.`, lines: laws };
}
