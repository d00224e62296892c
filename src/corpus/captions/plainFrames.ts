/** Training sentences that say what there is to hear. */
import { player, spaced, verb, withArticle } from "./captionParts";
import type { CaptionFrame, CaptionParts } from "./captionParts";

/** "quick reel in D major" */
function bareTune({ qualities, noun, attributes }: CaptionParts): string {
  return spaced(qualities, noun, attributes);
}

/** ", a reel", or nothing if the rhythm is not said. */
export function rhythmAfter({ isRhythm, noun }: CaptionParts): string {
  return isRhythm ? `, ${withArticle(noun)}` : "";
}

/** The remarks before everything: "at a slow tempo, ", or nothing. */
function before(remarks: string): string {
  return remarks === "" ? "" : `${remarks}, `;
}

/** Sentences of a verb or of none. */
export const plainFrames: readonly CaptionFrame[] = [
  ({ instrument, tune, ending }) => `${tune} on the ${instrument}${ending}`,
  ({ instrument, tune, ending }) => `${tune} on ${instrument}${ending}`,
  ({ instrument, tune, ending }) => `${tune} played on ${player(instrument)}${ending}`,
  ({ instrument, tune, ending }) => `${tune} played by ${player(instrument)}${ending}`,
  ({ instrument, tune, ending }) => `${tune} for solo ${instrument}${ending}`,
  ({ instrument, tune, ending }) =>
    `${player(instrument)} ${verb(instrument, "play")} ${tune}${ending}`,
  ({ instrument, tune, ending }) =>
    `the ${instrument} ${verb(instrument, "play")} ${tune}${ending}`,
  ({ instrument, tune, ending }) => `${instrument} playing ${tune}${ending}`,
  ({ instrument, tune, ending }) => `${instrument} ${verb(instrument, "play")} ${tune}${ending}`,
  ({ instrument, tune, ending }) => `solo ${instrument}: ${tune}${ending}`,
  ({ instrument, tune, ending }) => `${instrument}, ${tune}${ending}`,
  ({ instrument, tune, ending }) => `${instrument} solo, ${tune}${ending}`,
  ({ instrument, tune, ending }) => `${tune}, ${instrument} only${ending}`,
  ({ instrument, tune, ending }) => `this is ${tune} on ${player(instrument)}${ending}`,
  ({ instrument, tune, ending }) => `the sound of ${player(instrument)} playing ${tune}${ending}`,
  ({ instrument, tune, ending }) => `we hear ${player(instrument)} playing ${tune}${ending}`,
  // Remarks first.
  ({ instrument, tune, remarks }) => `${before(remarks)}${tune} on the ${instrument}`,
  ({ instrument, tune, remarks }) =>
    `${before(remarks)}${player(instrument)} ${verb(instrument, "play")} ${tune}`,
  ({ instrument, tune, remarks }) => spaced(tune, remarks, `on the ${instrument}`),
  // Without articles.
  (parts) => `${bareTune(parts)} on ${parts.instrument}${parts.ending}`,
  (parts) => `${bareTune(parts)}, ${parts.instrument}${parts.ending}`,
  ({ instrument, qualities, noun, attributes, ending }) =>
    `${spaced(qualities, instrument, noun, attributes)}${ending}`,
  ({ instrument, qualities, noun, attributes, ending }) =>
    `${withArticle(spaced(qualities, instrument, noun, attributes))}${ending}`,
  ({ instrument, qualities, noun, attributes, remarks }) =>
    [spaced(instrument, noun, attributes), qualities, remarks].filter(Boolean).join(", "),
  // Music without a noun to count it by.
  (parts) =>
    `${spaced("some", parts.qualities, parts.instrument, "music", parts.attributes)}${rhythmAfter(parts)}${parts.ending}`,
  (parts) =>
    `${spaced(parts.qualities, parts.instrument, "music", parts.attributes)}${rhythmAfter(parts)}${parts.ending}`,
  (parts) =>
    `${spaced(parts.qualities, parts.instrument, parts.attributes)}${rhythmAfter(parts)}${parts.ending}`,
  (parts) =>
    `${spaced("something", parts.qualities, "on the", parts.instrument, parts.attributes)}${rhythmAfter(parts)}${parts.ending}`,
];
