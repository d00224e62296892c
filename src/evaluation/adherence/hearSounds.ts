/** Everything that is heard of a batch of sounds, as plain data: what all further figures are made from. */
import { monoClip } from "../../audio/clip";
import { TutorialError } from "../../error";
import type { Listener } from "../../model/listener/listener";
import { listenerQuestions } from "../../model/listener/listenerNetwork";
import type { ListenerQuestion } from "../../model/listener/listenerNetwork";
import { tf } from "../../tensor/tf";
import type { Tensor2D } from "../../tensor/tf";
import type { Hertz } from "../../units";
import { diatonicShare } from "./diatonicShare";
import { medianFundamental } from "./medianFundamental";
import { signalAnswers } from "./signalAnswers";
import type { SignalAnswers } from "./signalAnswers";
import { soundness } from "./soundness";
import type { Soundness } from "./soundness";
import { spectralCentroid } from "./spectralCentroid";
import { transcribe } from "./transcribe";

/** What is heard of one sound. */
export interface HeardSound {
  /** The most probable answers of the trained classifier. */
  readonly listener: Readonly<Record<ListenerQuestion, string>>;
  /** The answers of its notes alone. */
  readonly signal: SignalAnswers;
  /** How many notes were heard, and how many of them lie on their best diatonic scale. */
  readonly notes: number;
  readonly inScale: number;
  readonly fundamental: Hertz;
  readonly centroid: Hertz;
  readonly soundness: Soundness;
  /** By which the classifier remembers it: 64 numbers. */
  readonly embedding: readonly number[];
}

/** The rate that listeners hear. */
const sampleRate: Hertz = 16000;
/** Sounds at a time, so that a thousand of them take no more memory than these. */
const batchSize = 8;

/** What the classifier says of a few sounds. */
function ask(listener: Listener, sounds: Tensor2D): Pick<HeardSound, "listener" | "embedding">[] {
  return tf.tidy(() => {
    const answers = listener.classify(sounds);
    const embeddings = listener.embed(sounds).arraySync();
    const best = (question: ListenerQuestion): string[] => {
      const names: readonly string[] = listenerQuestions[question];
      return Array.from(answers[question].argMax(1).dataSync(), (answer) => names[answer]);
    };
    const [instrument, register, tempo] = [best("instrument"), best("register"), best("tempo")];
    return embeddings.map((embedding, i) => ({
      listener: { instrument: instrument[i], register: register[i], tempo: tempo[i] },
      embedding,
    }));
  });
}

/** What its samples say of one sound. */
function measure(samples: Float32Array): Omit<HeardSound, "listener" | "embedding"> {
  const clip = monoClip(samples, sampleRate);
  const transcription = transcribe(clip);
  const { notes, inScale } = diatonicShare(transcription.notes);
  return {
    signal: signalAnswers(transcription, samples.length / sampleRate),
    notes,
    inScale,
    fundamental: medianFundamental(transcription),
    centroid: spectralCentroid(clip),
    soundness: soundness(clip, transcription),
  };
}

/**
 * Listens to sounds, by a trained classifier and by measures that need no learning. About 0.1 s a sound.
 *
 * @param sounds waveforms [N, S] at 16 kHz; they stay yours
 * @param observe is told after each few sounds how many are done
 * @throws TutorialError `evaluation.sounds`, and those of {@link transcribe}
 *
 * @example
 * const listener = openListener();
 * const { clip } = (await openCorpus({ count: 1, instruments: ["koto"] })).clipAt(0);
 * const [heard] = await hearSounds(listener, tf.tensor2d(clip.channels[0], [1, 65536]));
 * console.log(heard.listener.instrument, heard.signal.mode); // koto, and perhaps major
 */
export async function hearSounds(
  listener: Listener,
  sounds: Tensor2D,
  observe?: (done: number) => void,
): Promise<HeardSound[]> {
  if (sounds.rank !== 2 || sounds.shape[0] === 0) {
    throw new TutorialError({
      code: "evaluation.sounds",
      where: "hearSounds",
      expected: "waveforms as [N, S], at least one of them",
      got: `[${sounds.shape.join(", ")}]`,
      fix: "stack the sounds; add the batch axis to a single one",
    });
  }
  const [count, length] = sounds.shape;
  const heard: HeardSound[] = [];
  for (let from = 0; from < count; from += batchSize) {
    const size = Math.min(batchSize, count - from);
    const few = sounds.slice([from, 0], [size, length]);
    try {
      const samples = await few.data<"float32">();
      const asked = ask(listener, few);
      asked.forEach((answers, i) => {
        heard.push({ ...answers, ...measure(samples.slice(i * length, (i + 1) * length)) });
      });
    } finally {
      few.dispose();
    }
    observe?.(heard.length);
    await tf.nextFrame();
  }
  return heard;
}
