/** Which file computes which family; `family` is the word in a fixture's config.json. */
import type { ParityFamily } from "../fixture";
import { samplers } from "./samplers";
import { scoreSde } from "./scoreSde";
import { sigmaTables } from "./sigmaTables";
import { stftMel } from "./stftMel";

export const families: Readonly<Record<string, ParityFamily | undefined>> = {
  samplers,
  "score-sde": scoreSde,
  "sigma-tables": sigmaTables,
  "stft-mel": stftMel,
};
