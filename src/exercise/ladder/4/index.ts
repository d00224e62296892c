/** Lesson 04, the network inside. */
import { adaLn } from "./adaLn";
import { attention } from "./attention";
import { gated } from "./gated";
import { patchify } from "./patchify";
import { rotary } from "./rotary";
import { splitHeads } from "./splitHeads";
import { timeWaves } from "./timeWaves";
import { unpatchify } from "./unpatchify";

export const lesson4 = [
  patchify,
  unpatchify,
  attention,
  splitHeads,
  timeWaves,
  adaLn,
  gated,
  rotary,
];
