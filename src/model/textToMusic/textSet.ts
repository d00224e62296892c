/** Clips of one length with their captions and their place in time: what a text model's batches are drawn from. */
import type { TextBackbone } from "../../conditioning/text/textBackbone";
import type { TextEmbedding } from "../../conditioning/textEmbedding";
import type { Split } from "../../corpus/split";
import type { Representation } from "../../representation/representation";
import { Random } from "../../tensor/random";
import type { Tensor3D } from "../../tensor/tf";
import { openCaptionBank } from "./captionBank";
import { clipLengths, framesPerSecond } from "./lengths";
import type { ClipLength } from "./lengths";
import { openMusicSet } from "./musicSet";
import type { Timing } from "./textDit";

/** Music, what is said of it, and which part of how long a piece it is. (A type, for `tf.tidy`.) */
export type TextBatch = {
  /** [B, T, C + K], with its score */
  readonly x0: Tensor3D;
  readonly text: TextEmbedding;
  readonly timings: readonly Timing[];
  /** The heads of the scores, [B, T, 6] */
  readonly heads: Tensor3D;
};

/** Clips of one length. */
export interface TextSet {
  readonly count: number;
  /** In how many of 100 steps it is drawn from. */
  readonly share: number;
  /** Whole clips by index, each with the same caption at every call. */
  at(clips: readonly number[]): TextBatch;
  /** A batch by chance: whole clips, or, of long ones, sometimes four seconds out of them. */
  draw(random: Random): TextBatch;
}

/** Where clips, their numbers and the numbers of their captions come from. */
export interface TextSetOptions {
  readonly representation: Representation;
  readonly backbone: TextBackbone;
  readonly split: Split;
  readonly length: ClipLength;
  readonly captionsPerClip: number;
  readonly seed: number;
  readonly folder?: string;
  readonly say?: (words: string) => void;
}

/** How often a batch of long clips is cut into windows, from which beginnings other than 0 are learned. */
const windowShare = 0.5;

/**
 * Opens clips with captions: in training wording for the train split, in held-out wording for the others.
 *
 * @internal
 */
export async function openTextSet(options: TextSetOptions): Promise<TextSet> {
  const { representation, backbone, split, length, captionsPerClip, seed, folder, say } = options;
  const { seconds, clips, batch, share } = length;
  const music = await openMusicSet(representation, { split, seconds, clips, seed, folder, say });
  const facts = Array.from({ length: clips }, (_, index) => music.factsAt(index));
  const wording = split === "train" ? "train" : "heldOut";
  const bank = await openCaptionBank(backbone, facts, {
    ...{ perClip: captionsPerClip, wording, seed, say },
  });
  const [usual] = clipLengths;
  const windowFrames = Math.round(usual.seconds * framesPerSecond);
  const some = (random: Random, count: number): number[] =>
    Array.from({ length: count }, () => random.integer(clips));
  const timing = (from: number): Timing => ({
    secondsStart: from / framesPerSecond,
    secondsTotal: seconds,
  });
  return {
    count: clips,
    share,
    at: (indices) => ({
      x0: music.at(indices),
      text: bank.draw(new Random(seed, "captions", indices[0]), indices),
      timings: indices.map(() => timing(0)),
      heads: music.headsAt(indices),
    }),
    draw(random) {
      const cut = music.frames > windowFrames && random.uniform() < windowShare;
      const indices = some(random, cut ? usual.batch : batch);
      const text = bank.draw(random, indices);
      const from = cut
        ? indices.map(() => random.integer(music.frames - windowFrames + 1))
        : indices.map(() => 0);
      const length = cut ? windowFrames : music.frames;
      return {
        x0: music.at(indices, from, length),
        text,
        timings: from.map(timing),
        heads: music.headsAt(indices, from, length),
      };
    },
  };
}
