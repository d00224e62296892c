/**
 * The runner of set-up steps.
 *
 * A step is `{name, does, check(context), run(context)}`. `check` looks whether the work is there
 * already and answers `{note?}` if so. `run` does it and answers `{note?}`, or `{without: text}` when
 * the rest can go on without it; it throws a `SetupProblem` when the rest cannot. A step puts its result
 * in place last of all, so that being killed at any moment leaves `check` saying no.
 */
import { duration, note, say } from "./say.mjs";

/**
 * @typedef {{note?: string, without?: string} | undefined} Outcome
 * @typedef {object} Step
 * @property {string} name
 * @property {string} does what it does, said when it starts
 * @property {(context: object) => Outcome | Promise<Outcome>} check
 * @property {(context: object) => Outcome | Promise<Outcome>} run
 */

/**
 * Runs steps in order, saying for each what it does and how long it took.
 *
 * @param {Step[]} steps
 * @param {object} context handed to every step
 * @returns {Promise<{name: string, status: "already done" | "done" | "without", milliseconds: number}[]>}
 */
export async function runSteps(steps, context) {
  const results = [];
  for (const step of steps) results.push(await runStep(step, context));
  return results;
}

async function runStep(step, context) {
  const { name } = step;
  const start = performance.now();
  const took = () => duration(performance.now() - start);
  const result = (status) => ({ name, status, milliseconds: performance.now() - start });

  const there = await step.check(context);
  if (there) {
    say(`✓ ${name}: already done${bracket(there.note)}, ${took()}`);
    return result("already done");
  }
  say(`• ${name}: ${step.does}`);
  try {
    const outcome = await step.run(context);
    if (outcome?.without) {
      say(`! ${name}: not available, ${took()}`);
      note(outcome.without);
      return result("without");
    }
    say(`✓ ${name}: done${bracket(outcome?.note)}, ${took()}`);
    return result("done");
  } catch (error) {
    say(`✗ ${name}: failed after ${took()}`);
    throw error;
  }
}

function bracket(text) {
  return text ? ` (${text})` : "";
}
