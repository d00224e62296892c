/** What the shipped reader of tempo and key takes from a prompt. */
import { beforeAll, expect, test } from "vitest";
import { tempoClassOf } from "../../../../src/corpus/tempo";
import { keyNumberOf, tempoOfStep } from "../../../../src/model/textToMusic/score/head";
import { openHeading } from "../../../../src/model/textToMusic/score/heading";
import { readCard } from "../../../../src/model/weights/trainedFiles";
import { prepareBackend } from "../../../../src/tensor/backend";
import { countTensors } from "../../../../src/tensor/budget";

beforeAll(async () => void (await prepareBackend()));

const likeliest = (logits: readonly number[]): number => logits.indexOf(Math.max(...logits));

test("plain words are understood, whatever else is said; nothing is left over", async () => {
  const { result, leaked } = await countTensors(async () => {
    const heading = await openHeading();
    const chances = await heading.chances([
      "a slow air in D minor for harp",
      "banjo, very fast, G major, as at a government reception",
      "",
    ]);
    heading.dispose();
    return chances;
  });
  const [slow, fast] = result;
  expect(tempoClassOf(tempoOfStep(likeliest(slow.tempo)))).toBe("slow");
  expect(tempoClassOf(tempoOfStep(likeliest(fast.tempo)))).toBe("fast");
  expect(likeliest(slow.key)).toBe(keyNumberOf({ tonic: "D", mode: "minor" }));
  expect(likeliest(fast.key)).toBe(keyNumberOf({ tonic: "G", mode: "major" }));
  for (const one of result.flatMap(({ tempo, key }) => [...tempo, ...key])) {
    expect(Number.isFinite(one)).toBe(true);
  }
  expect(leaked).toBe(0);
});

test("its card says how far it can be trusted with new words", () => {
  const { tempoRight, modeRight, tonicRight } = readCard("heading").measured;
  expect(tempoRight).toBeGreaterThan(0.88);
  expect(modeRight).toBeGreaterThan(0.95);
  expect(tonicRight).toBeGreaterThan(0.8);
});
