/** Lesson 03, what diffusion runs on. */
import { binFrequency } from "./binFrequency";
import { frameCount } from "./frameCount";
import { klDivergence } from "./klDivergence";
import { melTriangle } from "./melTriangle";
import { overlapAdd } from "./overlapAdd";
import { ownRepresentation } from "./ownRepresentation";
import { reparametrise } from "./reparametrise";
import { residualQuantiser } from "./residualQuantiser";

export const lesson3 = [
  frameCount,
  binFrequency,
  melTriangle,
  overlapAdd,
  klDivergence,
  reparametrise,
  residualQuantiser,
  ownRepresentation,
];
