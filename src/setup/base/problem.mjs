/**
 * The one error of the set-up: what went wrong, what was seen, and what to do, in plain words.
 * (The library's own `TutorialError` is TypeScript, and is not built yet when this is thrown.)
 */
export class SetupProblem extends Error {
  /**
   * @param {{code: string, what: string, seen?: string, fix: string | string[]}} details
   *   `code` is a stable dotted name to test against
   */
  constructor({ code, what, seen, fix }) {
    super(what);
    this.name = "SetupProblem";
    this.code = code;
    this.seen = seen;
    this.fix = [fix].flat();
  }

  /** The problem as it is printed: the sentence, the tail of what was seen, the ways out. */
  describe() {
    const lines = [this.message];
    if (this.seen) {
      lines.push("", "What it said:", ...this.seen.split("\n").map((line) => `  | ${line}`));
    }
    lines.push("", "What to do:", ...this.fix.map((line) => `  - ${line}`));
    return lines.join("\n");
  }
}

/** The last lines of a program's output: where programs put their reason. */
export function tail(text, count = 12) {
  return text.trimEnd().split("\n").slice(-count).join("\n");
}
