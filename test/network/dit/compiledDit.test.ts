import { beforeAll, expect, test } from "vitest";
import { enterModes, leaveModes } from "../../../src/conditioning/modes/modes";
import type { ModeName } from "../../../src/conditioning/modes/mode";
import { compileDit } from "../../../src/network/dit/compiledDit";
import { dit, ditModulation } from "../../../src/network/dit/dit";
import { Parameters } from "../../../src/nn/parameters";
import { prepareBackend } from "../../../src/tensor/backend";
import { seededNoise } from "../../../src/tensor/random";
import { tf } from "../../../src/tensor/tf";

let native: boolean;
beforeAll(async () => {
  native = (await prepareBackend()).name === "tensorflow";
});

const size = { width: 16, depth: 2, heads: 2, patch: 1, mlpRatio: 2 };
const host = { ...size, frames: 6, conditionWidth: 8 };

/** Music, what is said, and what the network makes of it, all of a seed. */
function draw(parameters: Parameters, modes: readonly ModeName[], seed: number) {
  const text = {
    global: seededNoise<tf.Rank.R2>([2, 5], seed),
    tokens: seededNoise<tf.Rank.R3>([2, 3, 5], seed + 1),
    mask: tf.tensor2d([[1, 1, 1], [1, seed % 2, 0]]), // prettier-ignore
  };
  const entered = enterModes(parameters, "text", modes, text, host);
  const condition = seededNoise<tf.Rank.R2>([2, 8], seed + 2);
  const modulation = ditModulation(parameters, "dit", condition, size, entered);
  const x = seededNoise([2, 6, 4], seed + 3);
  const y = dit(parameters, "dit", x, { modulation, entered }, size);
  tf.dispose([text, condition]);
  return { x, y, modulation, entered };
}

test.each<ModeName[][]>([
  [["crossAttention", "adaLnZero"]],
  [["temporalConcat"]],
  [["channelConcat", "film"]],
])(
  "with %s it is compiled where it can be, and says of other inputs what the network says",
  (modes) => {
    const parameters = new Parameters(7);
    tf.tidy(() => void draw(parameters, modes, 1));
    Object.values(parameters.values()).forEach((one, seed) => {
      tf.tidy(() => one.assign(seededNoise(one.shape, seed).mul(0.3)));
    });
    const first = draw(parameters, modes, 11);
    const before = tf.memory().numTensors;
    const compiled = compileDit(parameters, "dit", first.x, first, size);
    expect(compiled !== undefined).toBe(native);
    for (const seed of [11, 20, 31]) {
      const { x, y, modulation, entered } = draw(parameters, modes, seed);
      const said = compiled?.run(x, { modulation, entered });
      if (said) {
        expect(tf.tidy(() => said.sub(y).abs().max().dataSync()[0])).toBeLessThan(1e-4);
        expect(tf.tidy(() => y.abs().max().dataSync()[0])).toBeGreaterThan(0.1);
        said.dispose();
      }
      leaveModes(entered);
      tf.dispose([x, y, modulation]);
    }
    compiled?.dispose();
    expect(tf.memory().numTensors).toBe(before);
    parameters.dispose();
  },
);
