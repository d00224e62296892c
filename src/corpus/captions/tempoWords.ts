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
      adjectives: ["slow-flowing", "slow-footed", "loitering"],
      phrases: [
        ...["at a slow rate", "with all the time in the world", "without the least hurry"],
        "in a slow manner",
      ],
      asides: ["as slow as you like", "please do not rush", "let it crawl"],
    },
  },
  medium: {
    train: mediumWords,
    heldOut: {
      adjectives: ["moderate-paced", "middle-pace"],
      phrases: ["at a medium rate", "neither rapid nor slow", "at a moderate rate"],
      asides: ["a moderate speed please", "neither slow nor rapid"],
    },
  },
  fast: {
    train: fastWords,
    heldOut: {
      adjectives: ["fast-flowing", "fast-footed", "scorching"],
      phrases: ["at a fast rate", "with great haste", "in a fast manner"],
      asides: ["as quick as you like", "let it fly", "put your foot down"],
    },
  },
};
