/** What is asked of a text model: prompts, read and understood, and for how long. */
import type { TextBackbone } from "../../conditioning/text/textBackbone";
import type { TextEmbedding } from "../../conditioning/textEmbedding";
import { TutorialError } from "../../error";
import { tf } from "../../tensor/tf";
import type { Tensor2D, Tensor3D } from "../../tensor/tf";
import type { Frames, Seconds } from "../../units";
import { framesFor, longest, shortest } from "./lengths";
import { checkHead } from "./score/drawHead";
import type { HeadChances } from "./score/drawHead";
import type { ScoreHead } from "./score/head";
import type { Heading } from "./score/heading";
import type { Timing } from "./textDit";

/** What can be said beside the prompts. */
export interface RequestOptions {
  /** What the music is to be steered away from; nothing unless given. */
  readonly negative?: string;
  /** Length of the music, 1 to 16; 4 unless given. */
  readonly seconds?: Seconds;
  /** Where it begins in a longer piece; 0 unless given. */
  readonly secondsStart?: Seconds;
  /** How long that piece is; as long as asked for unless given. */
  readonly secondsTotal?: Seconds;
  /** Words of the prompts that are not to be heard, e.g. `["violin"]`. */
  readonly mute?: readonly string[];
  /**
   * Tempo and key, or one of them, for all prompts or one for each, of a model that composes a score; what is left out is
   * drawn as the prompt lets one expect.
   */
  readonly head?: Partial<ScoreHead> | readonly Partial<ScoreHead>[];
}

/** Prompts as numbers, with all that is known before there is any noise. */
export interface MusicRequest {
  readonly prompts: readonly string[];
  /** What had to be said of the prompts, such as that one was too long. */
  readonly notices: readonly string[];
  readonly seconds: Seconds;
  readonly frames: Frames;
  readonly timing: Timing;
  /** 2·B rows: the prompts, then what they are steered away from. */
  readonly text: TextEmbedding;
  /** Which of the rows have no text. */
  readonly gone: readonly boolean[];
  /** What is settled of the head of each prompt's score, */
  readonly heads: readonly Partial<ScoreHead>[];
  /** and what the prompt lets one expect of the rest; none for a model that composes no score. */
  readonly chances: readonly HeadChances[];
  /** Releases the numbers of the text. */
  dispose(): void;
}

function refuse(code: string, expected: string, got: string, fix: string): TutorialError {
  return new TutorialError({
    code: `model.textToMusic.${code}`,
    where: "generate",
    expected,
    got,
    fix,
  });
}

function checkTiming({ seconds = 4, secondsStart = 0, secondsTotal }: RequestOptions): Timing {
  if (!(seconds >= shortest && seconds <= longest)) {
    throw refuse(
      "seconds",
      `${shortest} to ${longest} seconds`,
      String(seconds),
      "the model has heard no shorter and no longer music: pass e.g. {seconds: 4}",
    );
  }
  const total = secondsTotal ?? secondsStart + seconds;
  if (!(secondsStart >= 0 && total >= secondsStart + seconds && total <= longest)) {
    throw refuse(
      "timing",
      `a piece of at most ${longest} s in which ${seconds} s from secondsStart on have room`,
      `secondsStart ${secondsStart}, secondsTotal ${total}`,
      "leave both out, or pass e.g. {seconds: 4, secondsStart: 4, secondsTotal: 8}",
    );
  }
  return { secondsStart, secondsTotal: total };
}

/** @throws TutorialError `model.textToMusic.guidance` @internal */
export function checkGuidance(guidance: number): void {
  if (guidance >= 0 && Number.isFinite(guidance)) return;
  throw refuse(
    "guidance",
    "a guidance of 0 (any music) or 1 (as said) or more (exaggerated)",
    String(guidance),
    "pass e.g. {guidance: 3}; to steer away from something, name it in {negative}",
  );
}

/** The prompt without a word: as if it had not been said. */
function without(prompt: string, words: readonly string[]): string {
  return prompt
    .split(/\s+/)
    .filter((word) => !words.some((mute) => sameWord(word, mute)))
    .join(" ");
}

function sameWord(a: string, b: string): boolean {
  const bare = (word: string): string => word.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
  return bare(a) === bare(b);
}

function checkMute(prompts: readonly string[], mute: readonly string[]): void {
  const absent = mute.find((word) => !prompts.some((one) => without(one, [word]) !== one));
  if (absent === undefined) return;
  throw refuse(
    "mute",
    "words of the prompt",
    `"${absent}"`,
    "mute single words as they stand there",
  );
}

function isList(head: NonNullable<RequestOptions["head"]>): head is readonly Partial<ScoreHead>[] {
  return Array.isArray(head);
}

/** Who reads prompts. */
export interface PromptReaders {
  readonly backbone: TextBackbone;
  /** Of a model that composes a score. */
  readonly heading?: Heading;
}

/**
 * Reads prompts.
 *
 * An empty prompt asks for any music, and says so.
 *
 * @throws TutorialError `model.textToMusic.prompts`, `.seconds`, `.timing`, `.mute`, `.head`
 * @internal
 */
export async function readRequest(
  { backbone, heading }: PromptReaders,
  prompts: readonly string[],
  options: RequestOptions = {},
): Promise<MusicRequest> {
  if (prompts.length === 0 || !prompts.every((one) => typeof one === "string")) {
    throw refuse(
      "prompts",
      "one prompt or more, each a text",
      JSON.stringify(prompts),
      'pass e.g. "a slow air on the flute"',
    );
  }
  const { seconds = 4, negative = "", mute = [], head = {} } = options;
  const heads: readonly Partial<ScoreHead>[] = isList(head) ? head : prompts.map(() => head);
  if (heads.length !== prompts.length) {
    const got = `${heads.length} for ${prompts.length} prompts`;
    throw refuse(
      "head",
      "one head for all prompts, or one for each",
      got,
      "pass {head: {bpm: 120}}",
    );
  }
  heads.forEach(checkHead);
  const timing = checkTiming(options);
  checkMute(prompts, mute);
  const heard = prompts.map((one) => without(one, mute));
  const texts = [...heard, ...heard.map(() => negative)];
  const readings = texts.map((one) => backbone.read(one));
  const said = readings
    .slice(0, prompts.length + 1)
    .filter(({ text }, i) => i < prompts.length || text !== "");
  const chances = (await heading?.chances(heard)) ?? [];
  const text = await backbone.embed(texts);
  return {
    prompts,
    notices: [...new Set(said.flatMap(({ notices }) => notices))],
    seconds,
    frames: framesFor(seconds),
    timing,
    text,
    gone: readings.map(({ ids }) => ids.length === 0),
    heads,
    chances,
    dispose: () => tf.dispose(text),
  };
}

/** Some rows of a text. @internal */
export function rowsOfText(text: TextEmbedding, first: number, count: number): TextEmbedding {
  return tf.tidy(() => ({
    global: text.global.slice<Tensor2D>([first], [count]),
    tokens: text.tokens.slice<Tensor3D>([first], [count]),
    mask: text.mask.slice<Tensor2D>([first], [count]),
  }));
}
