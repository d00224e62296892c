/** The listener of the house: a judge that was trained on the corpus, for whatever generates. */
import { frameLogMel, wholeFrames } from "../../representation/frames/frameSpectrum";
import type { Parameters } from "../../nn/parameters";
import { tf } from "../../tensor/tf";
import type { Tensor2D } from "../../tensor/tf";
import { openTrained } from "../weights/openTrained";
import type { TrainingCard } from "../weights/trainingCard";
import { listenerNetwork } from "./listenerNetwork";
import type { Heard, ListenerQuestion } from "./listenerNetwork";

/** The probability of each answer, [B, answers] a question, in the order of {@link listenerQuestions}. */
export type ListenerAnswers = Readonly<Record<ListenerQuestion, Tensor2D>>;

/** Hears 16 kHz sounds. */
export interface Listener {
  /** Waveforms [B, S] → what a Fréchet distance compares, [B, 64]. */
  embed(waveform: Tensor2D): Tensor2D;
  /** Waveforms [B, S] → probabilities. */
  classify(waveform: Tensor2D): ListenerAnswers;
  dispose(): void;
}

/** The trained listener, and what its training measured. */
export interface TrainedListener extends Listener {
  readonly card: TrainingCard;
}

/**
 * A listener over weights.
 *
 * It was made for whole corpus clips: 4 s of one instrument. Of anything else it says what it would be if it were one.
 *
 * @param parameters become the listener's: they go with it
 * @throws TutorialError `representation.waveform`
 *
 * @example
 * const untrained = listenerOf(new Parameters(7));
 * const embedding = untrained.embed(tf.zeros([2, 65536])); // [2, 64]
 * untrained.dispose();
 */
export function listenerOf(parameters: Parameters): Listener {
  const hear = (waveform: Tensor2D): Heard =>
    listenerNetwork(parameters, frameLogMel(wholeFrames(waveform)));
  return {
    embed: (waveform) => tf.tidy(() => hear(waveform).embedding),
    classify: (waveform) =>
      tf.tidy(() => {
        const { instrument, register, tempo } = hear(waveform).logits;
        return {
          instrument: tf.softmax(instrument),
          register: tf.softmax(register),
          tempo: tf.softmax(tempo),
        };
      }),
    dispose: () => parameters.dispose(),
  };
}

/**
 * Opens the listener that comes with the library.
 *
 * @param folder of trained weights; `assets/weights` unless given
 * @throws TutorialError those of {@link openTrained}
 *
 * @example
 * const listener = openListener();
 * const { instrument } = listener.classify(tf.zeros([1, 65536])); // [1, 16]
 * listener.dispose();
 */
export function openListener(folder?: string): TrainedListener {
  const { model, card } = openTrained({
    name: "listener",
    folder,
    open(parameters) {
      const listener = listenerOf(parameters);
      listener.embed(tf.zeros([1, 16384]));
      return listener;
    },
  });
  return { ...model, card };
}
