/** Did a model make what it was asked for, and does it sound like music? */
import type { InstrumentName } from "../corpus/instruments";
import type { Register } from "../corpus/register";
import { openCorpus } from "../corpus/corpus";
import type { Split } from "../corpus/split";
import { TutorialError } from "../error";
import type { Listener } from "../model/listener/listener";
import { listenerQuestions } from "../model/listener/listenerNetwork";
import { tf } from "../tensor/tf";
import type { Tensor2D } from "../tensor/tf";
import type { Seconds } from "../units";
import { frechetDistance } from "./frechetDistance";
import { maximumMeanDiscrepancy } from "./maximumMeanDiscrepancy";

/** What a sound was asked to be. */
export interface Wish {
  readonly instrument: InstrumentName;
  readonly register: Register;
}

/** What a listener says of sounds that were asked for. */
export interface Judgement {
  /** Share of sounds in which it hears the instrument that was asked for. */
  readonly instrument: number;
  /** Share of sounds in which it hears the register that was asked for. */
  readonly register: number;
  /** Between its embeddings of these sounds and of the reference. Compare only such of equally many sounds. */
  readonly frechet: number;
  /** The squared maximum mean discrepancy of the same; around 0 for two samples of the same kind. */
  readonly mmd: number;
}

/**
 * Asks a listener.
 *
 * @param sounds waveforms [B, S]
 * @param wishes one for each sound
 * @param reference real sounds of the same length, [N, S]
 * @throws TutorialError `evaluation.judge`, and those of {@link frechetDistance} and {@link maximumMeanDiscrepancy}
 *
 * @example
 * const listener = openListener();
 * const wishes = (["flute", "piano"] as const).map((instrument) => ({ instrument, register: "mid" as const }));
 * const real = await realSounds([...wishes, ...wishes], { split: "test", seconds: 1.024 });
 * const { instrument } = judgeSounds(listener, real, [...wishes, ...wishes], real); // about 1
 */
export function judgeSounds(
  listener: Listener,
  sounds: Tensor2D,
  wishes: readonly Wish[],
  reference: Tensor2D,
): Judgement {
  if (sounds.shape[0] !== wishes.length || sounds.shape[1] !== reference.shape[1]) {
    throw new TutorialError({
      code: "evaluation.judge",
      where: "judgeSounds",
      expected: "a wish for each sound, and real sounds of the same length",
      got: `${sounds.shape.join(" × ")} samples, ${wishes.length} wishes, ${reference.shape.join(" × ")} real samples`,
      fix: "repeat a wish for each sound that it was made for, and cut all sounds to the shortest",
    });
  }
  const [embedding, real] = [listener.embed(sounds), listener.embed(reference)];
  const heard = listener.classify(sounds);
  const shareOf = (question: keyof Wish): number => {
    const names: readonly string[] = listenerQuestions[question];
    const best = tf.tidy(() => heard[question].argMax(1).dataSync());
    return wishes.filter((wish, i) => names[best[i]] === wish[question]).length / wishes.length;
  };
  const judgement = {
    instrument: shareOf("instrument"),
    register: shareOf("register"),
    frechet: frechetDistance(embedding, real),
    mmd: maximumMeanDiscrepancy(embedding, real),
  };
  tf.dispose([embedding, real, ...Object.values(heard)]);
  return judgement;
}

/** Which real sounds. */
export interface RealSoundOptions {
  readonly split: Split;
  readonly seconds: Seconds;
}

/**
 * Real corpus clips that are what was asked for, each another one.
 *
 * @returns waveforms [wishes, S] at 16 kHz; dispose them when done
 * @throws TutorialError those of {@link openCorpus}
 *
 * @example
 * const wish = { instrument: "flute", register: "high" } as const;
 * const sounds = await realSounds([wish, wish], { split: "test", seconds: 1.024 }); // [2, 16384]
 */
export async function realSounds(
  wishes: readonly Wish[],
  { split, seconds }: RealSoundOptions,
): Promise<Tensor2D> {
  const clips: Float32Array[] = [];
  for (const [seed, { instrument, register }] of wishes.entries()) {
    // Another seed for each, or all instruments would play the same few tunes.
    const chosen = { instruments: [instrument], registers: [register], seed };
    const corpus = await openCorpus({ split, seconds, count: 1, ...chosen });
    clips.push(corpus.clipAt(0).clip.channels[0]);
  }
  return tf.tidy(() => tf.stack(clips.map((clip) => tf.tensor1d(clip))) as Tensor2D);
}
