/** The most memory that this process ever had. */
import * as fs from "node:fs";

/**
 * Bytes in memory at the highest. Linux's `maxRSS` would not do: a process begins with that of whoever started it,
 * so that a child of a large test runner looks large itself.
 */
export function peakMemory(): number {
  const status = "/proc/self/status";
  if (!fs.existsSync(status)) return process.resourceUsage().maxRSS * 1024;
  const [, kilobytes] = /^VmHWM:\s+(\d+) kB$/m.exec(fs.readFileSync(status, "utf8"))!;
  return Number(kilobytes) * 1024;
}
