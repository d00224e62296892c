/** Runs a program to its end, keeping what it says, and passing on Ctrl-C. */
import { spawn } from "node:child_process";
import { noteChild } from "./lock.mjs";

/**
 * @typedef {object} Ended
 * @property {number} code exit code; 127 when the program could not be started
 * @property {string} output what it wrote to both streams (the last 100,000 characters)
 */

/**
 * Runs a program without a shell, so that spaces and brackets in arguments need no quoting.
 *
 * @param {string} program
 * @param {string[]} args
 * @param {{cwd?: string, env?: Record<string, string | undefined>, show?: boolean,
 *   timeoutSeconds?: number}} [options] `show` lets it write to the terminal itself
 * @returns {Promise<Ended>}
 */
export function run(program, args, { cwd, env, show = false, timeoutSeconds } = {}) {
  return new Promise((resolve) => {
    // A group of its own, so that the program's own children can be stopped with it.
    const ownGroup = process.platform !== "win32";
    const child = spawn(program, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ["ignore", show ? "inherit" : "pipe", show ? "inherit" : "pipe"],
      detached: ownGroup,
      windowsHide: true,
    });
    noteChild(child.pid);
    let output = "";
    const keep = (chunk) => {
      output = (output + chunk).slice(-100_000);
    };
    child.stdout?.setEncoding("utf8").on("data", keep);
    child.stderr?.setEncoding("utf8").on("data", keep);

    const stop = (signal) => {
      try {
        process.kill(ownGroup ? -child.pid : child.pid, signal);
      } catch {
        // It ended in the same moment.
      }
    };
    const interrupt = (signal) => {
      stop("SIGTERM");
      process.exit(signal === "SIGINT" ? 130 : 143);
    };
    const timer =
      timeoutSeconds &&
      setTimeout(() => {
        keep(`\nstopped: no end after ${timeoutSeconds} s`);
        stop("SIGKILL");
      }, timeoutSeconds * 1000);
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, interrupt);
    const finish = (code, more = "") => {
      clearTimeout(timer);
      for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.off(signal, interrupt);
      noteChild(undefined);
      resolve({ code, output: output + more });
    };
    child.on("error", (error) => finish(127, error.message));
    child.on("close", (code, signal) => finish(code ?? (signal ? 1 : 0)));
  });
}
