/** Which file computes which family; `family` is the word in a fixture's config.json. */
import type { ParityFamily } from "../fixture";
import { scoreSde } from "./scoreSde";
import { stftMel } from "./stftMel";

export const families: Readonly<Record<string, ParityFamily | undefined>> = {
  "score-sde": scoreSde,
  "stft-mel": stftMel,
};
