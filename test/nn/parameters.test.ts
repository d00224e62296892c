import { beforeAll, expect, test } from "vitest";
import { dense } from "../../src/nn/dense";
import { heNormal, normal, ones } from "../../src/nn/initializers";
import { mlp } from "../../src/nn/mlp";
import { Parameters } from "../../src/nn/parameters";
import { prepareBackend } from "../../src/tensor/backend";
import { countTensors } from "../../src/tensor/budget";
import { tf } from "../../src/tensor/tf";

beforeAll(async () => void (await prepareBackend()));

const numbers = (parameters: Parameters): Record<string, number[]> =>
  Object.fromEntries(
    Object.entries(parameters.values()).map(([name, one]) => [name, [...one.dataSync()]]),
  );

const build = (parameters: Parameters, width = 3): void =>
  tf.tidy(() => void mlp(parameters, "net", tf.ones([1, 2]), { sizes: [width, 2] }));

test("weights depend on the seed and their name, not on the order of creation", () => {
  const [first, second, other] = [new Parameters(7), new Parameters(7), new Parameters(8)];
  for (const name of ["a", "b"]) first.get(name, [4, 4]);
  for (const name of ["b", "a"]) second.get(name, [4, 4]);
  for (const name of ["a", "b"]) other.get(name, [4, 4]);
  expect(numbers(first)).toEqual(numbers(second));
  expect(numbers(first)).not.toEqual(numbers(other));
  expect(numbers(first).a).not.toEqual(numbers(first).b);
});

test("initial weights have the spread their paper asks for", () => {
  const parameters = new Parameters(1);
  const spread = (name: string) => {
    const { [name]: weight } = parameters.values();
    return tf.moments(weight).variance.sqrt().dataSync()[0];
  };
  parameters.get("glorot", [100, 300]);
  parameters.get("he", [100, 300], heNormal);
  parameters.get("own", [100, 300], normal(0.5));
  parameters.get("convolution", [3, 3, 100, 10], heNormal);
  expect(spread("glorot")).toBeCloseTo(Math.sqrt(2 / 400), 2);
  expect(spread("he")).toBeCloseTo(Math.sqrt(2 / 100), 2);
  expect(spread("own")).toBeCloseTo(0.5, 2);
  expect(spread("convolution")).toBeCloseTo(Math.sqrt(2 / 900), 2);
});

test("weights survive a file; half precision within its rounding", () => {
  const [parameters, target] = [new Parameters(7), new Parameters(8)];
  build(parameters);
  build(target);
  target.load(parameters.toSafetensors());
  expect(numbers(target)).toEqual(numbers(parameters));
  target.load(parameters.toSafetensors("F16"));
  const [exact, half] = [numbers(parameters), numbers(target)].map((one) => one["net.0.weight"]);
  half.forEach((value, i) => expect(value).toBeCloseTo(exact[i], 3));
  expect(half).not.toEqual(exact);
  expect(parameters.names()).toEqual(["net.0.bias", "net.0.weight", "net.1.bias", "net.1.weight"]);
  expect(parameters.count()).toBe(2 * 3 + 3 + 3 * 2 + 2);
});

test("a file of another network is refused, and nothing is changed", () => {
  const [parameters, wider, longer] = [new Parameters(7), new Parameters(7), new Parameters(7)];
  build(parameters);
  build(wider, 4);
  build(longer);
  longer.get("extra", [1], ones);
  const before = numbers(parameters);
  expect(() => parameters.load(wider.toSafetensors())).toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: parameter "net.0.bias": expected the shape [3] that the network asks for, got [4]; build the network with the sizes it was trained with, or give the layer another name]`,
  );
  expect(() => parameters.load(longer.toSafetensors())).toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: Parameters.load: expected exactly the network's 4 weights, got a file with "extra", unknown to the network; load the file of this network, or build the network that the file is of]`,
  );
  expect(() => longer.load(parameters.toSafetensors())).toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: Parameters.load: expected exactly the network's 5 weights, got a file without "extra"; load the file of this network, or build the network that the file is of]`,
  );
  expect(numbers(parameters)).toEqual(before);
});

test("a store made from a file knows its weights and no others", () => {
  const parameters = new Parameters(7);
  build(parameters);
  const loaded = Parameters.from(parameters.toSafetensors());
  build(loaded);
  expect(numbers(loaded)).toEqual(numbers(parameters));
  expect(() => dense(loaded, "new", tf.ones([1, 2]), 2)).toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: parameter "new.weight": expected a weight of that name in the file that was loaded, got only net.0.bias, net.0.weight, net.1.bias, net.1.weight; load the file of this network, or build the network that the file is of]`,
  );
});

test("a copy goes its own way, and dispose releases everything", async () => {
  const { leaked } = await countTensors(() => {
    const parameters = new Parameters(7);
    build(parameters);
    const copy = parameters.copy();
    const { "net.0.bias": bias } = copy.values();
    tf.tidy(() => bias.assign(tf.ones([3])));
    expect(numbers(parameters)["net.0.bias"]).toEqual([0, 0, 0]);
    expect(numbers(copy)["net.0.bias"]).toEqual([1, 1, 1]);
    parameters.dispose();
    copy.dispose();
    expect(parameters.names()).toEqual([]);
  });
  expect(leaked).toBe(0);
});
