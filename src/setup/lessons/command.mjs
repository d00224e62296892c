/** The body of `npm run lessons`. */
import path from "node:path";
import { parseArgs } from "node:util";
import { placesOf, projectFolder } from "../base/places.mjs";
import { SetupProblem } from "../base/problem.mjs";
import { say } from "../base/say.mjs";
import { runCommand, setUp } from "../setUp.mjs";
import { runLessons } from "./all.mjs";

const help = `npm run lessons -- [options] [name…]
  Runs the notebooks in notebooks/ (or those named, e.g. 01-noise), each in a fresh kernel, and
  writes build/lessons/index.html with a page and an executed notebook for each. It fails when a
  cell fails, hangs or is skipped, when an executed notebook is over 3 MB, and when a notebook is
  stored with outputs.

  --strict-time    fails, too, when a lesson takes over its stated time (else: a warning)
  --timeout N      seconds that one cell may take (default 300)
  --from FOLDER    where the notebooks are (default notebooks)
  --to FOLDER      where the results go (default build/lessons)
  --no-setup       trust that everything is set up
  --help           this text`;

/** @param {string[]} args what follows `npm run lessons --` */
export function lessons(args) {
  return runCommand(async () => {
    const { values, positionals: names } = readOptions(args);
    if (values.help) return say(help);
    const places = values["no-setup"]
      ? placesOf(projectFolder)
      : await setUp({ pythonRequired: true });

    const stop = new AbortController();
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => stop.abort());
    return runLessons({
      names,
      python: places.venvPython,
      from: path.resolve(values.from ?? places.notebooks),
      to: path.resolve(values.to ?? path.join(places.project, "build", "lessons")),
      timeout: Number(values.timeout),
      strictTime: values["strict-time"],
      signal: stop.signal,
    });
  });
}

function readOptions(args) {
  const options = {
    "strict-time": { type: "boolean", default: false },
    timeout: { type: "string", default: "300" },
    from: { type: "string" },
    to: { type: "string" },
    "no-setup": { type: "boolean", default: false },
    help: { type: "boolean", short: "h", default: false },
  };
  const refuse = (what) =>
    new SetupProblem({ code: "lessons.option", what, fix: help.split("\n") });
  let parsed;
  try {
    parsed = parseArgs({ args, options, allowPositionals: true });
  } catch (error) {
    throw refuse(error.message);
  }
  const { timeout } = parsed.values;
  if (!/^[1-9]\d*$/.test(timeout))
    throw refuse(`--timeout must be a whole number of seconds, not "${timeout}"`);
  return parsed;
}
