/** What a sound with a score beside it is trained by. */
import { answerLoss } from "../../../diffusion/denoisingLoss";
import type { DenoisingQuestion } from "../../../diffusion/denoisingLoss";
import { frameLatentChannels } from "../../../representation/frameCodec/frameLatent";
import type { Random } from "../../../tensor/random";
import type { tf } from "../../../tensor/tf";
import type { Tensor1D } from "../../../tensor/tf";
import type { DiffusionTime } from "../../../units";
import { trainingTimes } from "../../representationDiffusion/plan";
import { timeShift } from "../plan";
import { scoreChannels, scoreSize } from "./channels";
import { scoreLead } from "./leading";

/** What is asked about sound and score. */
export interface ScoredQuestion extends Pick<DenoisingQuestion, "target" | "weights"> {
  /** Of each item's error in the score, [B]. */
  readonly scoreWeights: Tensor1D;
}

/** Some channels of an answer and of what it should be. */
function channelLoss(
  answer: tf.Tensor,
  target: tf.Tensor,
  weights: Tensor1D,
  { begin, size }: { readonly begin: number; readonly size: number },
): tf.Scalar {
  const cut = (x: tf.Tensor): tf.Tensor => x.slice([0, 0, begin], [-1, -1, size]);
  return answerLoss(cut(answer), { target: cut(target), weights }).loss;
}

/**
 * The loss of sound and score: as much for 15 numbers as for 64, and of these most for when notes begin, which is next to
 * nothing of the squared error, and half of the music.
 */
export function scoredLoss(
  answer: tf.Tensor,
  { target, weights, scoreWeights }: ScoredQuestion,
): tf.Scalar {
  const sound = { begin: 0, size: frameLatentChannels };
  const notes = { begin: frameLatentChannels, size: scoreSize };
  const onset = { begin: frameLatentChannels + scoreChannels.onset, size: 2 };
  return channelLoss(answer, target, weights, sound)
    .add(channelLoss(answer, target, scoreWeights, notes).mul(0.5))
    .add<tf.Scalar>(channelLoss(answer, target, scoreWeights, onset).mul(0.5));
}

/** Times of a batch: half of them such that the notes are open, half such that the sound is. @internal */
export function scoredTimes(random: Random, count: number): DiffusionTime[] {
  const early = count >> 1;
  return [
    ...trainingTimes(random, early, scoreLead * timeShift),
    ...trainingTimes(random, count - early, timeShift),
  ];
}
