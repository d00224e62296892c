import { beforeAll, expect, test } from "vitest";
import { clipLengths, framesFor } from "../../../src/model/textToMusic/lengths";
import { makeWeights } from "../../../src/model/textToMusic/recipe";
import {
  textModelNames,
  textModelPlan,
  textModelRecipes,
} from "../../../src/model/textToMusic/textModels";
import { Parameters } from "../../../src/nn/parameters";
import { prepareBackend } from "../../../src/tensor/backend";

beforeAll(async () => void (await prepareBackend()));

function countOf(name: string): number {
  const parameters = new Parameters(1);
  makeWeights(parameters, textModelPlan(name));
  const count = parameters.count();
  parameters.dispose();
  return count;
}

test("models that are compared have as many weights, within 3 %, and as many steps", () => {
  const compared = textModelNames.slice(1);
  const counts = compared.map(countOf);
  const mean = counts.reduce((a, b) => a + b, 0) / counts.length;
  counts.forEach((count, i) => expect(Math.abs(count / mean - 1), compared[i]).toBeLessThan(0.03));
  expect(new Set(compared.map((name) => textModelPlan(name).steps)).size).toBe(1);
});

test("each mode has a model of its own, and the default has the best two together", () => {
  const modes = textModelNames.map((name) => textModelPlan(name).size.modes);
  expect(modes[0]).toEqual(["crossAttention", "adaLnZero"]);
  const single = modes.filter(({ length }) => length === 1).flat();
  expect(single).toEqual(
    expect.arrayContaining(["temporalConcat", "channelConcat", "crossAttention", "adaLnZero"]),
  );
  expect(modes.filter(({ length }) => length === 0)).toHaveLength(1);
});

test("a card says which modes and sizes", () => {
  const { settings } = textModelRecipes[0];
  expect(settings).toMatchObject({ width: 192, crossAttention: 1, adaLnZero: 1, channelConcat: 0 });
});

test("lengths: shares add up, and frames cover what was asked for", () => {
  expect(clipLengths.reduce((sum, { share }) => sum + share, 0)).toBe(100);
  expect([1, 4, 4.096, 16].map(framesFor)).toEqual([16, 63, 64, 250]);
});

test("unknown models are refused", () => {
  expect(() => textModelPlan("text-telepathy")).toThrowErrorMatchingSnapshot();
});
