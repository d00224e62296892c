/** Start the Python runner on one notebook, and gather what it reports. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import path from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { tail } from "../base/problem.mjs";

const runner = fileURLToPath(new URL("runner.py", import.meta.url));
/** A kernel that hears no request to end is ended. */
const patienceMilliseconds = 8_000;

/**
 * Executes the notebook `file` into the file `executed` and, as raw HTML, into `page`. Resolves to
 * `{problems, measured}`; `measured` is missing when the runner itself failed or was stopped.
 *
 * @param {string} file
 * @param {{python: string, executed: string, page: string, home: string, timeout: number,
 *   signal: AbortSignal, onCell: (cell: {number: number, of: number}) => void}} options
 *   `timeout` in seconds a cell; `home` is the link from the page to the index
 */
export async function execute(file, options) {
  const { python, executed, page, home, timeout, signal, onCell } = options;
  fs.mkdirSync(path.dirname(executed), { recursive: true });
  const flags = ["--timeout", String(timeout), "--home", home];
  const child = spawn(python, [runner, file, executed, page, ...flags], {
    // Its own group: Ctrl-C in the terminal reaches us alone, and we stop the kernel in good order.
    detached: process.platform !== "win32",
    stdio: ["ignore", "pipe", "pipe"],
    env: {
      ...process.env,
      PYTHONDONTWRITEBYTECODE: "1",
      JUPYTER_PREFER_ENV_PATH: "1",
      // What is run here is nobody's try at an exercise.
      NOISE_TO_MUSIC_PROGRESS: "off",
    },
    windowsHide: true,
  });
  const closed = once(child, "close");
  let log = "";
  child.stderr.setEncoding("utf8").on("data", (text) => (log = (log + text).slice(-10_000)));
  const kill = () => child.kill("SIGKILL");
  let timer;
  const stop = () => {
    child.kill("SIGTERM");
    timer = setTimeout(kill, patienceMilliseconds);
  };
  signal.addEventListener("abort", stop, { once: true });

  const problems = [];
  let cells = 0;
  let measured;
  for await (const line of createInterface({ input: child.stdout })) {
    const { event, ...facts } = JSON.parse(line);
    if (event === "cell") {
      cells = facts.of;
      onCell(facts);
    } else if (event === "problem") problems.push(withLog(facts, log));
    else if (event === "done") measured = { cells, ...facts };
  }
  const [status] = await closed;
  signal.removeEventListener("abort", stop);
  clearTimeout(timer);

  if (!measured && !signal.aborted) {
    const text = `the runner ended with status ${status}\n${tail(log)}`;
    problems.push({ cell: null, source: "", kind: "runner", text });
  }
  return { problems, measured };
}

/** A kernel that is gone says why, if at all, only in the log. */
function withLog(problem, log) {
  if (!["kernel-died", "no-kernel"].includes(problem.kind) || !log.trim()) return problem;
  return { ...problem, text: `${problem.text}\n${tail(log)}` };
}
