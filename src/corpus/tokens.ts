/**
 * A melody as discrete tokens, the way a language model sees music: x ∈ ℕ beside the continuous x ∈ ℝ of its sound.
 *
 * One token for each step of a regular grid: a pitch that begins, the last one held, or silence.
 */
import { TutorialError } from "../error";
import { ticksPerQuarter } from "./tune";
import type { Ticks, Tune, TuneNote } from "./tune";

const rest = 0;
const hold = 1;
const firstPitch = 2;

/** What each token stands for: `"rest"`, `"hold"`, then `"pitch 0"` to `"pitch 127"`. A token is its place here. */
export const melodyVocabulary: readonly string[] = [
  "rest",
  "hold",
  ...Array.from({ length: 128 }, (_, pitch) => `pitch ${pitch}`),
];

/** A melody on a grid. */
export interface MelodyTokens {
  /** T places in {@link melodyVocabulary}, one a step. */
  readonly tokens: readonly number[];
  /** How long a step is. */
  readonly ticksPerToken: Ticks;
}

/** The largest step that divides both. */
function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}

/**
 * The coarsest grid on which every note of a tune starts and ends.
 *
 * @example
 * console.log(coarsestGrid(findTune("o1041"))); // 12: eighth notes
 */
export function coarsestGrid(tune: Tune): Ticks {
  return tune.notes.reduce(
    (step, { start, duration }) =>
      greatestCommonDivisor(greatestCommonDivisor(step, start), duration),
    4 * ticksPerQuarter,
  );
}

/**
 * A tune as tokens, without loss: {@link detokenize} gives the very same notes back.
 *
 * @param ticksPerToken left out: the {@link coarsestGrid}
 * @returns T = tune length / ticksPerToken tokens
 * @throws TutorialError `corpus.tokens.grid` if a note does not lie on the grid
 *
 * @example
 * const { tokens } = tokenize(findTune("o1041"));
 * console.log(tokens.slice(0, 4).map((token) => melodyVocabulary[token]));
 */
export function tokenize(tune: Tune, ticksPerToken: Ticks = coarsestGrid(tune)): MelodyTokens {
  const onGrid = (ticks: Ticks): boolean => Number.isInteger(ticks / ticksPerToken);
  const off = tune.notes.find(({ start, duration }) => !(onGrid(start) && onGrid(duration)));
  if (off || !(ticksPerToken > 0)) {
    throw new TutorialError({
      code: "corpus.tokens.grid",
      where: "tokenize",
      expected: `a grid on which every note of "${tune.title}" starts and ends`,
      got: `${ticksPerToken} ticks a token${off ? `, and a note at ${off.start} for ${off.duration}` : ""}`,
      fix: `pass ${coarsestGrid(tune)}, the coarsest, or a divisor of it`,
    });
  }
  const last = tune.notes[tune.notes.length - 1];
  const tokens = new Array<number>((last.start + last.duration) / ticksPerToken).fill(rest);
  for (const { pitch, start, duration } of tune.notes) {
    const from = start / ticksPerToken;
    tokens.fill(hold, from, from + duration / ticksPerToken);
    tokens[from] = firstPitch + pitch;
  }
  return { tokens, ticksPerToken };
}

/**
 * The notes that tokens stand for.
 *
 * @throws TutorialError `corpus.tokens.unknown` (not in the vocabulary), `corpus.tokens.hold` (nothing to hold)
 *
 * @example
 * const notes = detokenize({ tokens: [62, 1, 0, 64], ticksPerToken: 12 }); // middle C for a quarter, a rest, D
 */
export function detokenize({ tokens, ticksPerToken }: MelodyTokens): TuneNote[] {
  const notes: TuneNote[] = [];
  tokens.forEach((token, step) => {
    if (melodyVocabulary[token] === undefined) {
      throw new TutorialError({
        code: "corpus.tokens.unknown",
        where: "detokenize",
        expected: `tokens of 0 to ${melodyVocabulary.length - 1}`,
        got: `${token} at step ${step}`,
        fix: "melodyVocabulary lists what each token stands for",
      });
    }
    const start = step * ticksPerToken;
    if (token >= firstPitch) {
      notes.push({ pitch: token - firstPitch, start, duration: ticksPerToken });
    } else if (token === hold) {
      const last = notes.pop();
      if (!last || last.start + last.duration !== start) {
        throw new TutorialError({
          code: "corpus.tokens.hold",
          where: "detokenize",
          expected: "a pitch before every hold",
          got: `a hold at step ${step} ${step === 0 ? "with nothing before it" : "after a rest"}`,
          fix: 'begin the note with its "pitch" token; only later steps hold it',
        });
      }
      notes.push({ ...last, duration: last.duration + ticksPerToken });
    }
  });
  return notes;
}
