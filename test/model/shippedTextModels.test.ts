/** What the shipped text models reach: on prompts in wording that no training caption has, for music that none has heard. */
import { beforeAll, expect, test } from "vitest";
import { adherence } from "../../src/evaluation/adherence/adherence";
import { corpusPrompts } from "../../src/evaluation/adherence/corpusPrompts";
import { hearSounds } from "../../src/evaluation/adherence/hearSounds";
import { measuredConditioning } from "../../src/evaluation/adherence/measuredConditioning";
import { realClips } from "../../src/evaluation/adherence/realClips";
import { openListener } from "../../src/model/listener/listener";
import { openTextToMusic } from "../../src/model/textToMusic/open";
import { headingRecipe } from "../../src/model/textToMusic/score/headingRecipe";
import { textModelNames, textModelRecipes } from "../../src/model/textToMusic/textModels";
import { readCard } from "../../src/model/weights/trainedFiles";
import { prepareBackend } from "../../src/tensor/backend";
import { countTensors } from "../../src/tensor/budget";
import { tf } from "../../src/tensor/tf";

const seconds = 4.096;

beforeAll(async () => void (await prepareBackend()));

test("compared models were trained alike, to the end", () => {
  const cards = textModelNames.slice(1).map((name) => readCard(name));
  const [{ seed, steps, trainedOn, parameters }] = cards;
  for (const card of cards) {
    expect(card).toMatchObject({ seed, steps, plannedSteps: steps, trainedOn });
    expect(Math.abs(card.parameters / parameters - 1)).toBeLessThan(0.03);
  }
});

test("every card is of the recipe that is in this repository", () => {
  for (const { name, steps, trainedOn, settings } of [headingRecipe, ...textModelRecipes]) {
    expect(readCard(name)).toMatchObject({ name, steps, plannedSteps: steps, trainedOn, settings });
  }
});

test("the table beside the weights is of all of them, and says that the default follows its words", () => {
  const { results, prompts, seeds } = measuredConditioning();
  expect(Object.keys(results)).toEqual([...textModelNames]);
  expect([prompts, seeds]).toEqual([256, 3]);
  const { questions, soundness, scale, frechet } = results["text-to-music"];
  const followed = questions.filter(({ truth }) => truth === "instrument" || truth === "register");
  expect(followed).toHaveLength(3);
  for (const { generated, shuffled } of followed) {
    expect(generated.low).toBeGreaterThan(shuffled.high);
    expect(generated.share).toBeGreaterThan(0.95);
  }
  const tempo = questions.find(({ truth, judge }) => truth === "tempo" && judge === "classifier")!;
  expect(tempo.generated.share).toBeGreaterThan(0.85);
  expect(tempo.generated.low).toBeGreaterThan(2 * tempo.shuffled.share);
  expect(scale.generated.share).toBeGreaterThan(0.95);
  expect(frechet.ratio).toBeLessThan(1.5);
  for (const { share } of Object.values(soundness)) expect(share).toBeLessThan(0.02);
  for (const { generated, chance } of results["text-none"].questions) {
    expect(Math.abs(generated.share - chance)).toBeLessThan(0.1);
  }
});

test("music that is made now is what that table says", { timeout: 240_000 }, async () => {
  const prompts = await corpusPrompts({ split: "test", count: 24 });
  const { result, leaked } = await countTensors(async () => {
    const [listener, model] = [openListener(), await openTextToMusic()];
    const texts = prompts.map(({ prompt }) => prompt);
    const made = await model.generate(texts, { seconds, seed: 5 });
    const heard = await hearSounds(listener, made.waveform);
    const real = await realClips(listener, { split: "test", count: 24, seconds });
    tf.dispose(made.waveform);
    model.dispose();
    listener.dispose();
    return adherence(heard, { prompts, real });
  });
  expect(leaked).toBe(0);
  const shares = Object.fromEntries(
    result.questions
      .filter(({ judge }) => judge === "classifier")
      .map(({ truth, generated }) => [truth, generated.share]),
  );
  expect(shares.instrument).toBeGreaterThan(0.8);
  expect(shares.register).toBeGreaterThan(0.75);
  expect(shares.tempo).toBeGreaterThan(0.6);
  expect(result.scale.generated.share).toBeGreaterThan(0.85);
});

test("the same seed makes the same sound, bit for bit; a word makes another", async () => {
  const model = await openTextToMusic();
  const make = async (prompt: string): Promise<number[]> => {
    const { waveform } = await model.generate(prompt, { seconds: 1, steps: 4, seed: 2 });
    const samples = Array.from(waveform.dataSync());
    waveform.dispose();
    return samples;
  };
  const once = await make("a lively reel for violin");
  expect(await make("a lively reel for violin")).toEqual(once);
  expect(await make("a lively reel for flute")).not.toEqual(once);
  model.dispose();
});
