import { beforeAll, expect, test } from "vitest";
import { withoutText } from "../../src/conditioning/withoutText";
import type { TextEmbedding } from "../../src/conditioning/textEmbedding";
import { Parameters } from "../../src/nn/parameters";
import { prepareBackend } from "../../src/tensor/backend";
import { countTensors } from "../../src/tensor/budget";
import { tf } from "../../src/tensor/tf";
import { textOf, textSize } from "./modes/hosts";

beforeAll(async () => void (await prepareBackend()));

/** Plus zero, so that −0 is 0. */
const rows = (x: tf.Tensor): number[][] =>
  x.reshape([x.shape[0], -1]).add(0).arraySync() as number[][];

test("a text that is taken away is one learned token and a learned vector; the others stay", async () => {
  const parameters = new Parameters(1);
  const text = textOf([3, 3, 2]);
  withoutText(parameters, "null", text, [false, false, false]); // makes the weights
  const { result, leaked } = await countTensors(() =>
    withoutText(parameters, "null", text, [false, true, false]),
  );
  expect(leaked).toBe(3);
  const { "null.global": global, "null.token": token } = parameters.values();
  for (const kept of [0, 2]) {
    for (const part of ["global", "tokens", "mask"] as const) {
      expect(rows(result[part])[kept]).toEqual(rows(text[part])[kept]);
    }
  }
  expect(rows(result.mask)[1]).toEqual([1, 0, 0]);
  expect(rows(result.global)[1]).toEqual(rows(global)[0]);
  const rest = Array<number>(2 * textSize.tokenSize).fill(0);
  expect(rows(result.tokens)[1]).toEqual([...rows(token)[0], ...rest]);
  expect(Math.hypot(...rows(token)[0])).toBeGreaterThan(0);
});

test("what is taken away leaves no trace, and what it means is learned", () => {
  const parameters = new Parameters(1);
  const gone = (text: TextEmbedding): TextEmbedding =>
    withoutText(parameters, "null", text, [true]);
  const [one, other] = [gone(textOf([3], 1)), gone(textOf([3], 5))];
  expect(rows(one.tokens)).toEqual(rows(other.tokens));
  const sum = (): tf.Scalar => {
    const { global, tokens } = gone(textOf([3]));
    return global.sum().add(tokens.sum()).asScalar();
  };
  const { grads } = tf.variableGrads(sum);
  const mean = Object.values(parameters.values()).map(
    ({ name }) => grads[name].mean().dataSync()[0],
  );
  expect(mean).toEqual([1, 1]);
});

test("an answer for each text is wanted", () => {
  expect(() =>
    withoutText(new Parameters(1), "null", textOf([3, 2]), [true]),
  ).toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: withoutText: expected an answer for each of 2 texts, got 1; pass one boolean for each row: true takes its text away]`,
  );
});
