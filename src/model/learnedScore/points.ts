/** Points to learn from, as plain numbers from which batches are made. */
import { TutorialError } from "../../error";
import { tf } from "../../tensor/tf";
import type { Tensor2D } from "../../tensor/tf";

/** [N, D], as a tensor or as rows. */
export type Points = Tensor2D | readonly (readonly number[])[];

/** The same, read. @internal */
export interface ReadPoints {
  readonly count: number;
  readonly dimensions: number;
  /** Root mean square of all coordinates: how large the data are. */
  readonly std: number;
  /** Some of them as a batch, [B, D]. */
  pick(indices: readonly number[]): Tensor2D;
}

/** Reads points once, so that a batch needs no gathering on the backend. @internal */
export function readPoints(data: Points): ReadPoints {
  const rows = data instanceof tf.Tensor ? undefined : data;
  const [count, dimensions] = rows ? [rows.length, rows[0]?.length ?? 0] : (data as Tensor2D).shape;
  const values = Float32Array.from(rows ? rows.flat() : (data as Tensor2D).dataSync());
  const power = values.reduce((sum, one) => sum + one * one, 0) / values.length;
  return {
    count,
    dimensions,
    std: values.length === count * dimensions ? Math.sqrt(power) : Number.NaN,
    pick(indices) {
      const batch = new Float32Array(indices.length * dimensions);
      indices.forEach((point, row) => {
        batch.set(values.subarray(point * dimensions, (point + 1) * dimensions), row * dimensions);
      });
      return tf.tensor2d(batch, [indices.length, dimensions]);
    },
  };
}

/** Throws unless the points can be learned from. @internal */
export function checkPoints(points: ReadPoints, labels?: readonly number[]): void {
  const { count, dimensions, std } = points;
  const refuse = (expected: string, got: string, fix: string): TutorialError =>
    new TutorialError({ code: "learnedScore.data", where: "trainScore", expected, got, fix });
  const shape = `[${count}, ${dimensions}]`;
  if (!(count > 0 && dimensions > 0)) {
    throw refuse("points, [N, D]", shape, "pass at least one row of numbers");
  }
  if (!(std > 0 && Number.isFinite(std))) {
    throw refuse(
      "rows of equal length with finite numbers, not all 0",
      `points ${shape} of size ${std}`,
      "remove rows with gaps and NaN",
    );
  }
  const wrong = labels?.find((label) => !(Number.isInteger(label) && label >= 0));
  if (labels && (labels.length !== count || wrong !== undefined)) {
    throw refuse(
      `a class from 0 for each of the ${count} points`,
      wrong === undefined ? `${labels.length} classes` : `the class ${wrong}`,
      "number the classes 0, 1, … and pass one a point",
    );
  }
}
