/** Lesson 06, Stable Audio Open. */
import { fromV } from "./fromV";
import { latentFrames } from "./latentFrames";
import { numberWaves } from "./numberWaves";
import { pingPong } from "./pingPong";
import { sigmas } from "./sigmas";
import { snakeWave } from "./snakeWave";
import { vTarget } from "./vTarget";
import { weightNorm } from "./weightNorm";

export const lesson6 = [
  vTarget,
  fromV,
  latentFrames,
  numberWaves,
  snakeWave,
  weightNorm,
  pingPong,
  sigmas,
];
