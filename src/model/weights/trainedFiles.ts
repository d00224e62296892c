/** Trained weights on disk: one folder a model, `weights.safetensors` and `card.json`. */
import * as fs from "node:fs";
import * as path from "node:path";
import { TutorialError } from "../../error";
import type { Parameters } from "../../nn/parameters";
import { writeWhole } from "../../writeWhole";
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

/** Where a training that was stopped leaves what it learned: it must not replace a whole one. */
export const unfinishedFolder = "unfinished";

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
  const about = { name: card.name, seed: String(card.seed), steps: String(card.steps) };
  const place = card.steps < card.plannedSteps ? path.join(folder, unfinishedFolder) : folder;
  const inside = (file: string): string => path.join(place, card.name, file);
  writeWhole(inside("weights.safetensors"), parameters.toSafetensors("F16", about));
  writeWhole(inside("card.json"), new TextEncoder().encode(cardText(card)));
}

/**
 * Reads weights and card of a model that was trained.
 *
 * @param folder `assets/weights` unless given
 * @throws TutorialError `model.weights.missing`, which says what to type; `model.card`
 *
 * @example
 * const { card } = readTrained("contrast-vae");
 * console.log(card.command, card.seconds);
 */
export function readTrained(name: string, folder: string = weightsFolder): TrainedFiles {
  const read = (file: string): Uint8Array => {
    try {
      return fs.readFileSync(path.join(folder, name, file));
    } catch (error) {
      const reason = (error as NodeJS.ErrnoException).code;
      throw new TutorialError(
        {
          code: "model.weights.missing",
          where: `readTrained("${name}")`,
          expected: `a file ${name}/${file} among the trained weights`,
          got: reason === "ENOENT" ? "no such file" : (reason ?? (error as Error).message),
          fix: `train it with: npm run train -- ${name}`,
        },
        { cause: error },
      );
    }
  };
  const card = parseCard(new TextDecoder().decode(read("card.json")), `${name}/card.json`);
  return { weights: read("weights.safetensors"), card };
}
