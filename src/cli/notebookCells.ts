/** Runs the code cells of a notebook without Jupyter: transpiled, and handed a library of one's choice. */
import * as fs from "node:fs";
import ts from "typescript";
import { TutorialError } from "../error";

/** The code of a notebook's cells, and its prose. */
export interface NotebookText {
  /** Of the cells tagged "exercise" where there are such, else of all. */
  readonly code: string;
  readonly prose: string;
}

interface StoredCell {
  readonly cell_type: string;
  readonly source: string | readonly string[];
  readonly metadata?: { readonly tags?: readonly string[] };
}

const isExercise = ({ metadata }: StoredCell): boolean =>
  metadata?.tags?.includes("exercise") ?? false;

/**
 * Reads a notebook.
 *
 * @throws TutorialError `exercise.notebook` where there is none
 */
export function readNotebook(file: string): NotebookText {
  try {
    const { cells } = JSON.parse(fs.readFileSync(file, "utf8")) as { cells: StoredCell[] };
    const all = (some: readonly StoredCell[], type: string): string =>
      some
        .filter((cell) => cell.cell_type === type)
        .map(({ source }) => [source].flat().join(""))
        .join("\n\n");
    const exercises = cells.filter(isExercise);
    const code = all(exercises.length > 0 ? exercises : cells, "code");
    return { code, prose: all(cells, "markdown") };
  } catch (error) {
    throw new TutorialError(
      {
        code: "exercise.notebook",
        where: "npm run exercises -- --verify",
        expected: `a notebook ${file}`,
        got: (error as Error).message,
        fix: "restore it with: git checkout notebooks",
      },
      { cause: error },
    );
  }
}

/**
 * Runs all code of a notebook as one.
 *
 * @param code TypeScript with top-level `await`
 * @param library what `import … from "noise-to-music"` gives
 */
export async function runCode(code: string, library: object): Promise<void> {
  const { outputText } = ts.transpileModule(code, {
    compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.CommonJS },
  });
  const load = (name: string): unknown => {
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    return name === "noise-to-music" ? library : require(name);
  };
  // A notebook awaits at its top level; a function may do so if it is async.
  // eslint-disable-next-line @typescript-eslint/no-implied-eval
  const make = new Function(
    `return async (exports, require, console) => {${outputText}\n};`,
  ) as () => (
    exports: object,
    require: (name: string) => unknown,
    console: object,
  ) => Promise<void>;
  const quiet = { log: () => undefined, error: () => undefined, warn: () => undefined };
  await make()({}, load, quiet);
}
