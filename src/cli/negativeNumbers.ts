/** `--guidance -1` means what it says. */

/**
 * Ties negative numbers to the option before them: the parser takes "-1" for an option of its own.
 *
 * @internal
 */
export function tieNegativeNumbers(words: readonly string[]): string[] {
  return words.reduce<string[]>((tied, word) => {
    const last = tied.at(-1);
    if (last !== undefined && /^--[a-z]+$/.test(last) && /^-[\d.]/.test(word)) {
      tied[tied.length - 1] = `${last}=${word}`;
    } else {
      tied.push(word);
    }
    return tied;
  }, []);
}
