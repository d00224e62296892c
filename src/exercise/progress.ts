/** What a learner has done, in a small file that every kernel reads and writes. */
import * as fs from "node:fs";
import * as path from "node:path";
import { writeWhole } from "../writeWhole";

/** How it stands with one exercise or question. */
export interface Standing {
  readonly tries: number;
  /** When it was first right, ISO 8601. */
  readonly passed?: string;
}

/** All that was tried, by id. */
export interface LearnerProgress {
  readonly done: Readonly<Record<string, Standing>>;
  /** What was wrong with the file, where something was. */
  readonly notice?: string;
}

/**
 * The learner's file: `notebooks/exercises/progress.json`, or what the environment variable NOISE_TO_MUSIC_PROGRESS
 * names; `off` keeps nothing.
 */
export function progressFile(): string | undefined {
  const named = process.env.NOISE_TO_MUSIC_PROGRESS;
  if (named === "off") return undefined;
  // `src/exercise` and `dist/exercise` both lie two folders below the package.
  const usual = path.join(__dirname, "..", "..", "notebooks", "exercises", "progress.json");
  return named ? path.resolve(named) : usual;
}

function isStanding(value: unknown): value is Standing {
  const { tries, passed } = (value ?? {}) as { tries?: unknown; passed?: unknown };
  return Number.isSafeInteger(tries) && (passed === undefined || typeof passed === "string");
}

/** Puts a file that cannot be read out of the way, and says so. */
function setAside(file: string): LearnerProgress {
  const aside = `${file}.damaged`;
  try {
    fs.renameSync(file, aside);
  } catch {
    return {
      done: {},
      notice: `${path.basename(file)} is damaged and cannot be moved; it will be written anew`,
    };
  }
  return {
    done: {},
    notice: `${path.basename(file)} was damaged; it is kept as ${path.basename(aside)}, and begins anew`,
  };
}

/**
 * Reads what was done. A missing file is an empty one; a damaged file is put aside, and what of it makes no sense is left out.
 *
 * @param file as {@link progressFile} gives it
 *
 * @example
 * const { done } = readProgress();
 * console.log(done["1.1"]?.passed ?? "not yet");
 */
export function readProgress(file = progressFile()): LearnerProgress {
  if (file === undefined) return { done: {} };
  let text: string;
  try {
    text = fs.readFileSync(file, "utf8");
  } catch {
    return { done: {} };
  }
  try {
    const { done } = JSON.parse(text) as { done: unknown };
    if (typeof done !== "object" || done === null) return setAside(file);
    const sound = Object.entries(done).filter(([, one]) => isStanding(one));
    return { done: Object.fromEntries(sound) };
  } catch {
    return setAside(file);
  }
}

/**
 * Notes a try. What was right once stays so.
 *
 * @param id of an exercise or question
 * @returns a sentence where something was wrong with the file; it never throws
 */
export function noteTry(id: string, passed: boolean, file = progressFile()): string | undefined {
  if (file === undefined) return undefined;
  const { done, notice } = readProgress(file);
  const { tries = 0, passed: before } = done[id] ?? {};
  const when = before ?? (passed ? new Date().toISOString() : undefined);
  const standing: Standing = { tries: tries + 1, ...(when === undefined ? {} : { passed: when }) };
  const text = JSON.stringify({ done: { ...done, [id]: standing } }, null, 1);
  try {
    writeWhole(file, new TextEncoder().encode(`${text}\n`), "check");
  } catch (error) {
    return `Your progress could not be kept: ${(error as Error).message}`;
  }
  return notice;
}
