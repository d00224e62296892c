/** What was typed after `npm run evaluate --`. */
import { parseArgs } from "node:util";
import { TutorialError } from "../error";

/** What is to be evaluated, on what, and where the results go. */
export interface EvaluateArguments {
  readonly what: "representations";
  /** A tune book in the form of `assets/tunes.json`. */
  readonly tunes: string;
  readonly clips: number;
  /** A folder for the sounds, before and after. */
  readonly out?: string;
  /** A file for the numbers. */
  readonly json?: string;
  /** Where trained weights lie; `assets/weights` unless given. */
  readonly folder?: string;
}

export const evaluateUsage = [
  "npm run evaluate -- representations --tunes FILE [--clips 16] [--json FILE] [--out DIR] [--folder DIR]",
  "",
  "  --tunes   a tune book in the form of assets/tunes.json; its tunes are played and sent through",
  "            every representation whose weights are there",
  "  --clips   how many clips of about four seconds, spread over tunes, instruments, tempos and registers",
  "  --json    a file for the table and the numbers of each clip",
  "  --out     a folder for the sounds, the original beside what came back",
  "  --folder  trained weights, if not those of assets/weights",
  "",
  "Ctrl-C prints the table of the representations that are done.",
  "",
  "npm run evaluate -- conditioning --help: do text models make what they are told?",
].join("\n");

function refuse(expected: string, got: string, fix: string): TutorialError {
  return new TutorialError({
    code: "cli.evaluate",
    where: "npm run evaluate",
    expected,
    got,
    fix,
  });
}

/**
 * Reads what to evaluate, and the options; nothing if nothing was typed.
 *
 * @throws TutorialError `cli.evaluate`
 */
export function evaluateArguments(words: readonly string[]): EvaluateArguments | undefined {
  if (words.length === 0) return undefined;
  const text = { type: "string" } as const;
  const options = { tunes: text, clips: text, json: text, out: text, folder: text };
  const parse = () => parseArgs({ args: [...words], options, allowPositionals: true });
  let parsed: ReturnType<typeof parse>;
  try {
    parsed = parse();
  } catch (error) {
    const [sentence] = (error as Error).message.split(". ");
    const known = Object.keys(options).map((name) => `--${name}`);
    throw refuse(known.join(", "), sentence, "leave the option out");
  }
  const { positionals, values } = parsed;
  const { tunes, clips = "16", ...places } = values;
  const [what, ...others] = positionals;
  if (what !== "representations" || others.length > 0) {
    const got = positionals.length > 0 ? `"${positionals.join(" ")}"` : "nothing";
    throw refuse(
      "what to evaluate: representations or conditioning",
      got,
      "type representations, then options",
    );
  }
  if (tunes === undefined) {
    const fix = "add e.g. --tunes assets/tunes.json, or a file of your own in that form";
    throw refuse("a tune book after --tunes", "no --tunes", fix);
  }
  const count = Number(clips);
  if (clips.trim() === "" || !Number.isSafeInteger(count) || count < 2) {
    throw refuse("a whole number of clips, at least 2", `"${clips}"`, "type e.g. --clips 16");
  }
  return { what, tunes, clips: count, ...places };
}
