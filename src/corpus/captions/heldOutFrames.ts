/** The sentences that no training caption has. */
import { player, spaced, verb } from "./captionParts";
import type { CaptionFrame } from "./captionParts";

/** Sentences of other words and other order than those of training. */
export const heldOutFrames: readonly CaptionFrame[] = [
  ({ instrument, tune, remarks }) => spaced(`music for ${instrument}, ${tune}`, remarks),
  ({ instrument, tune, remarks }) =>
    spaced(`here ${player(instrument)} ${verb(instrument, "perform")} ${tune}`, remarks),
  ({ instrument, tune, remarks }) => spaced(`${tune} sounded by ${player(instrument)}`, remarks),
  ({ instrument, tune, remarks }) =>
    spaced(`I would like to hear ${tune} from ${player(instrument)}`, remarks),
  ({ instrument, tune, remarks }) =>
    spaced(`${player(`unaccompanied ${instrument}`)} with ${tune}`, remarks),
  ({ instrument, tags }) => `instrument: ${[instrument, ...tags].join("; ")}`,
  // As strangers type.
  ({ instrument, tune, remarks }) => spaced(`${tune} for ${instrument}`, remarks),
  ({ instrument, tune, remarks }) =>
    `${spaced(`can you play me ${tune} on ${player(instrument)}`, remarks)}?`,
  ({ instrument, tune, remarks }) =>
    spaced(`my wish: ${tune}`, remarks, `with ${player(instrument)}`),
  ({ instrument, tags }) => [instrument, ...tags].join("! "),
  ({ instrument, tags }) => `${[...tags, instrument].join(", ")}, thanks`,
];
