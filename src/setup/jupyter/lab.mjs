/** JupyterLab as a child: started, watched until it answers, stopped cleanly. */
import { spawn } from "node:child_process";
import readline from "node:readline";
import { duration, say } from "../base/say.mjs";
import { loopback } from "./port.mjs";

/** The arguments after `python`. */
export function labArguments({ notebooks, port, browser, isRoot }) {
  return [
    ...["-m", "jupyterlab"],
    `--ServerApp.root_dir=${notebooks}`,
    `--ServerApp.ip=${loopback}`,
    `--ServerApp.port=${port}`,
    // We looked for a free port; another program may take it in between.
    "--ServerApp.port_retries=50",
    "--Application.log_level=WARN",
    ...(browser ? [] : ["--no-browser"]),
    // In containers root is the only user. The token and the loopback address stay.
    ...(isRoot ? ["--allow-root"] : []),
  ];
}

/** The address with the token in a line of Jupyter's output, or `undefined`. */
export function addressIn(line) {
  return /http:\/\/127\.0\.0\.1:\d+\/\S*[?&]token=\w+/.exec(line)?.[0];
}

/** Lines that say nothing to a newcomer. */
export function isNoise(line) {
  return (
    line.trim() === "" ||
    // The block of addresses that we print ourselves.
    /^\s*(To access the server|Or copy and paste|file:\/\/|http:\/\/(127\.0\.0\.1|localhost))/.test(
      line,
    ) ||
    // TensorFlow's greeting, once a kernel.
    /absl::InitializeLog|oneDNN custom operations/.test(line) ||
    // Said of every project without a git history server, a language server, …
    /Skipped non-installed server/.test(line) ||
    /^\[C .*\]\s*$/.test(line)
  );
}

/**
 * Runs JupyterLab until it ends or is told to.
 *
 * @param {{places: ReturnType<import("../base/places.mjs").placesOf>, port: number,
 *   browser: boolean, wanted: number, since: number}} options `since`: when the command began
 * @returns {Promise<number>} the exit code: 0 after Ctrl-C
 */
export function runLab({ places, port, browser, wanted, since }) {
  const isRoot = process.getuid?.() === 0;
  const args = labArguments({ notebooks: places.notebooks, port, browser, isRoot });
  const child = spawn(places.venvPython, args, {
    cwd: places.notebooks,
    stdio: ["ignore", "pipe", "pipe"],
    // Ctrl-C reaches only us, and we ask Jupyter to end: it would ask back instead.
    detached: process.platform !== "win32",
    windowsHide: true,
  });

  // A terminal that was closed must not end us before JupyterLab is stopped.
  process.stdout.on("error", () => {});
  let ready = false;
  let stopping = false;
  const onLine = (line) => {
    const address = addressIn(line);
    if (address && !ready) {
      ready = true;
      announce(address, { wanted, since });
    }
    if (!stopping && !isNoise(line)) say(line);
  };
  for (const stream of [child.stdout, child.stderr]) {
    readline.createInterface({ input: stream }).on("line", onLine);
  }

  let watch;
  const stop = () => {
    if (stopping) return;
    stopping = true;
    clearInterval(watch);
    say("\nStopping JupyterLab and its kernels …");
    child.kill("SIGTERM");
    setTimeout(() => child.kill("SIGKILL"), 15_000).unref();
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, stop);
  watch = whenNpmEnds(stop);
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => {
      clearInterval(watch);
      if (!stopping) say(`JupyterLab ended by itself, with code ${code ?? "unknown"}.`);
      resolve(stopping ? 0 : (code ?? 1));
    });
  });
}

/** npm passes a SIGTERM to the shell between it and us; the shell ends without passing it on. */
function whenNpmEnds(stop) {
  if (!process.env.npm_lifecycle_event) return undefined;
  const shell = process.ppid;
  return setInterval(() => {
    if (process.ppid !== shell) stop();
  }, 500);
}

function announce(address, { wanted, since }) {
  const port = Number(new URL(address).port);
  say();
  if (port !== wanted) say(`Port ${wanted} is taken; this JupyterLab took ${port}.`);
  say(`JupyterLab is ready, ${duration(performance.now() - since)} after the start:`);
  say(`  ${address}`);
  say("Ctrl-C stops it.");
  say();
}
