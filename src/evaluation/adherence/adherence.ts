/** Does the sound follow the words? Every figure of it, each beside what real music gets. */
import { rowCosines } from "../../conditioning/clap/unitLength";
import { TutorialError } from "../../error";
import { tf } from "../../tensor/tf";
import type { Tensor2D } from "../../tensor/tf";
import { withConfidence } from "../withConfidence";
import type { Confidence } from "../withConfidence";
import { diversity } from "./diversity";
import type { Diversity } from "./diversity";
import { frechetRatio } from "./frechetRatio";
import type { FrechetRatio } from "./frechetRatio";
import type { HeardSound } from "./hearSounds";
import { chanceRight, questions, shareRight, shuffledPrompts } from "./questions";
import type { Question } from "./questions";
import type { RealClips } from "./realClips";
import { scaleShare } from "./scaleShare";
import type { ScaleShare } from "./scaleShare";
import type { Soundness } from "./soundness";
import type { PromptWithTruths } from "./truths";
import { wilsonShare } from "./wilson";
import type { Share } from "./wilson";

/** One question, answered for all sounds of which it is asked. */
export interface QuestionResult extends Pick<Question, "truth" | "judge"> {
  readonly generated: Share;
  /** The same of real clips of which the truth is known: no model can be expected to pass it. */
  readonly ceiling: Share;
  /** The same with the prompts dealt to other sounds. */
  readonly shuffled: Share;
  /** What {@link QuestionResult.shuffled} is on average over all ways to deal. */
  readonly chance: number;
}

/** How well sounds and prompts agree by a model that hears both, such as a CLAP. */
export interface TextAudioScore {
  readonly generated: Confidence;
  /** With the prompts dealt to other sounds. */
  readonly shuffled: Confidence;
}

/** All that is known of a model, plain data. */
export interface Adherence {
  readonly sounds: number;
  readonly questions: readonly QuestionResult[];
  /** Notes on a diatonic scale. */
  readonly scale: { readonly generated: ScaleShare; readonly ceiling: ScaleShare };
  readonly diversity: Diversity;
  readonly frechet: FrechetRatio;
  /** Shares of sounds with each fault. */
  readonly soundness: Readonly<Record<keyof Soundness, Share>>;
  /** Left out unless a score was given. */
  readonly textAudio?: TextAudioScore;
}

/** Texts and sounds as a model that hears both embeds them, row by row, [N, D] each. */
export interface TextAudioEmbeddings {
  readonly texts: Tensor2D;
  readonly sounds: Tensor2D;
}

/** What {@link adherence} compares with what. */
export interface AdherenceOptions {
  /** One for each sound; with several seeds the same prompt several times. */
  readonly prompts: readonly PromptWithTruths[];
  /** Real clips that nothing was trained on, as many as there are sounds or more, and what is true of them. */
  readonly real: RealClips;
  /** Of the shuffled prompts and the halves of the real clips. Default 0. */
  readonly seed?: number;
  /** Of the prompts and the sounds, e.g. by a CLAP; they stay yours. */
  readonly embeddings?: TextAudioEmbeddings;
}

function checkCounts(sounds: number, { prompts, real }: AdherenceOptions): void {
  if (sounds === prompts.length && real.heard.length === real.truths.length && sounds > 1) return;
  throw new TutorialError({
    code: "evaluation.adherence",
    where: "adherence",
    expected: "at least 2 sounds, a prompt for each, and truths for each real clip",
    got: `${sounds} sounds, ${prompts.length} prompts, ${real.heard.length} real clips, ${real.truths.length} truths`,
    fix: "repeat a prompt for each sound that it was made for",
  });
}

/** @param dealt which prompt each sound is held against when they are shuffled */
function textAudioScore(
  { texts, sounds }: TextAudioEmbeddings,
  dealt: readonly number[],
): TextAudioScore {
  const [own, other] = tf.tidy(() => [
    Array.from(rowCosines(texts, sounds).dataSync()),
    Array.from(rowCosines(texts.gather([...dealt]), sounds).dataSync()),
  ]);
  return { generated: withConfidence(own), shuffled: withConfidence(other) };
}

/**
 * Measures whether sounds follow their prompts, and whether they are music.
 *
 * Each question is asked only of the sounds whose prompt states it, and has Wilson's interval of 95 %. What a prompt
 * says of the dance (`rhythm`) is not judged: of four seconds of written notes the meter (6/8 against 2/2 and 4/4)
 * comes out right in 75 % of the clips, where always to say "simple" is right in 68 %.
 *
 * @param heard from {@link hearSounds}
 * @throws TutorialError `evaluation.adherence`, `evaluation.frechetRatio`, and those of {@link withConfidence} for the
 *   scores
 *
 * @example
 * const listener = openListener();
 * const real = await realClips(listener, { split: "test", count: 8 });
 * const prompts = real.truths.map((truths) => ({ prompt: `a tune for ${truths.instrument}`, truths }));
 * const result = adherence(real.heard, { prompts, real });
 * console.log(adherenceRow("real music itself", result));
 */
export function adherence(heard: readonly HeardSound[], options: AdherenceOptions): Adherence {
  checkCounts(heard.length, options);
  const { prompts, real, seed = 0, embeddings } = options;
  const truths = prompts.map((prompt) => prompt.truths);
  const dealtFrom = shuffledPrompts(
    prompts.map((_, i) => i),
    seed,
  );
  const dealt = dealtFrom.map((i) => prompts[i]);
  const faulty = (fault: keyof Soundness): Share =>
    wilsonShare(heard.filter((sound) => sound.soundness[fault]).length, heard.length);
  return {
    sounds: heard.length,
    questions: questions.map((question) => ({
      truth: question.truth,
      judge: question.judge,
      generated: shareRight(question, heard, truths),
      ceiling: shareRight(question, real.heard, real.truths),
      shuffled: shareRight(
        question,
        heard,
        dealt.map((prompt) => prompt.truths),
      ),
      chance: chanceRight(question, heard, truths),
    })),
    scale: { generated: scaleShare(heard), ceiling: scaleShare(real.heard) },
    diversity: diversity(heard, prompts, real),
    frechet: frechetRatio(heard, real.heard, seed),
    soundness: { silent: faulty("silent"), clipped: faulty("clipped"), noise: faulty("noise") },
    ...(embeddings && { textAudio: textAudioScore(embeddings, dealtFrom) }),
  };
}
