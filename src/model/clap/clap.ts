/** The house's CLAP: texts and sounds as directions in one space, where what belongs together is close. */
import { rowCosines, unitLength } from "../../conditioning/clap/unitLength";
import { clapSize, clapTextTower, clapWords } from "../../conditioning/clap/textTower";
import type { TextBackbone } from "../../conditioning/text/textBackbone";
import type { TextEmbedding } from "../../conditioning/textEmbedding";
import { openUniversalSentenceEncoder } from "../../conditioning/text/universalSentenceEncoder";
import { TutorialError } from "../../error";
import type { Parameters } from "../../nn/parameters";
import { standardise } from "../../nn/standardise";
import { frameLogMel, wholeFrames } from "../../representation/frames/frameSpectrum";
import { tf } from "../../tensor/tf";
import type { Tensor2D, Tensor3D } from "../../tensor/tf";
import { openTrained } from "../weights/openTrained";
import type { TrainingCard } from "../weights/trainingCard";
import { clapAudioTower } from "./audioTower";
import { callClap } from "./clapNetwork";

/** Understands texts and 16 kHz sounds. */
export interface Clap {
  /** B texts → unit vectors [B, 128]. */
  embedText(texts: readonly string[]): Promise<Tensor2D>;
  /**
   * B texts as a network may hear them: {@link Clap.embedText} × √128 as the global vector, and what the tower
   * makes of each token, brought to variance 1.
   */
  readText(texts: readonly string[]): Promise<TextEmbedding>;
  /** The same of texts that its backbone has read; what it was given stays the caller's. */
  hearText(read: TextEmbedding): TextEmbedding;
  /** Waveforms [B, S] → unit vectors [B, 128]. */
  embedSound(waveform: Tensor2D): Tensor2D;
  /**
   * The CLAP score of each text with the sound of the same number: the cosine of their vectors, −1 to 1.
   *
   * @throws TutorialError `clap.score`
   */
  score(texts: readonly string[], waveform: Tensor2D): Promise<number[]>;
  dispose(): void;
}

/** The trained one, and what its training measured. */
export interface TrainedClap extends Clap {
  readonly card: TrainingCard;
}

/**
 * CLAP over weights.
 *
 * It was made for corpus clips and captions: 4 s of one instrument, and words for instrument, register, tempo, key and
 * kind of tune. A score says nothing by itself; compare it with that of other texts for the same sound.
 *
 * @param parameters become CLAP's: they go with it
 * @param backbone reads the texts; it stays the caller's
 * @throws TutorialError `representation.waveform`
 *
 * @example
 * const backbone = await openUniversalSentenceEncoder();
 * const untrained = clapOf(new Parameters(7), backbone);
 * const scores = await untrained.score(["a slow air on the flute"], tf.zeros([1, 65536])); // one number
 * untrained.dispose();
 * backbone.dispose();
 */
export function clapOf(parameters: Parameters, backbone: TextBackbone): Clap {
  const embedSound = (waveform: Tensor2D): Tensor2D =>
    tf.tidy(() => unitLength(clapAudioTower(parameters, frameLogMel(wholeFrames(waveform)))));
  const hearText = (read: TextEmbedding): TextEmbedding =>
    tf.tidy(() => ({
      global: unitLength(clapTextTower(parameters, read)).mul<Tensor2D>(Math.sqrt(clapSize)),
      tokens: standardise(clapWords(parameters, read.tokens), 1e-5).mul<Tensor3D>(
        read.mask.expandDims(2),
      ),
      mask: read.mask.clone(),
    }));
  const readText = async (texts: readonly string[]): Promise<TextEmbedding> => {
    const read = await backbone.embed(texts);
    const heard = hearText(read);
    tf.dispose(read);
    return heard;
  };
  const embedText = async (texts: readonly string[]): Promise<Tensor2D> => {
    const read = await backbone.embed(texts);
    const embedding = tf.tidy(() => unitLength(clapTextTower(parameters, read)));
    tf.dispose(read);
    return embedding;
  };
  return {
    embedText,
    readText,
    hearText,
    embedSound,
    async score(texts, waveform) {
      checkScored(texts, waveform);
      const [said, heard] = [await embedText(texts), embedSound(waveform)];
      const scores = tf.tidy(() => Array.from(rowCosines(said, heard).dataSync()));
      tf.dispose([said, heard]);
      return scores;
    },
    dispose: () => parameters.dispose(),
  };
}

/** Where the weights are, and who reads the texts. */
export interface OpenClapOptions {
  /** Of trained weights; `assets/weights` unless given. */
  readonly folder?: string;
  /** The backbone that it was trained with, if it is open already; it stays the caller's. */
  readonly backbone?: TextBackbone;
}

/**
 * Opens the CLAP that comes with the library.
 *
 * @throws TutorialError those of {@link openTrained}
 *
 * @example
 * const clap = await openClap();
 * const [slow, fast] = await clap.score(["a slow flute", "a fast flute"], tf.zeros([2, 65536]));
 * clap.dispose();
 */
export async function openClap({ folder, backbone }: OpenClapOptions = {}): Promise<TrainedClap> {
  const opened = openTrained({
    name: "clap",
    folder,
    open: (parameters) => {
      callClap(parameters);
      return parameters;
    },
  });
  const reader = backbone ?? (await openUniversalSentenceEncoder());
  const clap = clapOf(opened.parameters, reader);
  const dispose = (): void => {
    clap.dispose();
    if (!backbone) reader.dispose();
  };
  return { ...clap, dispose, card: opened.card };
}

function checkScored(texts: readonly string[], waveform: Tensor2D): void {
  if (waveform.rank === 2 && waveform.shape[0] === texts.length) return;
  throw new TutorialError({
    code: "clap.score",
    where: "Clap.score",
    expected: "a sound for each text, waveforms [B, S] for B texts",
    got: `[${waveform.shape.join(", ")}] for ${texts.length} texts`,
    fix: "repeat the sound for each text that it is to be compared with: tf.tile(waveform, [B, 1])",
  });
}
