/** Lesson 07, mending. */
import { forSampling } from "./forSampling";
import { hiddenLabel } from "./hiddenLabel";
import { knobs } from "./knobs";
import { latentLength } from "./latentLength";
import { ownMarginal } from "./ownMarginal";
import { padText } from "./padText";
import { readingKey } from "./readingKey";
import { tidyWalk } from "./tidyWalk";
import { unitLatent } from "./unitLatent";

export const lesson7 = [
  latentLength,
  hiddenLabel,
  knobs,
  ownMarginal,
  readingKey,
  padText,
  unitLatent,
  forSampling,
  tidyWalk,
];
