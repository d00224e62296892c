/** Is a process still the one we knew? Numbers are reused, so a number alone proves nothing. */
import fs from "node:fs";

/**
 * What tells a process from a later one of the same number: its start time, where the system shows it
 * (Linux); elsewhere an empty string, and the number must do.
 */
export function processMark(pid) {
  try {
    const stat = fs.readFileSync(`/proc/${pid}/stat`, "utf8");
    // The name is in brackets and may hold spaces; start time is the 20th field after it.
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19];
  } catch {
    return "";
  }
}

/** Whether the process `pid` runs and is the one that had `mark`. */
export function isRunning(pid, mark) {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return error.code === "EPERM";
  }
  return !mark || processMark(pid) === mark;
}

/** Ends a program, and all that it started, that was left behind by a killed set-up. */
export function stopLeftover({ pid, mark }) {
  // Without a mark there is no telling whether the number was reused: better leave it alone.
  if (!mark || !isRunning(pid, mark)) return;
  try {
    process.kill(-pid, "SIGKILL");
  } catch {
    // It ended meanwhile.
  }
}
