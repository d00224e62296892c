/** A model of a published size, of weights by chance, each made when it is asked for. */
import type { StableAudio } from "../../../src/stableAudio/music/stableAudio";
import { stableAudio } from "../../../src/stableAudio/music/stableAudio";
import { randomDitArrays } from "../../../src/stableAudio/dit/randomArrays";
import { buildStableAudio } from "../../../src/stableAudio/open/build";
import { shapesOf } from "../../../src/stableAudio/open/sources";
import type { WeightShapes } from "../../../src/stableAudio/open/weightShapes";
import type { StableAudioPlan } from "../../../src/stableAudio/plan";
import { t5BaseConfig } from "../../../src/stableAudio/t5/config";
import { openT5Tokenizer } from "../../../src/stableAudio/t5/openTokenizer";
import { t5Shapes } from "../../../src/stableAudio/t5/shapes";
import { Random } from "../../../src/tensor/random";
import type { Precision } from "../../../src/tensor/precision";
import type { NamedArray } from "../../../src/tensor/safetensors";
import { tiny } from "../open/places";

const noise = new Random(7, "published").normals(1_048_583);

/** Draws with which what goes through a layer keeps about its size. */
function drawn(name: string, shape: readonly number[], place: number): Float32Array {
  const data = new Float32Array(shape.reduce((product, size) => product * size, 1));
  const isGain = name.endsWith("_g") || name.endsWith("norm.weight");
  const fan = shape.slice(1).reduce((product, size) => product * size, 1);
  const scale = isGain
    ? 0.05
    : name.endsWith("_v") || shape.length === 1
      ? 0.3
      : 1 / Math.sqrt(fan);
  for (let i = 0; i < data.length; i++) {
    data[i] = (isGain ? 0.5 : 0) + scale * noise[(place + i) % noise.length];
  }
  return data;
}

function arraysOf(shapes: WeightShapes): ReadonlyMap<string, NamedArray> {
  const entries = [...shapes].map(([name, shape], i) => {
    const array: NamedArray = { dtype: "F32", shape, get data() { return drawn(name, shape, 7919 * i); } }; // prettier-ignore
    return [name, array] as const;
  });
  return new Map(entries);
}

/** The whole of it: with T5-base, whose words are those of the tiny model. */
export function randomModel(plan: StableAudioPlan, precision?: Precision): StableAudio {
  const shapes = shapesOf(plan, t5BaseConfig.width);
  const arrays = {
    network: randomDitArrays(plan.network, 7) as ReadonlyMap<string, NamedArray>,
    conditioner: arraysOf(shapes.conditioner),
    autoencoder: arraysOf(shapes.autoencoder),
    textEncoder: arraysOf(t5Shapes(t5BaseConfig)),
  };
  const tokenizer = openT5Tokenizer(`${tiny}/tokenizer`);
  const text = { tokenizer, config: t5BaseConfig };
  return stableAudio(buildStableAudio(plan, arrays, text, precision));
}
