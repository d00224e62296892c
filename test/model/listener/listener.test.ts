import { beforeAll, expect, test } from "vitest";
import { listenerOf, openListener } from "../../../src/model/listener/listener";
import { listenerNetwork, listenerQuestions } from "../../../src/model/listener/listenerNetwork";
import { Parameters } from "../../../src/nn/parameters";
import { prepareBackend } from "../../../src/tensor/backend";
import { countTensors } from "../../../src/tensor/budget";
import { Random, seededNoise } from "../../../src/tensor/random";
import { tf } from "../../../src/tensor/tf";
import type { Rank } from "../../../src/tensor/tf";
import { tones } from "../../representation/sounds";

beforeAll(async () => {
  await prepareBackend();
});

test("64 numbers and three sets of probabilities, of clips of any length; nothing is left behind", async () => {
  const { leaked } = await countTensors(() => {
    const parameters = new Parameters(7);
    const listener = listenerOf(parameters);
    for (const samples of [5000, 65536]) {
      tf.tidy(() => {
        const sound = tones([220, 440], samples);
        expect(listener.embed(sound).shape).toEqual([2, 64]);
        const answers = listener.classify(sound);
        for (const [question, words] of Object.entries(listenerQuestions)) {
          const probabilities = answers[question as keyof typeof answers];
          expect(probabilities.shape).toEqual([2, words.length]);
          for (const sum of probabilities.sum(1).dataSync()) expect(sum).toBeCloseTo(1, 5);
        }
      });
    }
    expect(parameters.count()).toBeLessThan(5e5);
    listener.dispose();
  });
  expect(leaked).toBe(0);
});

test("it drops numbers in training only, by the seed", () => {
  const parameters = new Parameters(7);
  const embeddingOf = (random?: Random): number[] =>
    tf.tidy(() => {
      const logMel = seededNoise<Rank.R3>([1, 32, 80], 3);
      return Array.from(listenerNetwork(parameters, logMel, random).embedding.dataSync());
    });
  expect(embeddingOf()).toEqual(embeddingOf());
  expect(embeddingOf(new Random(1))).toEqual(embeddingOf(new Random(1)));
  expect(embeddingOf(new Random(1))).not.toEqual(embeddingOf(new Random(2)));
  expect(embeddingOf(new Random(1))).not.toEqual(embeddingOf());
  parameters.dispose();
});

test("without weights it says how to get them", () => {
  expect(() => openListener("/nowhere")).toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: readTrained("listener"): expected a file listener/card.json among the trained weights, got no such file; train it with: npm run train -- listener]`,
  );
});
