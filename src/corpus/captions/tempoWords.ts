/** How a tempo is said. */
import type { TempoClass } from "../tempo";
import type { WaysByWording } from "../captionWords";
import { fastWords } from "./fastWords";
import { mediumWords } from "./mediumWords";
import { slowWords } from "./slowWords";

/** How each class of tempo is said; {@link tempoRanges} says what each stands for. */
export const tempoWords: Readonly<Record<TempoClass, WaysByWording>> = {
  slow: {
    train: slowWords,
    heldOut: {
      adjectives: ["slow-moving", "sedate", "relaxed"],
      phrases: ["without any hurry", "at low speed", "at a slow speed", "without haste"],
      asides: ["no need to rush", "slower than usual", "ever so slowly"],
    },
  },
  medium: {
    train: mediumWords,
    heldOut: {
      adjectives: ["medium-tempo", "mid-speed"],
      phrases: ["at an in-between tempo", "not too fast and not too slow", "at moderate speed"],
      asides: ["in-between speed", "not too slow, not too fast"],
    },
  },
  fast: {
    train: fastWords,
    heldOut: {
      adjectives: ["rapid", "speedy", "swift"],
      phrases: ["at high speed", "at a rapid pace", "in quick tempo"],
      asides: ["step on it", "make haste"],
    },
  },
};
