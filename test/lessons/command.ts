/** Runs `npm run lessons` as a reader would, on notebooks made for a test. */
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import path from "node:path";
import { describe } from "vitest";

export const project = path.resolve(__dirname, "../..");

/** What `results.json` holds of one lesson. */
export interface LessonResult {
  readonly problems: readonly { cell: number | null; source: string; kind: string; text: string }[];
  readonly warnings: readonly string[];
  readonly cells: number;
  readonly seconds: number;
  readonly firstFigureSeconds: number | null;
}

/** Whether set-up has finished `.venv`: it leaves this stamp last. */
export function jupyterIsReady(): boolean {
  return fs.existsSync(path.join(project, ".venv", ".noise-to-music.json"));
}

/** A group of tests that need `.venv`: they must run in CI, elsewhere they may be skipped. */
export function describeWithJupyter(name: string, tests: () => void): void {
  if (jupyterIsReady() || process.env.CI === "true") describe(name, tests);
  else {
    console.warn(`skipped: "${name}" needs .venv (npm run setup)`);
    describe.skip(name, tests);
  }
}

/** Starts the command on `<folder>/notebooks`; the results go to `<folder>/pages`. */
export function startLessons(folder: string, ...options: string[]): ChildProcess {
  const script = path.join(project, "src/setup/lessons.mjs");
  const places = ["--from", path.join(folder, "notebooks"), "--to", path.join(folder, "pages")];
  return spawn(process.execPath, [script, "--no-setup", ...places, ...options], {
    stdio: ["ignore", "pipe", "pipe"],
  });
}

/** Waits for its end. */
export async function ended(command: ChildProcess): Promise<{ code: number; output: string }> {
  let output = "";
  const keep = (text: string): void => void (output += text);
  command.stdout!.setEncoding("utf8").on("data", keep);
  command.stderr!.setEncoding("utf8").on("data", keep);
  const [code] = (await once(command, "close")) as [number];
  return { code, output };
}

/** The results so far, by lesson. */
export function resultsIn(folder: string): Record<string, LessonResult> {
  const file = path.join(folder, "pages", "results.json");
  return JSON.parse(fs.readFileSync(file, "utf8")) as Record<string, LessonResult>;
}
