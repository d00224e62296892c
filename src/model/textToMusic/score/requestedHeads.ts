/** The heads of the scores that a request is for. */
import type { Conditioned } from "../../../diffusion/guidance";
import { Random } from "../../../tensor/random";
import { tf } from "../../../tensor/tf";
import type { Tensor3D } from "../../../tensor/tf";
import { framesPerSecond } from "../lengths";
import { rowsOfText } from "../request";
import type { MusicRequest } from "../request";
import { headSize } from "./channels";
import { drawHead } from "./drawHead";
import { writeHead } from "./head";
import type { ScoreHead } from "./head";
import type { Heading } from "./heading";

/** What the request settles, and for the rest a draw of what its prompts let one expect. @internal */
export function requestedHeads(heading: Heading, request: MusicRequest, seed: number): ScoreHead[] {
  const count = request.prompts.length;
  const text = rowsOfText(request.text, 0, count);
  const chances = heading.chances(text, request.gone.slice(0, count));
  tf.dispose(text);
  return request.heads.map((wanted, i) =>
    drawHead(chances[i], new Random(seed, "head", i), wanted),
  );
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
