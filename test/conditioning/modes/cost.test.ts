import { beforeAll, expect, test } from "vitest";
import { modeNames } from "../../../src/conditioning/modes/mode";
import type { ModeName } from "../../../src/conditioning/modes/mode";
import { conditioningModes, enterModes, leaveModes } from "../../../src/conditioning/modes/modes";
import { Parameters } from "../../../src/nn/parameters";
import { prepareBackend } from "../../../src/tensor/backend";
import { tf } from "../../../src/tensor/tf";
import { networks, textOf, textSize } from "./hosts";
import type { Network } from "./hosts";

beforeAll(async () => void (await prepareBackend()));

/** Floating-point operations of all products of matrices that are really computed. */
async function productsOf(body: () => tf.Tensor | tf.Tensor[]): Promise<number> {
  const product = (shape: readonly number[]): number => shape.reduce((a, b) => a * b, 1);
  const { kernels } = await tf.profile(() => tf.tidy(() => void body()));
  return kernels
    .filter(({ name }) => name === "BatchMatMul")
    .reduce(
      (sum, { inputShapes: [a], outputShapes: [out] }) => sum + 2 * product(a) * out.at(-1)!,
      0,
    );
}

const words = 4;

/** What a network needs with some modes beyond what it needs without. */
async function added(network: Network, modes: readonly ModeName[]) {
  const text = textOf([words]);
  const run = async (names: readonly ModeName[]) => {
    const parameters = new Parameters(1);
    let entered = enterModes(parameters, "text", names, text, network.host);
    leaveModes(entered);
    const flopsOnce = await productsOf(() => {
      const again = enterModes(parameters, "text", names, text, network.host);
      return again.flatMap(({ held }) => [...held]);
    });
    entered = enterModes(parameters, "text", names, text, network.host);
    const call = (): tf.Tensor => network.call(parameters, { entered, items: 1 });
    const flops = await productsOf(call);
    return { parameters: parameters.count(), flopsOnce, flops };
  };
  const [withText, without] = [await run(modes), await run([])];
  return {
    parameters: withText.parameters - without.parameters,
    flopsOnce: withText.flopsOnce - without.flopsOnce,
    flops: withText.flops - without.flops,
  };
}

test("each mode adds the weights and the operations that it says, to both networks", async () => {
  for (const [name, network] of Object.entries(networks)) {
    for (const mode of modeNames) {
      const said = conditioningModes[mode].cost({ tokens: words, ...textSize }, network.host);
      expect(await added(network, [mode]), `${name}, ${mode}`).toEqual(said);
    }
  }
});

test("together they add the weights of each", async () => {
  const modes: ModeName[] = [
    "temporalConcat",
    "channelConcat",
    "crossAttention",
    "adaLnZero",
    "film",
  ];
  for (const network of Object.values(networks)) {
    const each = modes.map((mode) =>
      conditioningModes[mode].cost({ tokens: words, ...textSize }, network.host),
    );
    const sum = each.reduce((total, { parameters }) => total + parameters, 0);
    expect((await added(network, modes)).parameters).toBe(sum);
  }
});

test("what grows with the words: tokens do, vectors do not", () => {
  const { host } = networks.dit;
  const ratio = (mode: ModeName): number[] => {
    const [short, long] = [8, 16].map((tokens) =>
      conditioningModes[mode].cost({ tokens, ...textSize }, { ...host, frames: 1e6 }),
    );
    expect(long.parameters).toBe(short.parameters);
    return [long.flopsOnce / short.flopsOnce, long.flops / (short.flops || 1)];
  };
  expect(ratio("crossAttention")[0]).toBe(2);
  expect(ratio("temporalConcat")[1]).toBeCloseTo(2, 4); // (L + N)² − N² is nearly 2·L·N
  expect(ratio("adaLnZero")).toEqual([1, 0]);
  expect(ratio("film")).toEqual([1, 0]);
});
