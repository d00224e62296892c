/** How far generated music is from real, in units of how far real music is from itself. */
import { TutorialError } from "../../error";
import { Random } from "../../tensor/random";
import { frechetBetween } from "../frechetDistance";
import { gaussianStatistics } from "../gaussianStatistics";
import type { HeardSound } from "./hearSounds";

/** Fréchet distances of the listener's embeddings, all between sets of equally many sounds. */
export interface FrechetRatio {
  /** Of the generated sounds to half of the real ones: the mean over both halves. */
  readonly generated: number;
  /** Between two halves of the real ones: what is left when nothing is wrong. */
  readonly real: number;
  readonly ratio: number;
  /** How many sounds a set. */
  readonly count: number;
}

function statistics(heard: readonly HeardSound[]) {
  const dimensions = heard[0].embedding.length;
  const values = Float32Array.from(heard.flatMap(({ embedding }) => [...embedding]));
  return gaussianStatistics({ values, count: heard.length, dimensions });
}

/**
 * The Fréchet distance of generated to real sounds, over that between two halves of the real ones.
 *
 * The distance grows as the sets get smaller, so all three sets are of one size: half of the real sounds, or all of
 * the generated if these are fewer.
 *
 * @param generated at least 2
 * @param real at least 4, of the same kinds as were asked for: other instruments would be a distance too
 * @param seed of the halves
 * @throws TutorialError `evaluation.frechetRatio`
 *
 * Source: {@link frechetDistance}.
 */
export function frechetRatio(
  generated: readonly HeardSound[],
  real: readonly HeardSound[],
  seed = 0,
): FrechetRatio {
  const count = Math.min(generated.length, Math.floor(real.length / 2));
  if (count < 2) {
    throw new TutorialError({
      code: "evaluation.frechetRatio",
      where: "frechetRatio",
      expected: "at least 2 generated and 4 real sounds",
      got: `${generated.length} and ${real.length}`,
      fix: "some hundred of each make a figure to be trusted",
    });
  }
  const random = new Random(seed, "halves");
  const dealt = random.shuffle(real);
  const halves = [dealt.slice(0, count), dealt.slice(count, 2 * count)].map(statistics);
  const made = statistics(random.shuffle(generated).slice(0, count));
  const [one, other] = halves.map((half) => frechetBetween(made, half));
  const between = frechetBetween(halves[0], halves[1]);
  return { generated: (one + other) / 2, real: between, ratio: (one + other) / 2 / between, count };
}
