/** Trained weights on disk: one folder a model, `weights.safetensors` and `card.json`. */
import * as fs from "node:fs";
import * as path from "node:path";
import { TutorialError } from "../../error";
import type { Parameters } from "../../nn/parameters";
import { parseSafetensorsHeader } from "../../tensor/safetensors";
import { writeAllWhole } from "../../writeWhole";
import { parseCard } from "./trainingCard";
import type { TrainingCard } from "./trainingCard";

/** Where trained weights lie unless said otherwise; the same from `src/` and from `dist/`. */
export const weightsFolder = path.join(__dirname, "..", "..", "..", "assets", "weights");

/** Weights as read, and how they were made. */
export interface TrainedFiles {
  /** A safetensors file. */
  readonly weights: Uint8Array;
  readonly card: TrainingCard;
}

/** A card as JSON that people can read too: each point of the loss curve on a line of its own. */
function cardText(card: TrainingCard): string {
  const text = JSON.stringify(card, null, 2);
  return `${text.replace(/\{\s+("step": \S+)\s+("loss": \S+)\s+\}/g, "{ $1 $2 }")}\n`;
}

/** What the weight file itself says, so that it is known if the card beside it is of another training. */
function aboutWeights({ name, seed, steps }: TrainingCard): Record<string, string> {
  return { name, seed: String(seed), steps: String(steps) };
}

/** Where a training that was stopped leaves what it learned: it must not replace a whole one. */
export const unfinishedFolder = "unfinished";

/**
 * Where a training keeps what it needs to go on after an interruption.
 *
 * @internal
 */
export function checkpointFile(name: string, folder: string = weightsFolder): string {
  return path.join(folder, unfinishedFolder, name, "checkpoint.safetensors");
}

/**
 * Removes what a training left on its way, when all of it is done.
 *
 * @internal
 */
export function removeCheckpoint(name: string, folder?: string): void {
  const place = path.dirname(checkpointFile(name, folder));
  fs.rmSync(place, { recursive: true, force: true });
  const others = path.dirname(place);
  if (fs.existsSync(others) && fs.readdirSync(others).length === 0) fs.rmdirSync(others);
}

/**
 * Writes weights in half precision, and their card.
 *
 * @param folder in which the model's own folder is made; `assets/weights` unless given. Of a training
 *   that was stopped before its last step, it is made in the folder `unfinished` inside.
 * @throws TutorialError `file.unwritable`
 *
 * @internal
 */
export function saveTrained(
  parameters: Parameters,
  card: TrainingCard,
  folder: string = weightsFolder,
): void {
  const place = card.steps < card.plannedSteps ? path.join(folder, unfinishedFolder) : folder;
  const inside = (file: string): string => path.join(place, card.name, file);
  const weights = parameters.toSafetensors("F16", aboutWeights(card));
  const text = new TextEncoder().encode(cardText(card));
  const files = [
    { file: inside("weights.safetensors"), bytes: weights },
    { file: inside("card.json"), bytes: text },
  ];
  writeAllWhole(files, "saveTrained");
}

/** Whether a model's folder is there; only opening it tells whether it is whole. @internal */
export function isTrained(name: string, folder: string = weightsFolder): boolean {
  return fs.existsSync(path.join(folder, name));
}

/**
 * Reads how a model was trained and what it reaches, without its weights. `frame-vocoder`, where another one begins,
 * comes with its card alone.
 *
 * @param folder `assets/weights` unless given
 * @throws TutorialError `model.weights.missing`, `model.card`
 *
 * @example
 * const { seconds, measured } = readCard("frame-vocoder");
 */
export function readCard(name: string, folder: string = weightsFolder): TrainingCard {
  const file = path.join(folder, name, "card.json");
  if (!fs.existsSync(file)) {
    throw new TutorialError({
      code: "model.weights.missing",
      where: `readTrained("${name}")`,
      expected: `a file ${name}/card.json among the trained weights`,
      got: "no such file",
      fix: `train it with: npm run train -- ${name}`,
    });
  }
  return parseCard(fs.readFileSync(file, "utf8"), `${name}/card.json`);
}

/**
 * Reads weights and card of a model that was trained.
 *
 * @param folder `assets/weights` unless given
 * @throws TutorialError `model.weights.missing`, which says what to type; `model.weights.damaged`;
 *   `model.weights.mixed` when the card is of another training; `model.card`
 *
 * @example
 * const { card } = readTrained("contrast-vae");
 * console.log(card.command, card.seconds);
 */
export function readTrained(name: string, folder: string = weightsFolder): TrainedFiles {
  const refuse = (code: string, expected: string, got: string, cause?: unknown): TutorialError => {
    const fix =
      code === "missing"
        ? `train it with: npm run train -- ${name}`
        : `restore the folder ${name}, or train it again with: npm run train -- ${name}`;
    const where = `readTrained("${name}")`;
    return new TutorialError(
      { code: `model.weights.${code}`, where, expected, got, fix },
      { cause },
    );
  };
  const read = (file: string): Uint8Array => {
    try {
      return fs.readFileSync(path.join(folder, name, file));
    } catch (error) {
      const reason = (error as NodeJS.ErrnoException).code;
      const got = reason === "ENOENT" ? "no such file" : (reason ?? (error as Error).message);
      throw refuse("missing", `a file ${name}/${file} among the trained weights`, got, error);
    }
  };
  const card = readCard(name, folder);
  const weights = read("weights.safetensors");
  const about = ((): Record<string, string> => {
    try {
      return parseSafetensorsHeader(weights, weights.length).metadata;
    } catch (error) {
      const expected = `a whole file ${name}/weights.safetensors`;
      throw refuse("damaged", expected, (error as TutorialError).got, error);
    }
  })();
  for (const [key, wanted] of Object.entries(aboutWeights(card))) {
    if (about[key] === wanted) continue;
    const expected = `weights of the training that ${name}/card.json is of (${key} ${wanted})`;
    throw refuse("mixed", expected, `weights of ${key} ${about[key] ?? "unknown"}`);
  }
  return { weights, card };
}
