/** The way out of a cell: where figures, players and tables are sent. */
import * as path from "node:path";

/** One output of a cell. */
export interface Display {
  html(content: string): void;
  /** @param content JSON for a MIME type that is JSON */
  raw(mime: string, content: unknown): void;
}

/** A running notebook. */
export interface Notebook {
  readonly display: Display;
  /** An output of its own that each call writes anew. */
  newDisplay(): Display;
}

let given: Notebook | undefined;

/**
 * Sends everything to the given notebook instead of the one we run in; `undefined` undoes it.
 *
 * @internal For tests, and for whoever runs cells by other means than tslab.
 */
export function useNotebook(notebook: Notebook | undefined): void {
  given = notebook;
}

/**
 * The notebook this code runs in, or `undefined` in a plain script.
 *
 * Loading tslab costs half a second, so it is asked only where its kernel is already loaded.
 */
export function currentNotebook(): Notebook | undefined {
  if (given) return given;
  const kernel = path.join("tslab", "dist", "jupyter.js");
  const loaded = Object.keys(require.cache).find((file) => file.endsWith(kernel));
  if (loaded === undefined) return undefined;
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  return require(path.join(path.dirname(loaded), "public.js")) as Notebook;
}

/**
 * Sends html to the notebook; in a plain script prints the same as text.
 *
 * @param html for the notebook
 * @param text for a terminal
 */
export function send(html: string, text: string): void {
  const notebook = currentNotebook();
  if (notebook) notebook.display.html(html);
  else console.log(text);
}
