/** What a {@link TutorialError} is made of: an error is data first, a sentence second. */
export interface TutorialErrorDetails {
  /** A stable dotted name, e.g. `"audio.wav.truncated"`, to test against. */
  readonly code: string;
  /** The function that refused, e.g. `"readWav"`. */
  readonly where: string;
  /** What would have been right. */
  readonly expected: string;
  /** What came instead. */
  readonly got: string;
  /** What the reader can do about it. */
  readonly fix: string;
}

/**
 * The one error the library throws on bad input: it says what was expected, what came, and what to do.
 *
 * @example
 * try {
 *   throw new TutorialError({
 *     code: "example.steps",
 *     where: "sample",
 *     expected: "steps >= 1",
 *     got: "0",
 *     fix: "pass a whole number of steps, e.g. {steps: 50}",
 *   });
 * } catch (error) {
 *   if (error instanceof TutorialError) console.log(error.code, error.message);
 * }
 */
export class TutorialError extends Error implements TutorialErrorDetails {
  override readonly name = "TutorialError";
  readonly code: string;
  readonly where: string;
  readonly expected: string;
  readonly got: string;
  readonly fix: string;

  constructor(details: TutorialErrorDetails, options?: { cause?: unknown }) {
    super(
      `${details.where}: expected ${details.expected}, got ${details.got}; ${details.fix}`,
      options,
    );
    this.code = details.code;
    this.where = details.where;
    this.expected = details.expected;
    this.got = details.got;
    this.fix = details.fix;
  }

  /** In a notebook the sentence is the message; the stack would only hide it. */
  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return (
      `TutorialError in ${this.where}\n` +
      `  expected  ${this.expected}\n` +
      `  got       ${this.got}\n` +
      `  do this   ${this.fix}`
    );
  }
}
