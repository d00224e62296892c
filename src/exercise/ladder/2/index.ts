/** Lesson 02, the way back. */
import { ddim } from "./ddim";
import { gaussianScore } from "./gaussianScore";
import { heun } from "./heun";
import { mixtureScore } from "./mixtureScore";
import { multistep } from "./multistep";
import { odeDrift } from "./odeDrift";
import { ownSolver } from "./ownSolver";
import { reverseDrift } from "./reverseDrift";
import { tweedie } from "./tweedie";

export const lesson2 = [
  gaussianScore,
  mixtureScore,
  reverseDrift,
  odeDrift,
  tweedie,
  ddim,
  heun,
  multistep,
  ownSolver,
];
