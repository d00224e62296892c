/** The sentences of the captions: how instrument, tune and remarks are put together. */
import type { CaptionFrame } from "./captions/captionParts";
import { heldOutFrames } from "./captions/heldOutFrames";
import { plainFrames } from "./captions/plainFrames";
import { requestFrames } from "./captions/requestFrames";
import { tagFrames } from "./captions/tagFrames";
import type { Wording } from "./captionWords";

/** The frames of each wording; no frame is in both. */
export const captionFrames: Readonly<Record<Wording, readonly CaptionFrame[]>> = {
  train: [...plainFrames, ...requestFrames, ...tagFrames],
  heldOut: heldOutFrames,
};
