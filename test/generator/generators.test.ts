import { beforeAll, describe, expect, test } from "vitest";
import { autoregressive } from "../../src/generator/autoregressive";
import { ganGenerator, ganLosses } from "../../src/generator/gan";
import { vae } from "../../src/generator/vae";
import { Parameters } from "../../src/nn/parameters";
import { prepareBackend } from "../../src/tensor/backend";
import { countTensors } from "../../src/tensor/budget";
import { Random } from "../../src/tensor/random";
import { tf } from "../../src/tensor/tf";

beforeAll(async () => {
  await prepareBackend();
});

const kinds = { vae, ganGenerator, autoregressive };

describe.each(Object.entries(kinds))("%s", (_, open) => {
  test("the same seed gives the same points, another seed others, and nothing is left behind", async () => {
    const parameters = new Parameters(7);
    const model = open(parameters);
    model.sample(1, 0).dispose();
    const read = (seed: number): number[] => {
      const x = model.sample(50, seed);
      expect(x.shape).toEqual([50, 2]);
      const numbers = Array.from(x.dataSync());
      x.dispose();
      return numbers;
    };
    const { result, leaked } = await countTensors(() => [read(1), read(1), read(2)]);
    expect(result[0]).toEqual(result[1]);
    expect(result[0]).not.toEqual(result[2]);
    expect(leaked).toBe(0);
    parameters.dispose();
  });

  test("half a sample is refused", () => {
    const parameters = new Parameters(7);
    expect(() => open(parameters).sample(0.5, 1)).toThrow(
      expect.objectContaining({ code: "generator.count" }) as Error,
    );
    parameters.dispose();
  });
});

test("the VAE's loss is −ELBO up to a constant, which is right where encoder and decoder say nothing", () => {
  const parameters = new Parameters(7);
  const model = vae(parameters, { hidden: [4] });
  const x = tf.tensor2d([
    [3, 4],
    [0, 1],
  ]);
  model.loss(x, new Random(1)).dispose();
  for (const weight of Object.values(parameters.values())) weight.assign(tf.zerosLike(weight));
  // G(z) = 0, σ = 1, q = N(0, I): the mean of ½·‖x‖², and no KL.
  expect(model.loss(x, new Random(1)).dataSync()[0]).toBeCloseTo((25 + 1) / 4, 5);
  parameters.get("decoder.logBlur", [1]).assign(tf.tensor1d([Math.log(2)]));
  const expected = 26 / 4 / 4 + 2 * Math.log(2);
  expect(model.loss(x, new Random(1)).dataSync()[0]).toBeCloseTo(expected, 5);
  parameters.dispose();
});

test("KL of a VAE's code is that of two Gaussians", () => {
  const parameters = new Parameters(7);
  const model = vae(parameters, { hidden: [4] });
  const x = tf.zeros<tf.Rank.R2>([1, 2]);
  model.loss(x, new Random(1)).dispose();
  for (const weight of Object.values(parameters.values())) weight.assign(tf.zerosLike(weight));
  const [mean, logVariance] = [0.7, -1.2];
  parameters.get("encoder.1.bias", [4]).assign(tf.tensor1d([mean, 0, logVariance, 0]));
  const kl = 0.5 * (mean ** 2 + Math.exp(logVariance) - logVariance - 1);
  expect(model.loss(x, new Random(1)).dataSync()[0]).toBeCloseTo(kl, 5);
  parameters.dispose();
});

test("a critic that is a plane is charged its slope, and cannot tell points on a line across it", () => {
  const critic = new Parameters(1);
  const forger = new Parameters(2);
  const losses = ganLosses(ganGenerator(forger, { hidden: [] }), critic, { hidden: [] });
  const x = tf.zeros<tf.Rank.R2>([512, 2]);
  losses.critic(x, new Random(1)).dispose();
  forger.get("generator.0.weight", [2, 2]).assign(tf.zeros([2, 2]));
  critic.get("critic.0.weight", [2, 1]).assign(tf.tensor2d([[3], [4]]));
  // Real and fake are all at 0: softplus(0) = ln 2, and R₁ + R₂ = ½·0.1·(25 + 25).
  expect(losses.generator(x, new Random(1)).dataSync()[0]).toBeCloseTo(Math.log(2), 5);
  const charged = losses.critic(x, new Random(1)).dataSync()[0] - Math.log(2);
  expect(Math.abs(charged / 2.5 - 1)).toBeLessThan(0.15);
  forger.dispose();
  critic.dispose();
});

test("generator and critic want opposite things of the same scores", () => {
  const critic = new Parameters(1);
  const forger = new Parameters(2);
  const losses = ganLosses(ganGenerator(forger, { hidden: [] }), critic, { hidden: [] });
  const x = tf.fill<tf.Rank.R2>([64, 2], 5);
  losses.critic(x, new Random(1)).dispose();
  forger.get("generator.0.weight", [2, 2]).assign(tf.zeros([2, 2]));
  critic.get("critic.0.weight", [2, 1]).assign(tf.tensor2d([[0.1], [0.1]]));
  // The critic scores real points 1 above fake ones.
  expect(losses.generator(x, new Random(1)).dataSync()[0]).toBeCloseTo(Math.log(1 + Math.E), 4);
  expect(losses.critic(x, new Random(1)).dataSync()[0]).toBeLessThan(
    Math.log(1 + Math.exp(-1)) + 0.01,
  );
  forger.dispose();
  critic.dispose();
});

describe("tokens", () => {
  const open = () => autoregressive(new Parameters(7), { bins: 4, limit: 2 });

  test("cut the plane in equal parts, and what lies beyond is the outermost", () => {
    expect(open().tokensOf([-2, -0.5, 0, 1.99, 2, 50, -50])).toEqual([0, 1, 2, 3, 3, 3, 0]);
  });

  test("a network that says nothing costs ln(bins) a token and draws the whole square evenly", () => {
    const parameters = new Parameters(7);
    const model = autoregressive(parameters, { bins: 4, limit: 2, hidden: [8] });
    model.logits([0]).dispose();
    for (const weight of Object.values(parameters.values())) weight.assign(tf.zerosLike(weight));
    const loss = model.loss(tf.zeros([3, 2]));
    expect(loss.dataSync()[0]).toBeCloseTo(2 * Math.log(4), 5);
    const x = model.sample(4000, 1);
    const tokens = model.tokensOf(x.dataSync());
    for (let bin = 0; bin < 4; bin++) {
      const share = tokens.filter((token) => token === bin).length / tokens.length;
      expect(Math.abs(share - 0.25)).toBeLessThan(0.03);
    }
    parameters.dispose();
  });

  test("the second token is drawn from what the network says of the first", () => {
    const parameters = new Parameters(7);
    const model = autoregressive(parameters, { bins: 2, limit: 2, embeddingSize: 3, hidden: [] });
    model.logits([0]).dispose();
    // Rows of the table: after token 0, after token 1, at the start. x is either; y is the other one.
    parameters.get("token.weight", [3, 3]).assign(tf.eye(3));
    const says = [
      [-50, 50],
      [50, -50],
      [0, 0],
    ];
    parameters.get("next.0.weight", [3, 2]).assign(tf.tensor2d(says));
    const tokens = model.tokensOf(model.sample(200, 1).dataSync());
    const columns = tokens.filter((_, i) => i % 2 === 0);
    expect(new Set(columns)).toEqual(new Set([0, 1]));
    expect(tokens.filter((_, i) => i % 2 === 1)).toEqual(columns.map((token) => 1 - token));
    parameters.dispose();
  });

  test("impossible ones are refused", () => {
    expect(() => autoregressive(new Parameters(7), { bins: 1 })).toThrowErrorMatchingInlineSnapshot(
      `[TutorialError: autoregressive: expected a whole number of bins, at least 2, and a limit above 0, got 1 bins up to 2; pass e.g. {bins: 64, limit: 2}]`,
    );
  });
});
