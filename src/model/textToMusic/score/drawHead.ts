/** Draws what shall stand at the head of a score: what a text says of tempo and key, and by chance what it leaves open. */
import { pitchClassOf, transposeTonic } from "../../../corpus/key";
import { modes } from "../../../corpus/tune";
import { TutorialError } from "../../../error";
import type { Random } from "../../../tensor/random";
import { tempoOfStep } from "./head";
import type { ScoreHead } from "./head";

/** Tempos that can be asked for. */
const tempos = { slowest: 40, fastest: 200 } as const;

/** Only the likeliest are drawn from, until they make up so much: what a text hardly allows is left out. */
const nucleus = 0.75;

/**
 * One of the likeliest by chance.
 *
 * Source: Holtzman et al. 2020, "The Curious Case of Neural Text Degeneration", §3.1.
 */
function drawOf(logits: readonly number[], random: Random): number {
  const most = Math.max(...logits);
  const weights = logits.map((one) => Math.exp(one - most));
  const whole = weights.reduce((sum, one) => sum + one, 0);
  const falling = [...weights].sort((a, b) => b - a);
  let [least, sum] = [most, 0];
  for (const weight of falling) {
    if (sum >= nucleus * whole) break;
    [least, sum] = [weight, sum + weight];
  }
  // Those that are as likely as the last of them come too.
  const kept = weights.map((weight) => (weight >= least ? weight : 0));
  let left = random.uniform() * kept.reduce((all, one) => all + one, 0);
  const found = kept.findIndex((weight) => weight > 0 && (left -= weight) < 0);
  return found < 0 ? logits.indexOf(most) : found;
}

/** A head as a text lets one expect it. */
export interface HeadChances {
  /** Unnormalised log-probabilities of the steps of tempo. */
  readonly tempo: readonly number[];
  /** And of the keys. */
  readonly key: readonly number[];
}

/**
 * Draws a head.
 *
 * @param wanted what is settled already
 *
 * @example
 * const even = { tempo: Array(tempoSteps.count).fill(0), key: Array(keyCount).fill(0) };
 * const { bpm, tonic } = drawHead(even, new Random(7), { bpm: 120 }); // 120, and any tonic
 */
export function drawHead(
  { tempo, key }: HeadChances,
  random: Random,
  wanted: Partial<ScoreHead> = {},
): ScoreHead {
  const step = drawOf(tempo, random);
  const number = drawOf(key, random);
  const mode = wanted.mode ?? modes[Math.floor(number / 12)];
  return {
    bpm: wanted.bpm ?? tempoOfStep(step),
    tonic: wanted.tonic ?? transposeTonic("C", mode, number % 12),
    mode,
  };
}

/**
 * Refuses a head that cannot be written.
 *
 * @throws TutorialError `model.textToMusic.head`
 * @internal
 */
export function checkHead(head: Partial<ScoreHead>): void {
  const { bpm, tonic, mode } = head;
  const fits =
    (bpm === undefined || (bpm >= tempos.slowest && bpm <= tempos.fastest)) &&
    (tonic === undefined || pitchClassOf(tonic) !== undefined) &&
    (mode === undefined || modes.includes(mode));
  if (fits) return;
  throw new TutorialError({
    code: "model.textToMusic.head",
    where: "generate",
    expected: `a bpm of ${tempos.slowest} to ${tempos.fastest}, a tonic such as "F#" or "Bb", a mode out of ${modes.join(", ")}`,
    got: JSON.stringify(head),
    fix: 'pass e.g. {head: {bpm: 120, tonic: "D", mode: "dorian"}}, or only some of it',
  });
}
