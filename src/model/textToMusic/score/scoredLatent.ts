/** A latent with the score of its music beside it: what the text models diffuse. */
import { clipToTensor } from "../../../audio/clipTensor";
import type { CorpusClip } from "../../../corpus/tuneClip";
import type { Representation } from "../../../representation/representation";
import { tf } from "../../../tensor/tf";
import type { Tensor2D, Tensor3D } from "../../../tensor/tf";
import type { Frames, Seconds } from "../../../units";
import { scoreSize } from "./channels";
import { scoreLead } from "./leading";
import { writeScore } from "./writeScore";

/** A latent that has a score beside it. */
export interface ScoredLatent extends Representation<Tensor3D> {
  /** The latent without a score. */
  readonly latent: Representation<Tensor3D>;
  /** Each frame's length in seconds. */
  readonly frameSeconds: Seconds;
  /**
   * A latent and its scores, side by side, these {@link scoreLead} times as large.
   *
   * @param latent [B, T, C]
   * @param scores B times T·K numbers of `writeScore`
   * @returns [B, T, C + K]
   */
  join(latent: Tensor3D, scores: readonly Float32Array[]): Tensor3D;
  /**
   * Clips of the corpus, of one length, whose notes are known: latent and score.
   *
   * @returns [B, T, C + K]
   */
  encodePlayed(played: readonly Pick<CorpusClip, "clip" | "notes">[]): Tensor3D;
  /** The scores out of [B, T, C + K], one for each item, T·K numbers. */
  scoresOf(x0: Tensor3D): Float32Array[];
}

/**
 * Puts a score beside a latent, frame by frame: x0 is [T, C + K].
 *
 * The score is {@link scoreLead} times as large, so it can be made out under more noise: on the way from noise to music the
 * notes are there before their sound. The sound is decoded from the latent alone.
 *
 * encode: the latent, and a score of zeros, of which nothing is known; {@link ScoredLatent.encodePlayed} if it is known.
 *
 * @param latent it becomes the representation's, and goes with it
 *
 * @example
 * const scored = scoredLatent(frameLatent(new Parameters(7)));
 * console.log(scored.shapeFor(4.096)); // [64, 79]
 * scored.dispose();
 */
export function scoredLatent(latent: Representation<Tensor3D>): ScoredLatent {
  const { sampleRate } = latent;
  const [perSecond, channels] = latent.shapeFor(1024);
  const frameSeconds: Seconds = 1024 / perSecond;
  const join: ScoredLatent["join"] = (x0, scores) =>
    tf.tidy(() => {
      const [batch, frames] = x0.shape;
      const values = new Float32Array(batch * frames * scoreSize);
      scores.forEach((score, row) => values.set(score, row * frames * scoreSize));
      const score = tf.tensor3d(values, [batch, frames, scoreSize]).mul<Tensor3D>(scoreLead);
      return tf.concat([x0, score], 2);
    });
  const part = (x0: Tensor3D, begin: number, size: number): Tensor3D =>
    x0.slice([0, 0, begin], [-1, -1, size]);
  return {
    name: `${latent.name} with score`,
    latent,
    sampleRate,
    frameSeconds,
    shapeFor(seconds) {
      const [frames] = latent.shapeFor(seconds);
      return [frames, channels + scoreSize];
    },
    join,
    encodePlayed: (played) =>
      tf.tidy(() => {
        const x0 = latent.encode(tf.concat(played.map(({ clip }) => clipToTensor(clip))));
        const layout = { frames: x0.shape[1], seconds: frameSeconds };
        const scores = played.map((one) => writeScore(one.notes, layout));
        return join(x0, scores);
      }),
    encode: (waveform) => tf.tidy(() => join(latent.encode(waveform), [])),
    decode: (x0) => tf.tidy((): Tensor2D => latent.decode(part(x0, 0, channels))),
    scoresOf(x0) {
      const frames: Frames = x0.shape[1];
      const values = tf.tidy(() =>
        part(x0, channels, scoreSize).div(scoreLead).dataSync<"float32">(),
      );
      const size = frames * scoreSize;
      return Array.from({ length: x0.shape[0] }, (_, i) => values.slice(i * size, (i + 1) * size));
    },
    dispose: () => latent.dispose(),
  };
}
