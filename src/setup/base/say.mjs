/** How the set-up speaks: one line a step, indented notes below it. */

/** A duration as people read it: `0.4 s`, `75 s`, `3 min 20 s`. */
export function duration(milliseconds) {
  const seconds = milliseconds / 1000;
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  if (seconds < 120) return `${Math.round(seconds)} s`;
  return `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
}

/** Bytes as people read them: `12 kB`, `850 MB`, `1.3 GB`. */
export function size(bytes) {
  if (bytes < 1e6) return `${Math.round(bytes / 1e3)} kB`;
  if (bytes < 1e9) return `${Math.round(bytes / 1e6)} MB`;
  return `${(bytes / 1e9).toFixed(1)} GB`;
}

/** Prints a line. */
export function say(line = "") {
  console.log(line);
}

/** Prints a paragraph under the step it belongs to. */
export function note(text) {
  for (const line of text.split("\n")) console.log(`    ${line}`);
}
