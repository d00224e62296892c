/** What is known of trained weights: the file that lies beside them. */
import { TutorialError } from "../../error";
import type { Seconds } from "../../units";

/** A point of a loss curve: the mean loss of the steps up to this one. */
export interface LossPoint {
  readonly step: number;
  readonly loss: number;
}

/** How weights were made, so that anyone can make them again. */
export interface TrainingCard {
  /** The recipe, which is also the name of the folder. */
  readonly name: string;
  /** What to type to train it again. */
  readonly command: string;
  readonly trainedOn: string;
  readonly seed: number;
  /** Steps done; fewer than planned if the training was stopped. */
  readonly steps: number;
  readonly plannedSteps: number;
  /** Of all parts together. */
  readonly seconds: Seconds;
  /** In how many parts it was trained, if it can go on after an interruption. */
  readonly parts?: number;
  /** The model whose weights it began with. */
  readonly startedFrom?: string;
  /** Which engine computed. */
  readonly backend: string;
  /** How many numbers the network that samples has. */
  readonly parameters: number;
  /** How many more were trained only to teach it: an encoder, a critic. */
  readonly helperParameters: number;
  readonly callsPerSample: number;
  /** What the network must be told when it is built, e.g. the range of its tokens. */
  readonly settings: Readonly<Record<string, number>>;
  /** At most 200 points. */
  readonly losses: readonly LossPoint[];
  /** What the samples were measured to be like. */
  readonly measured: Readonly<Record<string, number>>;
}

const texts = ["name", "command", "trainedOn", "backend"] as const;
const numbers = [
  "seed",
  "steps",
  "plannedSteps",
  "seconds",
  "parameters",
  "helperParameters",
  "callsPerSample",
] as const;

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

const isNumber = (value: unknown): value is number => Number.isFinite(value);

function isLossPoint(value: unknown): boolean {
  return isRecord(value) && isNumber(value.step) && isNumber(value.loss);
}

/**
 * Reads a card out of JSON.
 *
 * @param where the file, for the error
 * @throws TutorialError `model.card` naming the fields that are not as they should be
 * @internal
 */
export function parseCard(text: string, where: string): TrainingCard {
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch {
    raw = undefined;
  }
  const card = isRecord(raw) ? raw : {};
  const isTable = (value: unknown): boolean =>
    isRecord(value) && Object.values(value).every(isNumber);
  const faults = [
    ...texts.filter((key) => typeof card[key] !== "string"),
    ...numbers.filter((key) => !isNumber(card[key])),
    ...(card.parts === undefined || isNumber(card.parts) ? [] : ["parts"]),
    ...(["undefined", "string"].includes(typeof card.startedFrom) ? [] : ["startedFrom"]),
    ...(["settings", "measured"] as const).filter((key) => !isTable(card[key])),
    ...(Array.isArray(card.losses) && card.losses.every(isLossPoint) ? [] : ["losses"]),
  ];
  if (faults.length === 0) return card as unknown as TrainingCard;
  throw new TutorialError({
    code: "model.card",
    where,
    expected: "a card as a training writes it",
    got: raw === undefined ? "a file that is not JSON" : `nothing usable at ${faults.join(", ")}`,
    fix: "restore the file, or train again with: npm run train -- NAME",
  });
}

/**
 * A loss curve short enough to draw and to keep: means over equal stretches.
 *
 * @param losses of each step
 * @param most points
 *
 * @example
 * const curve = lossCurve([4, 2, 2, 0], 2); // step 2: 3, step 4: 1
 */
export function lossCurve(losses: readonly number[], most = 200): LossPoint[] {
  const points = Math.min(most, losses.length);
  return Array.from({ length: points }, (_, i) => {
    const [begin, end] = [i, i + 1].map((edge) => Math.round((edge * losses.length) / points));
    const sum = losses.slice(begin, end).reduce((total, loss) => total + loss, 0);
    return { step: end, loss: Number((sum / (end - begin)).toPrecision(5)) };
  });
}
