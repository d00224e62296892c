/** What stands in an exercise until somebody writes it. */

/** Thrown by {@link todo}. @internal */
export class NotWritten extends Error {
  override readonly name = "NotWritten";
}

/**
 * Stands where your code will stand. A check answers it with what is to be done.
 *
 * @example
 * const snr = (): number => todo();
 */
export function todo(): never {
  throw new NotWritten("nothing is written here yet");
}
