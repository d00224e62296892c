import { beforeAll, expect, test } from "vitest";
import { modeNames } from "../../../src/conditioning/modes/mode";
import type { ModeName } from "../../../src/conditioning/modes/mode";
import {
  checkModes,
  conditioningModes,
  enterModes,
  leaveModes,
} from "../../../src/conditioning/modes/modes";
import { Parameters } from "../../../src/nn/parameters";
import { prepareBackend } from "../../../src/tensor/backend";
import { countTensors } from "../../../src/tensor/budget";
import { tf } from "../../../src/tensor/tf";
import { apart, networks, textOf, told, wake } from "./hosts";

beforeAll(async () => void (await prepareBackend()));

test("each mode is found by its name, and says what it was given", () => {
  const { host } = networks.dit;
  const received = modeNames.map((name) => {
    expect(conditioningModes[name].name).toBe(name);
    const entered = conditioningModes[name].enter(new Parameters(1), "x", textOf([3, 2]), host);
    expect([entered.mode, entered.texts]).toEqual([name, 2]);
    return `${name} (${conditioningModes[name].takes}): ${entered.received}`;
  });
  expect(received).toMatchInlineSnapshot(`
    [
      "temporalConcat (tokens): 3 tokens of 5 numbers",
      "channelConcat (tokens): 3 tokens of 5 numbers, stretched over 7 frames",
      "crossAttention (tokens): 3 tokens of 5 numbers",
      "adaLn (global): a vector of 7 numbers",
      "adaLnZero (global): a vector of 7 numbers",
      "film (global): a vector of 7 numbers",
    ]
  `);
});

test("names and pairs that cannot be are refused; no mode at all can be", () => {
  expect(checkModes([], "here")).toEqual([]);
  expect(() =>
    checkModes(["film", "crossattention"], "my network"),
  ).toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: my network: expected modes out of temporalConcat, channelConcat, crossAttention, adaLn, adaLnZero, film, got "crossattention"; take a name of the list; an empty list is a network that hears no text]`,
  );
  expect(() => checkModes(["film", "film"], "my network")).toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: my network: expected each mode once, got "film" twice; leave one of them out: a mode hears the whole text]`,
  );
  expect(() =>
    checkModes(["adaLn", "film", "adaLnZero"], "my network"),
  ).toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: my network: expected adaLn or adaLnZero, got both, which begin the same layers at random and at zero; leave one of them out]`,
  );
});

test("other rows of text than of music are refused by both networks, in every mode", () => {
  for (const network of Object.values(networks)) {
    for (const mode of modeNames) {
      const entered = enterModes(new Parameters(1), "text", [mode], textOf([3]), network.host);
      expect(() => network.call(new Parameters(1), { entered })).toThrow(
        `a text for each of 2 items`,
      );
    }
  }
  const entered = enterModes(
    new Parameters(1),
    "text",
    ["film"],
    textOf([3, 2]),
    networks.dit.host,
  );
  expect(() =>
    networks.dit.call(new Parameters(1), { entered, items: 1 }),
  ).toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: dit, mode film: expected a text for each of 1 item, got 2 texts; embed as many texts as there are items, the same one several times if need be]`,
  );
});

test("a prompt holds tensors until it leaves, and a call only its answer", async () => {
  const parameters = new Parameters(1);
  const all = modeNames.filter((name) => name !== "adaLn");
  for (const network of Object.values(networks)) {
    const text = textOf([3, 2]);
    told(parameters, network, all, text).dispose(); // makes the weights
    const { leaked } = await countTensors(async () => {
      const entered = enterModes(parameters, "text", all, text, network.host);
      const call = (): tf.Tensor => tf.tidy(() => network.call(parameters, { entered }));
      const { result, leaked: left } = await countTensors(call);
      expect(left).toBe(1);
      result.dispose();
      leaveModes(entered);
    });
    expect(leaked).toBe(0);
    parameters.dispose();
  }
});

test("any modes combine, and each of them is heard", () => {
  const combinations: ModeName[][] = [
    ["temporalConcat", "crossAttention"],
    ["crossAttention", "temporalConcat", "channelConcat", "adaLnZero", "film"],
    ["channelConcat", "adaLn"],
  ];
  const [text, other] = [textOf([3, 2]), textOf([3, 2], 5)];
  for (const network of Object.values(networks)) {
    for (const modes of combinations) {
      const parameters = new Parameters(1);
      told(parameters, network, modes, text);
      wake(parameters);
      const whole = told(parameters, network, modes, text);
      expect(tf.isFinite(whole).all().dataSync()[0]).toBe(1);
      for (const deaf of modes) {
        const changed = tf.tidy(() => {
          const entered = enterModes(parameters, "text", modes, text, network.host);
          const instead = enterModes(parameters, "text", modes, other, network.host);
          const mixed = entered.map((one, i) => (one.mode === deaf ? instead[i] : one));
          return network.call(parameters, { entered: mixed });
        });
        expect(apart(changed, whole), `${modes.join()}: ${deaf}`).toBeGreaterThan(1e-4);
      }
    }
  }
});

test.each([...modeNames])("%s: some of the texts can be taken by themselves", async (mode) => {
  const parameters = new Parameters(1);
  const text = textOf([3, 2]);
  const swapped = tf.tidy(() => ({
    global: text.global.reverse(0),
    tokens: text.tokens.reverse(0),
    mask: text.mask.reverse<tf.Tensor2D>(0),
  }));
  for (const network of Object.values(networks)) {
    told(parameters, network, [mode], text);
    wake(parameters);
    const { leaked } = await countTensors(() => {
      const [first, both] = tf.tidy(() => {
        const [second] = enterModes(parameters, "text", [mode], text, network.host).flatMap(
          ({ rows }) => (rows ? [rows(1, 1)] : []),
        );
        expect([second.mode, second.texts]).toEqual([mode, 1]);
        return [
          network.call(parameters, { entered: [second], items: 1 }),
          told(parameters, network, [mode], swapped).slice(0, 1),
        ];
      });
      expect(apart(first, both)).toBeLessThan(1e-5);
      tf.dispose([first, both]);
    });
    expect(leaked).toBe(0);
    parameters.dispose();
  }
});
