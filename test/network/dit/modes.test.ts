import { beforeAll, expect, test } from "vitest";
import type { ModeName } from "../../../src/conditioning/modes/mode";
import { enterModes } from "../../../src/conditioning/modes/modes";
import { dit, ditModulation } from "../../../src/network/dit/dit";
import type { NetworkSight } from "../../../src/network/observe";
import { Parameters } from "../../../src/nn/parameters";
import { prepareBackend } from "../../../src/tensor/backend";
import { tf } from "../../../src/tensor/tf";
import type { Tensor } from "../../../src/tensor/tf";
import {
  apart,
  conditionOf,
  music,
  networks,
  textOf,
  told,
  wake,
} from "../../conditioning/modes/hosts";

beforeAll(async () => void (await prepareBackend()));

const { host, call } = networks.dit;

/** What each block of an untrained network hands on, the words of a prefix left out. */
function blocks(modes: readonly ModeName[]): Tensor[] {
  const parameters = new Parameters(2);
  const seen: Tensor[] = [];
  const entered = enterModes(parameters, "text", modes, textOf([3, 2]), host);
  call(parameters, {
    entered,
    observe: ({ at, value }) => {
      if (at === "tokens" || at === "block") seen.push(tf.keep(value.clone()));
    },
  });
  return seen;
}

test("what begins at zero leaves an untrained network as it was; what begins at random does not", () => {
  const before = blocks([]);
  for (const mode of ["crossAttention", "film", "adaLnZero"] as const) {
    blocks([mode]).forEach((after, i) => expect(apart(after, before[i]), mode).toBe(0));
  }
  expect(apart(blocks(["adaLn"])[1], before[1])).toBeGreaterThan(0.1);
  expect(apart(blocks(["channelConcat"])[0], before[0])).toBeGreaterThan(0.1);
  const [tokens] = blocks(["temporalConcat"]);
  expect(tokens.shape).toEqual([2, 3 + 7, 8]); // words and frames
  expect(apart(tokens.slice([0, 3, 0]), before[0])).toBe(0);
});

test("zero before training, whatever the text", () => {
  for (const mode of ["crossAttention", "adaLn", "temporalConcat"] as const) {
    expect(
      told(new Parameters(1), networks.dit, [mode], textOf([3, 2]))
        .abs()
        .max()
        .dataSync()[0],
    ).toBe(0);
  }
});

test("everything that happens is shown in its order", () => {
  const parameters = new Parameters(1);
  const modes: ModeName[] = ["temporalConcat", "crossAttention"];
  const entered = enterModes(parameters, "text", modes, textOf([3, 2]), host);
  const line = ({ at, block, value }: NetworkSight): string =>
    [at, ...(block === undefined ? [] : [block]), `[${value.shape.join(", ")}]`].join(" ");
  const lines: string[] = [];
  call(parameters, { entered, observe: (sight) => void lines.push(line(sight)) });
  expect(lines).toMatchInlineSnapshot(`
    [
      "patches [2, 7, 3]",
      "tokens [2, 10, 8]",
      "attentionGate 0 [2, 1, 8]",
      "mlpGate 0 [2, 1, 8]",
      "selfAttention 0 [2, 2, 10, 10]",
      "crossAttention 0 [2, 2, 10, 3]",
      "block 0 [2, 10, 8]",
      "attentionGate 1 [2, 1, 8]",
      "mlpGate 1 [2, 1, 8]",
      "selfAttention 1 [2, 2, 10, 10]",
      "crossAttention 1 [2, 2, 10, 3]",
      "block 1 [2, 10, 8]",
      "patchesOut [2, 7, 3]",
    ]
  `);
});

test("modulation made beforehand knows the text that enters by AdaLN", () => {
  const parameters = new Parameters(1);
  const text = textOf([3, 2]);
  told(parameters, networks.dit, ["adaLnZero", "film"], text);
  wake(parameters);
  const size = { width: 8, depth: 2, heads: 2, patch: 1, mlpRatio: 3 };
  const entered = enterModes(parameters, "text", ["adaLnZero", "film"], text, host);
  const modulation = ditModulation(parameters, "net", conditionOf(2), size, entered);
  const beforehand = dit(parameters, "net", music(2), { modulation, entered }, size);
  expect(apart(beforehand, told(parameters, networks.dit, ["adaLnZero", "film"], text))).toBe(0);
  const deaf = ditModulation(parameters, "net", conditionOf(2), size);
  const answer = dit(parameters, "net", music(2), { modulation: deaf, entered }, size);
  expect(apart(answer, beforehand)).toBeGreaterThan(1e-3);
});
