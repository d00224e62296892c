/** Whatever is handed in, the answer is kind, the kernel lives, and no tensor stays behind. */
import { beforeAll, expect, test } from "vitest";
import { judge } from "../../src/exercise/judge";
import { findExercise } from "../../src/exercise/ladder";
import { prepareBackend } from "../../src/tensor/backend";
import { countTensors } from "../../src/tensor/budget";
import { tf } from "../../src/tensor/tf";

beforeAll(async () => void (await prepareBackend()));

const lists = findExercise("1.3");
const numbers = findExercise("1.1");

async function said(yours: unknown, exercise = lists) {
  const { result, leaked } = await countTensors(() => judge(exercise, yours));
  expect(leaked).toBe(0);
  return result;
}

test("what is no function", async () => {
  for (const wrong of [3, undefined, null, "text", [1, 2], { a: 1 }, tf.scalar(1)]) {
    const { outcome, lines } = await judge(numbers, wrong);
    expect(outcome).toBe("type");
    expect(lines.join()).toContain('check("1.1", yourFunction)');
    tf.dispose(wrong as tf.Tensor);
  }
});

test("a function that throws, and one that calls itself without end", async () => {
  const thrown = await said(() => {
    throw new RangeError("no such day");
  });
  expect(thrown).toMatchObject({ outcome: "threw" });
  expect(thrown.headline).toBe("Your code threw RangeError: no such day");
  const endless = (x: number): number => endless(x) + 1;
  expect((await said(endless, numbers)).lines.join()).toContain("call itself");
  // Something else than an error.

  expect((await said(() => void throwText(), numbers)).outcome).toBe("threw");
});

function throwText(): never {
  // eslint-disable-next-line @typescript-eslint/only-throw-error
  throw "a text";
}

test("an endless loop is cut off, also within tf.tidy, and TensorFlow.js goes on as before", async () => {
  const loop = (): never => {
    for (;;);
  };
  const { outcome, lines } = await said(loop);
  expect(outcome).toBe("hung");
  expect(lines.join()).toContain("loop");
  expect((await said(() => tf.tidy(() => (tf.ones([9]), loop())))).outcome).toBe("hung");
  const { leaked } = await countTensors(() => tf.tidy(() => void tf.ones([3]).square()));
  expect(leaked).toBe(0);
  const three = tf.tidy(
    () =>
      tf
        .grad((x) => x.square().sum())(tf.scalar(1.5))
        .dataSync()[0],
  );
  expect(three).toBe(3);
});

test("a Promise that nobody resolves, one that is rejected, one that is right", async () => {
  expect((await said(() => new Promise(() => undefined))).outcome).toBe("hung");
  expect((await said(() => Promise.reject(new Error("later")))).outcome).toBe("threw");
  const right = (a: number, s: number) => Promise.resolve(20 * Math.log10(a / s));
  expect((await said(right, numbers)).outcome).toBe("passed");
});

test("nothing, a text, a list of lists, NaN, the wrong length, a tensor that is gone", async () => {
  expect((await said(() => undefined)).lines.join()).toContain("return");
  expect((await said(() => "0.5")).outcome).toBe("type");
  expect((await said(() => ({}))).outcome).toBe("type");
  expect((await said(() => [["a"]])).outcome).toBe("type");
  expect((await said(() => NaN, numbers)).outcome).toBe("notFinite");
  expect(await said(() => [1, 2])).toMatchObject({
    outcome: "shape",
    headline: "Your answer is a list of 2 numbers; it should be a list of 6 numbers.",
  });
  const gone = await said(() => {
    const t = tf.ones([6]);
    t.dispose();
    return t;
  });
  expect(gone.outcome).toBe("disposed");
});

test("tensors that a function forgets are released", async () => {
  await said((x0: number[]) => {
    tf.ones([100]);
    return tf.tensor1d(x0);
  });
});

test("what was given may be changed without harm to the next question", async () => {
  const greedy = (
    x0: number[],
    noise: number[],
    { alpha, sigma }: { alpha: number; sigma: number },
  ) => {
    for (let i = 0; i < x0.length; i++) x0[i] = alpha * x0[i] + sigma * noise[i];
    return x0;
  };
  expect((await said(greedy)).outcome).toBe("passed");
});

test("a mistake without a name is described by what it does", async () => {
  const exact = (a: number, s: number): number => 20 * Math.log10(a / s);
  const lines = async (wrong: (a: number, s: number) => number) =>
    (await said(wrong, numbers)).lines.join(" ");
  expect(await lines((a, s) => 3 * exact(a, s))).toContain("always 3 times the exact one");
  expect(await lines((a, s) => exact(a, s) + 5)).toContain("off by the same 5");
  expect(await lines(() => 0)).toContain("always zero");
  const backwards = await said(
    (x0: number[], noise: number[], l: { alpha: number; sigma: number }) =>
      x0.map((one, i) => l.alpha * one + l.sigma * noise[i]).reverse(),
  );
  expect(backwards.lines.join()).toContain("another order");
  const { evidence } = await said((a: number) => a, numbers);
  expect(evidence).toHaveLength(3);
  expect(evidence[0].given).toMatch(/^alpha = 0\.\d+, sigma = 0\.\d+$/);
});

test("a build may use `this`", async () => {
  const mine = {
    alpha(t: number) {
      return Math.cos((Math.PI / 2) * t);
    },
    sigma(t: number) {
      return Math.sqrt(Math.max(0, 1 - this.alpha(t) ** 2));
    },
  };
  const { mistake } = await said(mine, findExercise("1.7"));
  expect(mistake).toBe("a schedule that is somebody else's");
});

test("a build that is nothing of the kind, or only half of it", async () => {
  const exercise = findExercise("1.7");
  expect((await said(undefined, exercise)).outcome).toBe("type");
  expect((await said({ alpha: () => 1 }, exercise)).outcome).toBe("type");
  const loop = (): never => {
    for (;;);
  };
  expect((await said({ alpha: loop, sigma: loop }, exercise)).outcome).toBe("hung");
}, 60_000);
