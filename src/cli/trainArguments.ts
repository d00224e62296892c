/** What was typed after `npm run train --`. */
import { parseArgs } from "node:util";
import { TutorialError } from "../error";
import { defaultSeed } from "./trainable";
import type { Trainable } from "./trainable";
import type { Seconds } from "../units";

/** What was asked for. */
export interface TrainArguments {
  /** In the order in which they can be trained; none if none were named. */
  readonly chosen: readonly Trainable[];
  readonly seed: number;
  readonly steps?: number;
  readonly folder?: string;
  /** After which to stop, as Ctrl-C would. */
  readonly seconds?: Seconds;
  /** Train nothing: measure again what is there. */
  readonly measure: boolean;
}

function refuse(expected: string, got: string, fix: string): TutorialError {
  return new TutorialError({
    code: "cli.train",
    where: "npm run train",
    expected,
    got,
    fix,
  });
}

function whole(option: string, text: string, least: number): number {
  const value = Number(text);
  if (text.trim() !== "" && Number.isSafeInteger(value) && value >= least) return value;
  const expected = `a whole number, at least ${least}, after --${option}`;
  throw refuse(expected, `"${text}"`, `type e.g. --${option} 100`);
}

/**
 * Reads names and options.
 *
 * @param all what can be trained
 * @throws TutorialError `cli.train`
 */
export function trainArguments(
  words: readonly string[],
  all: readonly Trainable[],
): TrainArguments {
  const options = {
    seed: { type: "string" },
    steps: { type: "string" },
    folder: { type: "string" },
    seconds: { type: "string" },
    measure: { type: "boolean" },
  } as const;
  const groups = [...new Set(all.flatMap((one) => one.groups))];
  const known = [...all.map(({ name }) => name), ...groups];
  try {
    const { positionals: names, values } = parseArgs({
      args: [...words],
      options,
      allowPositionals: true,
    });
    const unknown = names.find((name) => !known.includes(name));
    if (unknown !== undefined) {
      throw refuse(`one of ${known.join(", ")}`, `"${unknown}"`, "take a name of the list");
    }
    return {
      chosen: all.filter(({ name, groups }) =>
        [name, ...groups].some((one) => names.includes(one)),
      ),
      seed: values.seed === undefined ? defaultSeed : whole("seed", values.seed, 0),
      steps: values.steps === undefined ? undefined : whole("steps", values.steps, 1),
      folder: values.folder,
      seconds: values.seconds === undefined ? undefined : whole("seconds", values.seconds, 1),
      measure: values.measure ?? false,
    };
  } catch (error) {
    if (error instanceof TutorialError) throw error;
    const [sentence] = (error as Error).message.split(". ");
    throw refuse(
      "--seed, --steps, --seconds, --folder or --measure",
      sentence,
      "leave the option out",
    );
  }
}
