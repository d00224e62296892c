/** How CLAP wants texts to be written. */

/**
 * Texts without capitals: backbones know "slow" better than "SLOW", and a sound has no capitals.
 *
 * @internal
 */
export function inLowerCase(texts: readonly string[]): string[] {
  return texts.map((text) => text.toLowerCase());
}
