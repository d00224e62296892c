/** Clips as the default latent has them, their scores, and what is true of each: what text models learn from. */
import * as fs from "node:fs";
import * as path from "node:path";
import { openClipPool } from "../../corpus/clipPool";
import type { CorpusOptions } from "../../corpus/corpus";
import { openCorpus } from "../../corpus/corpus";
import type { ClipFacts } from "../../corpus/facts";
import type { Split } from "../../corpus/split";
import type { Representation } from "../../representation/representation";
import { tf } from "../../tensor/tf";
import type { Tensor2D, Tensor3D } from "../../tensor/tf";
import type { Frames, Seconds } from "../../units";
import { weightsFolder } from "../weights/trainedFiles";
import { cachedLatents } from "./latentCache";
import { headSize, scoreSize } from "./score/channels";
import { writeHead } from "./score/head";
import { scoreLead } from "./score/leading";
import { writeScore } from "./score/writeScore";

/** Clips of one length, encoded. */
export interface MusicSet {
  readonly count: number;
  readonly seconds: Seconds;
  /** T of each. */
  readonly frames: Frames;
  factsAt(index: number): ClipFacts;
  /**
   * Clips, or stretches of them, each a latent with its score: see `scoredLatent`.
   *
   * @param from the first frame of each stretch; the beginning unless given
   * @param frames of each stretch; all unless given
   * @returns [B, T, C + K]
   */
  at(indices: readonly number[], from?: readonly Frames[], frames?: Frames): Tensor3D;
  /**
   * The heads of their scores.
   *
   * @returns [B, T, 6]
   */
  headsAt(indices: readonly number[], from?: readonly Frames[], frames?: Frames): Tensor3D;
}

/** Which clips, and where trained weights lie. */
export interface MusicSetOptions {
  readonly split: Split;
  readonly seconds: Seconds;
  readonly clips: number;
  readonly seed: number;
  readonly folder?: string;
  readonly say?: (words: string) => void;
}

/** Clips are encoded so many at a time. */
const chunk = 8;

async function encodeAll(
  representation: Representation,
  options: CorpusOptions,
  say: (words: string) => void,
): Promise<Float32Array> {
  const pool = await openClipPool(options);
  const size = representation.shapeFor(options.seconds!).reduce((a, b) => a * b, 1);
  const all = new Float32Array(pool.count * size);
  for (let first = 0; first < pool.count; first += chunk) {
    const indices = Array.from(
      { length: Math.min(chunk, pool.count - first) },
      (_, i) => first + i,
    );
    tf.tidy(() => {
      const sounds = tf.concat<Tensor2D>(indices.map((index) => pool.waveformAt(index)));
      all.set(representation.encode(sounds).dataSync(), first * size);
    });
    if (first % 400 === 0) say(`rendering and encoding clips, ${first} of ${pool.count}`);
    await tf.nextFrame();
  }
  return all;
}

/**
 * Opens clips of one length: from `build/latents` if they were encoded before, else they are encoded now.
 *
 * @param representation a sequence [T, C], e.g. `frame-latent`
 * @internal
 */
export async function openMusicSet(
  representation: Representation,
  { split, seconds, clips, seed, folder = weightsFolder, say = () => {} }: MusicSetOptions,
): Promise<MusicSet> {
  const options = { split, seconds, count: clips, seed };
  const corpus = await openCorpus(options);
  const [frames, channels] = representation.shapeFor(seconds);
  const key = {
    representation: representation.name,
    weights: fs.readFileSync(path.join(folder, representation.name, "weights.safetensors")),
    ...{ split, seconds, clips, seed },
    witness: corpus.clipAt(0).clip.channels[0],
  };
  const latents = await cachedLatents(key, () => encodeAll(representation, options, say));
  const plans = Array.from({ length: clips }, (_, index) => corpus.planAt(index));
  const layout = { frames, seconds: seconds / frames };
  const scores = plans.map(({ notes }) => writeScore(notes, layout).map((x) => x * scoreLead));
  return {
    count: clips,
    seconds,
    frames,
    factsAt: (index) => plans[index].facts,
    headsAt(indices, from = indices.map(() => 0), length = frames) {
      const rows = indices.map((index, row) =>
        writeHead(plans[index].facts, { ...layout, frames: length, from: from[row] }),
      );
      return tf.stack(rows.map((one) => tf.tensor2d(one, [length, headSize]))) as Tensor3D;
    },
    at(indices, from = indices.map(() => 0), length = frames) {
      const size = channels + scoreSize;
      const values = new Float32Array(indices.length * length * size);
      indices.forEach((index, row) => {
        for (let f = 0; f < length; f++) {
          const [frame, to] = [from[row] + f, (row * length + f) * size];
          const begin = (index * frames + frame) * channels;
          values.set(latents.subarray(begin, begin + channels), to);
          const score = scores[index].subarray(frame * scoreSize, (frame + 1) * scoreSize);
          values.set(score, to + channels);
        }
      });
      return tf.tensor3d(values, [indices.length, length, size]);
    },
  };
}
