import { beforeAll, expect, test } from "vitest";
import { modeNames } from "../../../src/conditioning/modes/mode";
import { Parameters } from "../../../src/nn/parameters";
import { prepareBackend } from "../../../src/tensor/backend";
import { seededNoise } from "../../../src/tensor/random";
import { tf } from "../../../src/tensor/tf";
import { networks, textOf, told, wake } from "./hosts";

beforeAll(async () => void (await prepareBackend()));

const scalar = (x: tf.Tensor): tf.Scalar => x.square().mean().asScalar();

test("a gradient reaches every weight of every mode, on whatever the answer hangs", () => {
  for (const [kind, network] of Object.entries(networks)) {
    for (const mode of modeNames) {
      const parameters = new Parameters(2);
      const text = textOf([3, 2]);
      told(parameters, network, [mode], text).dispose();
      wake(parameters);
      const { grads } = tf.variableGrads(
        () => scalar(told(parameters, network, [mode], text)),
        Object.values(parameters.values()),
      );
      for (const [name, variable] of Object.entries(parameters.values())) {
        const size = grads[variable.name].norm().dataSync()[0];
        expect(size, `${kind}, ${mode}: ${name}`).toBeGreaterThan(1e-8);
      }
    }
  }
});

test("modes that begin at zero learn from the first step on", () => {
  const text = textOf([3, 2]);
  const silent = {
    crossAttention: /^text\.crossAttention\.blocks\.\d\.toOut\.weight$/,
    film: /^text\.film\.blocks\.\d\.weight$/,
    adaLnZero: /^net\.blocks\.\d\.modulation\.weight$/,
  } as const;
  for (const [mode, pattern] of Object.entries(silent) as [keyof typeof silent, RegExp][]) {
    const parameters = new Parameters(2);
    told(parameters, networks.dit, [mode], text).dispose();
    const weight = parameters.values()["net.final.linear.weight"];
    tf.tidy(() => weight.assign(seededNoise(weight.shape, 1)));
    const { grads } = tf.variableGrads(() => scalar(told(parameters, networks.dit, [mode], text)));
    const found = Object.entries(parameters.values()).filter(([name]) => pattern.test(name));
    expect(found).toHaveLength(2);
    for (const [name, variable] of found) {
      expect(variable.abs().max().dataSync()[0], name).toBe(0);
      expect(grads[variable.name].norm().dataSync()[0], name).toBeGreaterThan(1e-6);
    }
  }
});
