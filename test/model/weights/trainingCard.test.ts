import { expect, test } from "vitest";
import { lossCurve, parseCard } from "../../../src/model/weights/trainingCard";
import type { TrainingCard } from "../../../src/model/weights/trainingCard";

const card: TrainingCard = {
  name: "contrast-vae",
  command: "npm run train -- contrast-vae",
  trainedOn: "a ring",
  seed: 7,
  steps: 10,
  plannedSteps: 10,
  seconds: 1,
  backend: "plain JavaScript",
  parameters: 9,
  helperParameters: 0,
  callsPerSample: 1,
  settings: { limit: 2 },
  losses: [{ step: 10, loss: 0.5 }],
  measured: {},
};

test("a card comes back as it was written", () => {
  expect(parseCard(JSON.stringify(card), "card.json")).toEqual(card);
});

test("each fault is named", () => {
  const spoiled = { ...card, seed: "7", losses: [{ step: 1 }], settings: { limit: null } };
  expect(() => parseCard(JSON.stringify(spoiled), "card.json")).toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: card.json: expected a card as a training writes it, got nothing usable at seed, settings, losses; restore the file, or train again with: npm run train -- NAME]`,
  );
  expect(() => parseCard("{", "card.json")).toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: card.json: expected a card as a training writes it, got a file that is not JSON; restore the file, or train again with: npm run train -- NAME]`,
  );
});

test("a loss curve is the means of equal stretches, and no longer than asked", () => {
  expect(lossCurve([4, 2, 2, 0], 2)).toEqual([
    { step: 2, loss: 3 },
    { step: 4, loss: 1 },
  ]);
  expect(lossCurve([5, 6])).toEqual([
    { step: 1, loss: 5 },
    { step: 2, loss: 6 },
  ]);
  const long = lossCurve(Array.from({ length: 1234 }, () => 1));
  expect(long).toHaveLength(200);
  expect(long.at(-1)).toEqual({ step: 1234, loss: 1 });
  expect(lossCurve([])).toEqual([]);
});
