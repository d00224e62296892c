/** What a question with given answers is. */

/** One of the answers. */
export interface Choice {
  /** The answer itself. */
  readonly answer: string;
  /** Why it is right, or what it overlooks. */
  readonly because: string;
}

/** A question where words matter more than numbers. */
export interface Question {
  /** Lesson and number: "5.q1". */
  readonly id: string;
  readonly question: string;
  /** By letter, from a. */
  readonly choices: Readonly<Record<string, Choice>>;
  /** The letter of the right one. */
  readonly right: string;
}
