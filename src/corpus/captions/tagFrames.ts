/** Training captions without a sentence: the facts one after the other. */
import type { CaptionFrame } from "./captionParts";

/** The tags with the instrument somewhere among them: after the first. */
function amid(instrument: string, tags: readonly string[]): string[] {
  return [...tags.slice(0, 1), instrument, ...tags.slice(1)];
}

/** Lists with all kinds of marks between, or none; the tags come in random order. */
export const tagFrames: readonly CaptionFrame[] = [
  ({ instrument, tags }) => [instrument, ...tags].join(", "),
  ({ instrument, tags }) => [...tags, instrument].join(", "),
  ({ instrument, tags }) => amid(instrument, tags).join(", "),
  ({ instrument, tags }) => [instrument, ...tags].join("; "),
  ({ instrument, tags }) => [...tags, instrument].join("; "),
  ({ instrument, tags }) => [instrument, ...tags].join(" "),
  ({ instrument, tags }) => [...tags, instrument].join(" "),
  ({ instrument, tags }) => amid(instrument, tags).join(" "),
  ({ instrument, tags }) => [instrument, ...tags].join(" - "),
  ({ instrument, tags }) => amid(instrument, tags).join(" / "),
  ({ instrument, tags }) => [instrument, ...tags].join(". "),
  ({ instrument, tags }) => [instrument, tags.join(", ")].filter(Boolean).join(": "),
  ({ instrument, tags }) => [`${instrument} solo`, ...tags].join(", "),
  ({ instrument, tags }) => [`solo ${instrument}`, ...tags].join("; "),
  ({ instrument, tags }) => [instrument, tags.join(" ")].filter(Boolean).join(", "),
];
