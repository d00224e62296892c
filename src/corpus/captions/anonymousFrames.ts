/** Training captions that name no instrument, as prompts do whose writer does not care. */
import { spaced } from "./captionParts";
import type { CaptionFrame } from "./captionParts";

/** All facts but the instrument. */
export const anonymousFrames: readonly CaptionFrame[] = [
  ({ tune, ending }) => `${tune}${ending}`,
  ({ tune, ending }) => `play ${tune}${ending}`,
  ({ tune, remarks }) => spaced(remarks, `please: ${tune}`),
  ({ noun, tags }) => (tags.length > 0 ? tags.join(", ") : noun),
];
