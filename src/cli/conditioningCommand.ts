/** What `npm run evaluate -- conditioning` does: prompts through models, a table, sounds, JSON. */
import * as fs from "node:fs";
import * as path from "node:path";
import { monoClip } from "../audio/clip";
import { writeClip } from "../audio/clipFile";
import { TutorialError } from "../error";
import { adherence } from "../evaluation/adherence/adherence";
import type { Adherence } from "../evaluation/adherence/adherence";
import { adherenceRow } from "../evaluation/adherence/adherenceRow";
import { corpusPrompts } from "../evaluation/adherence/corpusPrompts";
import { readPrompts } from "../evaluation/adherence/promptsFile";
import { realClips } from "../evaluation/adherence/realClips";
import type { PromptWithTruths } from "../evaluation/adherence/truths";
import { openClap } from "../model/clap/clap";
import { openListener } from "../model/listener/listener";
import { textModelPlan } from "../model/textToMusic/textModels";
import { openTextToMusic } from "../model/textToMusic/open";
import { progress } from "../notebook/progress";
import { table } from "../notebook/table";
import { prepareBackend } from "../tensor/backend";
import { tf } from "../tensor/tf";
import { conditioningArguments, conditioningUsage } from "./conditioningArguments";
import type { ConditioningArguments } from "./conditioningArguments";
import { promptedSounds } from "./evaluateConditioning";
import { writeMeasured } from "./writeMeasured";

/** As long as the clips that the judge was trained on. */
const seconds = 4.096;

/** Where prompts come from if no file has them. */
const corpusPromptsName = "corpus, test split, held-out wording";

function promptsOf({ prompts, count }: ConditioningArguments): Promise<PromptWithTruths[]> {
  if (prompts === undefined) return corpusPrompts({ count });
  if (!fs.existsSync(prompts)) {
    throw new TutorialError({
      code: "cli.evaluate",
      where: "npm run evaluate -- conditioning",
      expected: "a file of prompts after --prompts",
      got: `"${prompts}", which is not there`,
      fix: `look for it from ${process.cwd()}; each line is e.g. {"prompt": "a slow air", "tempo": "slow"}`,
    });
  }
  return Promise.resolve(readPrompts(fs.readFileSync(prompts, "utf8")));
}

function soundFile(
  folder: string,
  model: string,
  prompt: string,
  index: number,
  seed: number,
): string {
  const words = prompt.replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "");
  const name = `${String(index + 1).padStart(3, "0")}-${[...words].slice(0, 50).join("")}-${seed}.wav`;
  return path.join(folder, model, name);
}

/**
 * Generates for every prompt, listens, and prints the table: models, the same with prompts shuffled, real clips.
 *
 * @param words what was typed after `conditioning`
 * @throws TutorialError `cli.evaluate`, `cli.stopped`, those of reading prompts and of opening models
 */
export async function conditioningCommand(words: readonly string[]): Promise<void> {
  if (words.includes("--help")) {
    console.log(conditioningUsage);
    return;
  }
  const asked = conditioningArguments(words);
  const prompts = await promptsOf(asked);
  const { label } = await prepareBackend();
  console.log(`computing on ${label}: ${prompts.length} prompts, ${asked.seeds} sounds each`);
  const stop = new AbortController();
  process.once("SIGINT", () => stop.abort());
  const listener = openListener(asked.folder);
  const clap = await openClap({ folder: asked.folder });
  const guidanceOf = (name: string): number => asked.guidance ?? textModelPlan(name).guidance;
  const results: Record<string, Adherence> = {};
  // After each model: who stops has what was done.
  const write = (): void => {
    if (asked.json === undefined) return;
    const { steps, seeds, real, prompts: from = corpusPromptsName } = asked;
    const guidance = Object.fromEntries(
      Object.keys(results).map((name) => [name, guidanceOf(name)]),
    );
    writeMeasured(asked.json, {
      ...{ backend: label, from, prompts: prompts.length, real, steps, seeds },
      ...{ guidance, results },
    });
  };
  try {
    const line = progress(asked.real, "listening to real clips");
    const real = await realClips(listener, { split: "test", count: asked.real, seconds }, () =>
      line.step(),
    );
    line.end();
    for (const name of asked.models) {
      const model = await openTextToMusic(name, asked.folder);
      try {
        const { sampleRate } = model.representation;
        const keep = (sound: Float32Array, index: number, seed: number): void => {
          if (asked.out === undefined) return;
          const { prompt } = prompts[index];
          writeClip(soundFile(asked.out, name, prompt, index, seed), monoClip(sound, sampleRate));
        };
        const made = await promptedSounds(model, { listener, clap }, prompts, {
          seeds: Array.from({ length: asked.seeds }, (_, i) => i + 1),
          ...{ guidance: guidanceOf(name), steps: asked.steps, seconds, signal: stop.signal, keep },
        });
        for (const notice of made.notices) console.log(notice);
        const { heard, embeddings } = made;
        results[name] = adherence(heard, { prompts: made.prompts, real, embeddings });
        tf.dispose([embeddings.texts, embeddings.sounds]);
        write();
      } finally {
        model.dispose();
      }
    }
  } finally {
    listener.dispose();
    clap.dispose();
  }
  const rows = Object.entries(results).flatMap(([name, result]) => [
    adherenceRow(name, result),
    adherenceRow(`${name}, prompts shuffled`, result, "shuffled"),
  ]);
  const [any] = Object.values(results);
  table([...rows, adherenceRow("real clips", any, "ceiling")], {
    caption: "\nHow many of 100 sounds are heard as their prompt says (95 % interval)",
  });
  if (asked.json !== undefined) console.log(`numbers in ${asked.json}`);
  if (asked.out !== undefined) console.log(`sounds in ${asked.out}`);
}
