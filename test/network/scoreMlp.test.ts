import { beforeAll, expect, test } from "vitest";
import { scoreMlp } from "../../src/network/scoreMlp";
import { Parameters } from "../../src/nn/parameters";
import { prepareBackend } from "../../src/tensor/backend";
import { seededNoise } from "../../src/tensor/random";
import { tf } from "../../src/tensor/tf";
import { gradientError } from "../nn/gradients";

beforeAll(async () => void (await prepareBackend()));

const size = { width: 8, depth: 2, classes: 3 };
const noise = [-2, -0.5, 0.1, 1.2];

/** The network with its silent last layer made audible. */
function awake(): Parameters {
  const parameters = new Parameters(4);
  tf.tidy(() => void scoreMlp(parameters, "net", tf.ones([4, 2]), { noise }, size));
  const { "net.out.weight": last } = parameters.values();
  tf.tidy(() => last.assign(seededNoise(last.shape, 5)));
  return parameters;
}

test("it says zero before training, and its gradients are right", () => {
  const xt = seededNoise<tf.Rank.R2>([4, 2], 1);
  const silent = scoreMlp(new Parameters(1), "net", xt, { noise }, size);
  expect([...silent.abs().dataSync()]).toEqual(new Array(8).fill(0));
  const labels = [0, 2, null, 1];
  const parameters = awake();
  const loss = () =>
    tf.tidy(() =>
      scoreMlp(parameters, "net", xt, { noise, labels }, size).square().mean().asScalar(),
    );
  expect(gradientError(parameters, loss)).toBeLessThan(0.02);
});

test("noise level and class make a difference; no class is a class of its own", () => {
  const parameters = awake();
  const xt = tf.ones<tf.Rank.R2>([4, 2]);
  const say = (labels: (number | null)[] | undefined, levels = noise): number[] => [
    ...scoreMlp(parameters, "net", xt, { noise: levels, labels }, size).dataSync(),
  ];
  const same = [0, 0, 0, 0];
  expect(say(undefined, same)).toEqual(say([null, null, null, null], same));
  const rows = say([0, 1, 2, null], same);
  expect(new Set([0, 2, 4, 6].map((i) => rows[i])).size).toBe(4);
  const levels = say(undefined);
  expect(new Set([0, 2, 4, 6].map((i) => levels[i])).size).toBe(4);
  expect(() => say([3, 0, 0, 0])).toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: scoreMlp: expected classes from 0 to 2, or null for none, got 3; ask for a class that was there in the training]`,
  );
});
