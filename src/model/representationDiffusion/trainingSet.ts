/** Clips as a representation has them, made once: its encoder is frozen. */
import { openClipPool } from "../../corpus/clipPool";
import type { Split } from "../../corpus/split";
import { TutorialError } from "../../error";
import type { Representation } from "../../representation/representation";
import type { Random } from "../../tensor/random";
import { tf } from "../../tensor/tf";
import type { Tensor, Tensor2D } from "../../tensor/tf";
import type { SoundLabel } from "./labelledDit";
import type { DiffusionPlan } from "./plan";

/** A batch of x_0 and what is told of each. */
export interface LabelledBatch {
  /** [B, …] */
  readonly x0: Tensor;
  readonly labels: readonly SoundLabel[];
}

/** All x_0 in memory. */
export interface LabelledSet {
  readonly count: number;
  /** Items by index. */
  at(indices: readonly number[]): LabelledBatch;
  /** Items by chance. */
  draw(random: Random, batch: number): LabelledBatch;
}

/** Which clips. */
export interface LabelledSetOptions {
  readonly split: Split;
  readonly clips: number;
  readonly seed: number;
}

/** Clips are encoded so many at a time. */
const chunk = 8;

function checkShape(plan: DiffusionPlan, representation: Representation): void {
  const shape = representation.shapeFor(plan.seconds);
  if (shape.join() === plan.shape.join()) return;
  throw new TutorialError({
    code: "model.representationDiffusion.shape",
    where: plan.name,
    expected: `items [${plan.shape.join(", ")}] of ${plan.seconds} s`,
    got: `[${shape.join(", ")}] from the representation "${representation.name}"`,
    fix: "give the plan the shape that the representation has for clips of that length",
  });
}

/** Stretches of a clip one after the other, as many as there is room for: all of it is used. */
function stretches(clip: Float32Array, samples: number): Float32Array[] {
  const count = Math.max(1, Math.floor(clip.length / samples));
  return Array.from({ length: count }, (_, i) => clip.subarray(i * samples, (i + 1) * samples));
}

/**
 * Encodes clips of the corpus. Where a plan's clips are shorter than the corpus's, each gives several.
 *
 * @throws TutorialError `model.representationDiffusion.shape`
 * @internal
 */
export async function labelledSet(
  plan: DiffusionPlan,
  representation: Representation,
  { split, clips, seed }: LabelledSetOptions,
): Promise<LabelledSet> {
  checkShape(plan, representation);
  const pool = await openClipPool({ split, count: clips, seed });
  const samples = Math.round(plan.seconds * pool.sampleRate);
  const size = plan.shape.reduce((a, b) => a * b, 1);
  const perClip = Math.max(1, Math.floor(pool.samples / samples));
  const all = new Float32Array(clips * perClip * size);
  const labels: SoundLabel[] = [];
  for (let first = 0; first < clips; first += chunk) {
    const indices = Array.from({ length: Math.min(chunk, clips - first) }, (_, i) => first + i);
    const sounds = indices.flatMap((index) => stretches(pool.samplesAt(index), samples));
    const x0 = tf.tidy(() =>
      representation.encode(tf.stack(sounds.map((one) => tf.tensor1d(one))) as Tensor2D),
    );
    all.set(x0.dataSync(), first * perClip * size);
    x0.dispose();
    for (const index of indices) {
      const { instrument, register } = pool.factsAt(index);
      for (let i = 0; i < perClip; i++) labels.push({ instrument, register });
    }
    await tf.nextFrame();
  }
  const at = (indices: readonly number[]): LabelledBatch => {
    const values = new Float32Array(indices.length * size);
    indices.forEach((index, row) =>
      values.set(all.subarray(index * size, (index + 1) * size), row * size),
    );
    return {
      x0: tf.tensor(values, [indices.length, ...plan.shape]),
      labels: indices.map((index) => labels[index]),
    };
  };
  const count = labels.length;
  return {
    count,
    at,
    draw: (random, batch) => at(Array.from({ length: batch }, () => random.integer(count))),
  };
}
