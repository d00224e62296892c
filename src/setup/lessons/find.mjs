/** What there is to run: every notebook under `notebooks/`, read but not run. */
import path from "node:path";
import { filesUnder, readJson } from "../base/files.mjs";
import { SetupProblem } from "../base/problem.mjs";

/**
 * The lessons under `folder`, in the order of their names. A name is the path without its ending,
 * e.g. `01-noise` or `exercises/01-noise`.
 */
export function findLessons(folder) {
  const files = filesUnder(
    folder,
    (file) => file.endsWith(".ipynb") && !file.split(path.sep).includes(".ipynb_checkpoints"),
  );
  return files.map((file) => readLesson(folder, file));
}

function readLesson(folder, file) {
  const name = path.relative(folder, file).slice(0, -".ipynb".length).split(path.sep).join("/");
  const notebook = readJson(file);
  if (!Array.isArray(notebook?.cells)) {
    throw new SetupProblem({
      code: "lessons.notebook",
      what: `${file} is not a notebook`,
      fix: "open it in JupyterLab and save it again, or remove it",
    });
  }
  const cells = notebook.cells.map((cell) => ({ ...cell, source: [cell.source].flat().join("") }));
  const prose = cells
    .filter((cell) => cell.cell_type === "markdown")
    .map((cell) => cell.source)
    .join("\n\n");
  return {
    name,
    file,
    title: plain(/^# +(.+)$/m.exec(prose)?.[1] ?? name),
    summary: firstParagraph(prose),
    /** What the lesson promises: `{seconds, firstFigureSeconds}`, each optional. */
    stated: notebook.metadata?.lesson ?? {},
    storedOutputs: storedOutputs(cells),
  };
}

/** Numbers (among the code cells, from 1) of the cells that were stored with what they printed. */
function storedOutputs(cells) {
  return cells
    .filter((cell) => cell.cell_type === "code" && cell.source.trim() !== "")
    .flatMap((cell, index) =>
      cell.outputs?.length || cell.execution_count != null ? [index + 1] : [],
    );
}

/** The first block of running text. */
function firstParagraph(markdown) {
  const block = markdown.split(/\n\s*\n/).find((text) => /^[^#|<>!\-*\s$`]/.test(text.trim()));
  return plain(block ?? "");
}

/** Markdown without its marks; mathematics stays as TeX. */
function plain(markdown) {
  return markdown
    .replace(/\s+/g, " ")
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replace(/(\*\*|__|\*|`)(.+?)\1/g, "$2")
    .trim();
}
