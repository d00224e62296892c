/** The heads of the scores that a request is for. */
import type { Conditioned } from "../../../diffusion/guidance";
import { Random } from "../../../tensor/random";
import { tf } from "../../../tensor/tf";
import type { Tensor3D } from "../../../tensor/tf";
import { framesPerSecond } from "../lengths";
import type { MusicRequest } from "../request";
import { headSize } from "./channels";
import { drawHead } from "./drawHead";
import { writeHead } from "./head";
import type { ScoreHead } from "./head";

/** What the request settles, and for the rest a draw of what its prompts let one expect. @internal */
export function requestedHeads({ heads, chances }: MusicRequest, seed: number): ScoreHead[] {
  return chances.map((one, i) => drawHead(one, new Random(seed, "head", i), heads[i]));
}

/**
 * Heads beside each frame of the music, [rows, T, 6]; for the pair of guidance twice, since both of its halves are to be
 * in time and in tune with each other.
 *
 * @internal
 */
export function writtenHeads(
  heads: readonly ScoreHead[],
  { frames, timing }: MusicRequest,
  rows: Conditioned,
): Tensor3D {
  const from = Math.round(timing.secondsStart * framesPerSecond);
  const layout = { frames, seconds: 1 / framesPerSecond, from };
  const all = rows === "pair" ? [...heads, ...heads] : heads;
  const values = all.flatMap((head) => [...writeHead(head, layout)]);
  return tf.tensor3d(values, [all.length, frames, headSize]);
}
