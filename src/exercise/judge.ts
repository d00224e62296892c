/** From what a learner wrote to a verdict, whatever they wrote. */
import { wordFor } from "./answer";
import type { Build, Callable, Exercise, Formula } from "./exercise";
import { guarded } from "./guard";
import { judgeBuild } from "./judgeBuild";
import { judgeFormula } from "./judgeFormula";
import { pictureOf } from "./picture";
import { report } from "./report";
import type { Finding } from "./report";
import type { Verdict } from "./verdict";

function notThis(exercise: Exercise, got: string): Finding {
  const called = /number|object|list|tensor/.test(got)
    ? `Hand over the function itself, without calling it: check("${exercise.id}", yourFunction).`
    : `Write check("${exercise.id}", yourFunction), with your function's name.`;
  return {
    outcome: "type",
    headline: `${got[0].toUpperCase()}${got.slice(1)} came, where ${exercise.signature} was expected.`,
    lines: [exercise.kind === "formula" ? called : exercise.goal],
  };
}

async function verdictOnFormula(exercise: Formula, yours: unknown): Promise<Verdict> {
  if (typeof yours !== "function") return report(exercise, notThis(exercise, wordFor(yours)));
  const { finding, exact, yours: answers } = await judgeFormula(exercise, yours as Callable);
  const verdict = report(exercise, finding);
  if (!answers) return verdict;
  const figure = await pictureOf(exercise, yours as Callable, answers, exact);
  return figure ? { ...verdict, figure } : verdict;
}

/** The same object, whose methods know it even when a law takes them out of it. */
function withBoundMethods(yours: unknown): unknown {
  if (typeof yours !== "object" || yours === null) return yours;
  return new Proxy(yours, {
    get(target, name) {
      const part = Reflect.get(target, name) as unknown;
      return typeof part === "function" ? (part.bind(target) as unknown) : part;
    },
  });
}

async function verdictOnBuild(exercise: Build, handedIn: unknown): Promise<Verdict> {
  const yours = withBoundMethods(handedIn);
  const refused = exercise.refuses(yours);
  if (refused !== undefined) return report(exercise, { ...notThis(exercise, refused) });
  const finding = await judgeBuild(exercise, yours);
  const verdict = report(exercise, finding);
  const { picture } = exercise;
  if (!picture || (finding.outcome !== "passed" && finding.outcome !== "mistake")) return verdict;
  const drawn = await guarded(() => picture(yours), 20);
  return drawn.kind === "value" ? { ...verdict, figure: drawn.value } : verdict;
}

/**
 * The verdict on what was handed in. It throws nothing, hangs on nothing that it can cut off, and leaves no tensors.
 *
 * @param yours a function, or for a build what it asks for
 */
export async function judge(exercise: Exercise, yours: unknown): Promise<Verdict> {
  // A turn for everything else that waits, such as the notebook's stop button.
  await new Promise((resolve) => setImmediate(resolve));
  return exercise.kind === "formula"
    ? verdictOnFormula(exercise, yours)
    : verdictOnBuild(exercise, yours);
}
