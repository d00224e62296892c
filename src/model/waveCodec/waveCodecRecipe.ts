/** How waveform codecs are trained, whatever their bottleneck. */
import { openClipPool } from "../../corpus/clipPool";
import type { ClipPool } from "../../corpus/clipPool";
import { Parameters } from "../../nn/parameters";
import type { Bottleneck } from "../../representation/bottleneck/bottleneck";
import {
  discriminatorLoss,
  generatorLosses,
} from "../../representation/waveCodec/adversarialLosses";
import { stftDiscriminator } from "../../representation/waveCodec/stftDiscriminator";
import type { WaveCodec } from "../../representation/waveCodec/waveCodec";
import type { Random } from "../../tensor/random";
import { tf } from "../../tensor/tf";
import type { Tensor2D } from "../../tensor/tf";
import { withoutGradient } from "../../tensor/withoutGradient";
import type { Companion } from "../../training/trainingGroup";
import type { LossFunction } from "../../training/trainer";
import { gains } from "../gains";
import { sumOfLosses } from "../losses";

/** Sounds a step, and their length: 0.512 s. */
export const batch = { clips: 6, samples: 8192 };
/** What {@link waveCodecTraining} says that it is trained on. */
export const trainedOn = "6,000 corpus clips (train split), 0.512 s at a time, 6 a step";

/** How much a loss counts in the beginning, from some step on, and in the end. */
type Phases = readonly [number, number, number];

const weights: Readonly<Record<string, Phases>> = {
  waveform: [3, 0.5, 0.1],
  logMel: [0.3, 1, 2],
  logMagnitude: [0.1, 1, 1],
  convergence: [0.5, 1, 0.5],
  shortFrames: [0.1, 0.5, 0.5],
  adversarial: [0.1, 0.1, 0.03],
  featureMatching: [0.5, 0.5, 0.2],
};
/** The steps between which the first phase gives way to the second, and that to the third. */
const changes = [
  { from: 500, to: 2500 },
  { from: 20_000, to: 24_000 },
] as const;

/** How far a change is, from 0 to 1. */
function done({ from, to }: (typeof changes)[number], step: number): number {
  return Math.min(1, Math.max(0, (step - from) / (to - from)));
}

/**
 * How much each loss counts at a step. Phases are learned first: a fresh decoder that is told to be loud enough in
 * every band makes noise, and noise has to be unlearned before any partial can be put in its place. Later the squared
 * error of the samples must step back, or it fills the gaps between loud partials for the sake of their last decibel;
 * and in the end even more, when the loud partials are there and the quiet ones are not.
 */
export function weightsAt(step: number): Readonly<Record<string, number>> {
  const [second, third] = changes.map((change) => done(change, step));
  return Object.fromEntries(
    Object.entries(weights).map(([name, [one, two, three]]) => [
      name,
      one + second * (two - one) + third * (three - two),
    ]),
  );
}

/** What {@link waveCodecTraining} gives to a recipe. */
export interface WaveCodecTraining {
  readonly loss: LossFunction;
  readonly companions: Readonly<Record<string, Companion>>;
  readonly pool: ClipPool;
}

/** Options of {@link waveCodecTraining}. */
export interface WaveCodecTrainingOptions {
  readonly seed: number;
  /** The step at which the judges come in. */
  readonly judgedFrom: number;
}

/**
 * Two phases: reconstruction alone; then with STFT judges, who learn beside it.
 *
 * The judges come late: as long as half of the partials are missing there is nothing to be subtle about, and each of
 * their steps costs as much as one of the codec.
 */
export async function waveCodecTraining(
  codec: WaveCodec<Bottleneck>,
  { seed, judgedFrom }: WaveCodecTrainingOptions,
): Promise<WaveCodecTraining> {
  const pool = await openClipPool({ split: "train", count: 6000, seed });
  const judges = new Parameters(seed);
  tf.tidy(() => void stftDiscriminator(judges, tf.zeros([1, batch.samples])));
  const draw = (random: Random): Tensor2D => {
    const { waveform } = pool.draw(random, batch.clips, batch.samples);
    return waveform.mul(gains(random, batch.clips));
  };
  return {
    pool,
    loss(step, random) {
      const waveform = draw(random);
      const { decoded, losses } = codec.attempt(waveform, random);
      if (step < judgedFrom) return sumOfLosses(losses, weightsAt(step));
      const [real, fake] = [waveform, decoded].map((one) => stftDiscriminator(judges, one));
      const judged = generatorLosses(real, fake);
      return sumOfLosses({ ...losses, ...judged }, weightsAt(step));
    },
    companions: {
      judges: {
        parameters: judges,
        from: judgedFrom,
        learningRate: 3e-4,
        beta1: 0.8,
        beta2: 0.99,
        clip: 1,
        loss(_, random) {
          // The same draws as the codec had in this step.
          const waveform = draw(random);
          const decoded: Tensor2D = withoutGradient(() => codec.attempt(waveform, random).decoded);
          const [real, fake] = [waveform, decoded].map((one) => stftDiscriminator(judges, one));
          return { loss: discriminatorLoss(real, fake) };
        },
      },
    },
  };
}
