/** Training sentences that ask for music. */
import { player, spaced } from "./captionParts";
import type { CaptionFrame } from "./captionParts";
import { rhythmAfter } from "./plainFrames";

/** Questions, wishes and orders. */
export const requestFrames: readonly CaptionFrame[] = [
  ({ instrument, tune, ending }) => `play ${tune} on the ${instrument}${ending}`,
  ({ instrument, tune, ending }) => `please play ${tune} on the ${instrument}${ending}`,
  ({ instrument, tune, remarks }) => spaced(`play ${tune}`, remarks, `on ${player(instrument)}`),
  ({ instrument, tune, ending }) => `play ${tune} on ${instrument}${ending}, please`,
  ({ instrument, tune, ending }) => `give me ${tune} on ${instrument}${ending}`,
  ({ instrument, tune, ending }) => `I want ${tune} on the ${instrument}${ending}`,
  ({ instrument, tune, ending }) => `I want ${player(instrument)} to play ${tune}${ending}`,
  ({ instrument, tune, ending }) => `I need ${tune} played on ${instrument}${ending}`,
  ({ instrument, tune, ending }) => `I'd love ${tune} on ${player(instrument)}${ending}`,
  ({ instrument, tune, ending }) => `let me hear ${tune} on ${player(instrument)}${ending}`,
  ({ instrument, tune, ending }) => `let ${player(instrument)} play ${tune}${ending}`,
  ({ instrument, tune, ending }) => `make me ${tune} on ${instrument}${ending}`,
  ({ instrument, tune, ending }) => `generate ${tune} with ${player(instrument)}${ending}`,
  ({ instrument, tune, ending }) => `can I hear ${tune} on ${player(instrument)}${ending}?`,
  ({ instrument, tune, ending }) => `can I have ${tune} on the ${instrument}${ending}, please?`,
  ({ instrument, tune, remarks }) =>
    `${spaced(`could you play ${tune}`, remarks, `on the ${instrument}`)}?`,
  ({ instrument, tune, ending }) => `would ${player(instrument)} play ${tune} for me${ending}?`,
  ({ instrument, tune, ending }) => `how about ${tune} on ${instrument}${ending}?`,
  ({ instrument, tune, ending }) => `do you have ${tune} on ${instrument}${ending}?`,
  (parts) =>
    `${spaced("play some", parts.qualities, parts.instrument, "music", parts.attributes)}${rhythmAfter(parts)}${parts.ending}`,
  (parts) =>
    `${spaced("give me some", parts.qualities, parts.instrument, parts.attributes)}${rhythmAfter(parts)}${parts.ending}`,
  (parts) =>
    `${spaced("can I get something", parts.qualities, "on", parts.instrument, parts.attributes)}${rhythmAfter(parts)}${parts.ending}?`,
  (parts) =>
    `${spaced("I want something", parts.qualities, "on", parts.instrument, parts.attributes)}${rhythmAfter(parts)}${parts.ending}`,
];
