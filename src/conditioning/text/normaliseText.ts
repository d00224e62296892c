/** One way of writing for what can be written in many: the step before a text is cut into pieces. */

/** Begins a word, as a character that can be seen: SentencePiece's sign for a space. */
export const wordStart = "▁";

/** Spaces, those without a width too, and the sign itself. */
const separators = /[\s\u200b-\u200f▁]+/gu;
/** What only steers a printer or chooses between looks. */
const withoutMeaning = /[\p{Cc}\p{Cf}\p{Variation_Selector}]/gu;
/** Half a character of two halves, which no text should have. */
const loneHalves = /\p{Surrogate}/gu;

/**
 * Writes a text as SentencePiece does before it looks for pieces: full-width letters, ligatures and the
 * like in their plain form (Unicode's NFKC), one ▁ before each word for any run of spaces, none at the end.
 *
 * Control and format characters and variation selectors vanish; half a surrogate pair becomes U+FFFD,
 * which no vocabulary knows. A text without a word becomes the empty text.
 *
 * Source: Kudo & Richardson, "SentencePiece", 2018, section 3.2; Unicode Standard Annex 15.
 *
 * @internal
 */
export function normaliseText(text: string): string {
  const words = text
    .replace(loneHalves, "\ufffd")
    .normalize("NFKC")
    .replace(separators, " ")
    .replace(withoutMeaning, "")
    .split(" ")
    .filter((word) => word !== "");
  return words.map((word) => wordStart + word).join("");
}
