/** What `npm run evaluate` does with what was typed: clips, table, sounds, JSON. */
import * as path from "node:path";
import { loadTunes } from "../corpus/tuneBook";
import type { CorpusClip } from "../corpus/tuneClip";
import { openRepresentations } from "../model/representations";
import type { OpenedRepresentations } from "../model/representations";
import { progress } from "../notebook/progress";
import { prepareBackend } from "../tensor/backend";
import { writeWhole } from "../writeWhole";
import { conditioningCommand } from "./conditioningCommand";
import { evaluateArguments, evaluateUsage } from "./evaluateArguments";
import type { EvaluateArguments } from "./evaluateArguments";
import { evaluateRepresentations } from "./evaluateRepresentations";
import type { Evaluation } from "./evaluateRepresentations";
import { evaluationClips, renderClip } from "./evaluationClips";
import type { EvaluationClip } from "./evaluationClips";
import { printEvaluation } from "./printEvaluation";
import { writeSounds } from "./writeSounds";

/** Ends what is under way after the clip at hand; a second Ctrl-C ends the program. */
function stopAtInterrupt(): AbortSignal {
  const stop = new AbortController();
  process.once("SIGINT", () => stop.abort());
  return stop.signal;
}

async function render(
  chosen: readonly EvaluationClip[],
  signal: AbortSignal,
): Promise<CorpusClip[]> {
  const line = progress(chosen.length, "playing tunes");
  const clips: CorpusClip[] = [];
  for (const one of chosen) {
    if (signal.aborted) break;
    clips.push(await renderClip(one));
    line.step();
    // Ctrl-C is heard between two clips.
    await new Promise((resolve) => setImmediate(resolve));
  }
  line.end();
  return clips;
}

/** JSON has no word for these; a reader should not take them for missing. */
function speakable(_: string, value: unknown): unknown {
  return typeof value === "number" && !Number.isFinite(value) ? String(value) : value;
}

function writeJson(
  { json, tunes }: EvaluateArguments,
  backend: string,
  clips: readonly CorpusClip[],
  { rows, stopped }: Evaluation,
  { missing }: OpenedRepresentations,
): void {
  if (json === undefined) return;
  const played = clips.map(({ facts, seconds }) => ({ ...facts, seconds }));
  const content = { tunes: path.basename(tunes), backend, stopped, missing, rows, clips: played };
  const text = `${JSON.stringify(content, speakable, 2)}\n`;
  writeWhole(json, new TextEncoder().encode(text), "npm run evaluate");
  console.log(`numbers in ${json}`);
}

/**
 * Renders clips, sends them through every representation that is there, and says what came of it.
 *
 * @param words what was typed
 * @throws TutorialError `cli.evaluate`, those of {@link loadTunes} and of {@link openRepresentations}
 */
export async function evaluateCommand(words: readonly string[]): Promise<void> {
  if (words[0] === "conditioning") return conditioningCommand(words.slice(1));
  const asked = evaluateArguments(words);
  if (!asked) {
    console.log(evaluateUsage);
    return;
  }
  const chosen = evaluationClips(loadTunes(asked.tunes), asked.clips);
  const { label: backend } = await prepareBackend();
  console.log(`computing on ${backend}`);
  const signal = stopAtInterrupt();
  const opened = openRepresentations(asked.folder);
  try {
    const { missing, representations } = opened;
    for (const name of missing) console.log(`left out: ${name}; npm run train -- ${name}`);
    const clips = await render(chosen, signal);
    const sounds = clips.map(({ clip }) => clip);
    const evaluation = await evaluateRepresentations(representations, sounds, { signal });
    printEvaluation(evaluation, representations.length);
    writeJson(asked, backend, clips, evaluation, opened);
    if (asked.out !== undefined && !signal.aborted) {
      const count = await writeSounds(asked.out, clips, representations, signal);
      console.log(`${count} sounds in ${asked.out}`);
    }
  } finally {
    opened.dispose();
  }
}
