/** Weights by chance, for what does not depend on them: sizes, times, memory. */
import { Random } from "../../tensor/random";
import type { PublishedArrays } from "../../representation/vocoder/publishedWeights";
import type { StableAudioDitPlan } from "./plan";
import { turning } from "./rotaryTables";
import { ditTensorShapes } from "./tensorShapes";

/** A prime, so that rows of matrices do not repeat. */
const noiseLength = 1_048_583;

/** Numbers of an array from one long row of noise, from a place of the array's own. */
function drawn(noise: Float32Array, from: number, count: number, scale: number): Float32Array {
  const data = new Float32Array(count);
  for (let i = 0, at = from % noiseLength; i < count; i++) {
    data[i] = noise[at] * scale;
    if (++at === noiseLength) at = 0;
  }
  return data;
}

/**
 * Random weights of a network, by the names that a file of it has: matrices that keep a vector's size, gains of 1,
 * shifts of 0.
 *
 * They are made when they are asked for and kept by nobody, so that a network of any size can be built of them. All are
 * taken out of one row of a million numbers.
 *
 * @param seed names them
 *
 * @example
 * const arrays = randomDitArrays(diffusersDitPlan({ num_layers: 2 }), 7);
 * console.log(arrays.get("proj_in.weight")?.shape); // [1536, 64]
 */
export function randomDitArrays(plan: StableAudioDitPlan, seed: number): PublishedArrays {
  const noise = new Random(seed, "dit").normals(noiseLength);
  const entries = [...ditTensorShapes(plan)].map(([name, shape], index) => {
    const count = shape.reduce((product, size) => product * size, 1);
    const numbers = (): Float32Array => {
      if (name.endsWith("inv_freq")) return turning(plan.rotary);
      if (/time(step_features|_proj)\.weight$/.test(name)) return drawn(noise, index, count, 1);
      if (/bias$|beta$/.test(name)) return new Float32Array(count);
      if (shape.length === 1) return new Float32Array(count).fill(1);
      return drawn(noise, 7919 * index, count, 1 / Math.sqrt(shape[1]));
    };
    return [name, { shape, get data() { return numbers(); } }] as const; // prettier-ignore
  });
  return new Map(entries);
}
