/** SentencePiece's compiled table of characters: "½" is "1⁄2", "ﬁ" is "fi", a tab is a space. */
import { brokenTokenizer } from "./tokenizerErrors";

/** What stands in the table for the beginning of a text, or `undefined` where nothing does. */
export type Charsmap = (text: string) => string | undefined;

const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/*
 * A double-array trie keeps a tree of bytes in one array. A unit of 32 bits says by which byte one came
 * (label), how far away its children begin (offset), and whether a text ends here (leaf).
 */
const labelOf = (unit: number): number => unit & 0x800000ff;
const offsetOf = (unit: number): number => (unit >>> 10) << ((unit & 0x200) >>> 6);
const isLeaf = (unit: number): boolean => (unit & 0x100) !== 0;
const valueOf = (unit: number): number => unit & 0x7fffffff;

/**
 * Reads the table: 4 bytes with the trie's length, the trie, and the replacements, each ended by a zero.
 *
 * The lookup finds the *shortest* entry that the text begins with, as Hugging Face's tokenizers do (SentencePiece
 * itself takes the longest).
 *
 * @param base64 `normalizer.precompiled_charsmap` of a tokenizer.json
 * @throws TutorialError `stableAudio.tokenizer.damaged`
 *
 * Source: Yata's darts-clone, `include/darts.h`; huggingface/spm_precompiled, `src/lib.rs`.
 *
 * @internal
 */
export function readCharsmap(base64: string): Charsmap {
  const bytes = Buffer.from(base64, "base64");
  const trieBytes = bytes.length >= 4 ? bytes.readUInt32LE(0) : -1;
  if (trieBytes < 4 || trieBytes % 4 !== 0 || 4 + trieBytes > bytes.length) {
    throw brokenTokenizer(`a precompiled_charsmap of ${bytes.length} bytes whose trie is cut off`);
  }
  const units = Uint32Array.from({ length: trieBytes / 4 }, (_, i) =>
    bytes.readUInt32LE(4 + 4 * i),
  );
  const replacements = bytes.subarray(4 + trieBytes);
  const replacementAt = (begin: number): string => {
    const end = replacements.indexOf(0, begin);
    return decoder.decode(replacements.subarray(begin, end < 0 ? undefined : end));
  };
  return (text) => {
    let place = offsetOf(units[0]);
    for (const byte of encoder.encode(text)) {
      if (byte === 0) return undefined;
      place ^= byte;
      // Past the array's end there is no unit, and so no such text.
      const unit = units[place] ?? 0;
      if (labelOf(unit) !== byte) return undefined;
      place ^= offsetOf(unit);
      if (isLeaf(unit)) return replacementAt(valueOf(units[place]));
    }
    return undefined;
  };
}
