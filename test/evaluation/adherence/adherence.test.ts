import { beforeAll, expect, test } from "vitest";
import { adherence } from "../../../src/evaluation/adherence/adherence";
import { adherenceRow } from "../../../src/evaluation/adherence/adherenceRow";
import { hearSounds } from "../../../src/evaluation/adherence/hearSounds";
import { realClips } from "../../../src/evaluation/adherence/realClips";
import { openListener } from "../../../src/model/listener/listener";
import { prepareBackend } from "../../../src/tensor/backend";
import { countTensors } from "../../../src/tensor/budget";
import { tf } from "../../../src/tensor/tf";
import { madeUp } from "./heard";

beforeAll(async () => void (await prepareBackend()));

test("sounds that follow their words: all right, at chance when the prompts are dealt out", () => {
  const { real, prompts, heard } = madeUp(400);
  const result = adherence(heard, { prompts, real, seed: 3 });
  expect(result.sounds).toBe(400);
  for (const { truth, generated, ceiling, shuffled, chance } of result.questions) {
    const asked = prompts.filter(({ truths }) => truths[truth] !== undefined).length;
    expect(generated).toMatchObject({ right: asked, asked, share: 1 });
    expect(ceiling.share).toBe(1);
    expect(shuffled.asked).toBe(asked);
    expect(Math.abs(shuffled.share - chance)).toBeLessThan(0.08);
  }
  const chances = Object.fromEntries(result.questions.map((one) => [one.truth, one.chance]));
  expect(chances.instrument).toBeGreaterThan(1 / 16);
  expect(chances.instrument).toBeLessThan(0.09);
  expect(chances.mode).toBeCloseTo(0.5, 1);
});

test("the same sound whatever the prompt: chance, no diversity, far from real music", () => {
  const { real, prompts, heard } = madeUp(200);
  const stuck = heard.map(() => heard[0]);
  const result = adherence(stuck, { prompts, real });
  for (const { generated, chance } of result.questions) {
    expect(generated.share).toBeCloseTo(chance, 10);
    expect(generated.share).toBeLessThan(0.7);
  }
  expect(result.diversity.generated).toBe(0);
  expect(result.frechet.ratio).toBeGreaterThan(10);
});

test("as varied and as near to real music as real music, or less so", () => {
  const { real, prompts, heard } = madeUp(400);
  const result = adherence(heard, { prompts, real });
  expect(result.diversity.ratio).toBeGreaterThan(0.85);
  expect(result.diversity.ratio).toBeLessThan(1.15);
  expect(result.frechet.count).toBe(200);
  expect(result.frechet.ratio).toBeLessThan(3);
  const narrow = madeUp(400, 0.1);
  const dull = adherence(narrow.heard, narrow);
  expect(dull.diversity.ratio).toBeLessThan(0.3);
  expect(dull.frechet.ratio).toBeGreaterThan(result.frechet.ratio);
});

test("notes on a scale: each counts once, clips are what is drawn, chance beside", () => {
  const { real, prompts, heard } = madeUp(40);
  const mixed = heard.map((sound, i) =>
    i % 2 === 0 ? { ...sound, notes: 20, inScale: 20 } : { ...sound, notes: 10, inScale: 7 },
  );
  const { generated } = adherence(mixed, { prompts, real }).scale;
  expect(generated).toMatchObject({ notes: 600 });
  expect(generated.share).toBeCloseTo(0.9, 10);
  expect(generated.high - generated.low).toBeGreaterThan(0.05);
  expect(generated.chance).toBeGreaterThan(0.65);
  expect(generated.chance).toBeLessThan(0.8);
});

test("a text-audio score is that of each sound with its own prompt, and with a dealt one", async () => {
  const { real, prompts, heard } = madeUp(8);
  const embeddings = { texts: tf.eye(8), sounds: tf.eye(8) };
  const { result, leaked } = await countTensors(() =>
    Promise.resolve(adherence(heard, { prompts, real, embeddings })),
  );
  expect(leaked).toBe(0);
  expect(result.textAudio!.generated.mean).toBeCloseTo(1, 5);
  // Only prompts that were dealt to their own sound still fit.
  expect(result.textAudio!.shuffled.mean).toBeLessThan(0.5);
  tf.dispose([embeddings.texts, embeddings.sounds]);
});

test("a row of the table, of the model, of real clips, of dealt prompts", () => {
  const { real, prompts, heard } = madeUp(40);
  const result = adherence(heard, { prompts, real });
  const rows = (["generated", "ceiling", "shuffled"] as const).map((which) =>
    adherenceRow(which, result, which),
  );
  expect(rows).toMatchInlineSnapshot(`
    [
      {
        "Fréchet × real": "0.33",
        "diversity × real": "2.64",
        "instrument %": "100.0 (91.2–100.0)",
        "mode %": "100.0 (89.3–100.0)",
        "model": "generated",
        "notes on a scale %": "90.0 (90.0–90.0)",
        "register %": "100.0 (91.2–100.0)",
        "register by its notes %": "100.0 (91.2–100.0)",
        "silent, clipped, noise": 0,
        "tempo %": "100.0 (87.9–100.0)",
        "tempo by its notes %": "100.0 (87.9–100.0)",
      },
      {
        "Fréchet × real": "1.00",
        "diversity × real": "1.00",
        "instrument %": "100.0 (91.2–100.0)",
        "mode %": "100.0 (88.6–100.0)",
        "model": "ceiling",
        "notes on a scale %": "90.0 (90.0–90.0)",
        "register %": "100.0 (90.6–100.0)",
        "register by its notes %": "100.0 (90.6–100.0)",
        "silent, clipped, noise": "–",
        "tempo %": "100.0 (89.8–100.0)",
        "tempo by its notes %": "100.0 (89.8–100.0)",
      },
      {
        "Fréchet × real": "–",
        "diversity × real": "–",
        "instrument %": "5.0 (1.4–16.5)",
        "mode %": "37.5 (22.9–54.7)",
        "model": "shuffled",
        "notes on a scale %": "–",
        "register %": "25.0 (14.2–40.2)",
        "register by its notes %": "25.0 (14.2–40.2)",
        "silent, clipped, noise": "–",
        "tempo %": "46.4 (29.5–64.2)",
        "tempo by its notes %": "46.4 (29.5–64.2)",
      },
    ]
  `);
});

test("a prompt for each sound, truths for each clip", () => {
  const { real, prompts, heard } = madeUp(8);
  const missing = () => adherence(heard, { prompts: prompts.slice(1), real });
  expect(missing).toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: adherence: expected at least 2 sounds, a prompt for each, and truths for each real clip, got 8 sounds, 7 prompts, 8 real clips, 8 truths; repeat a prompt for each sound that it was made for]`,
  );
  const few = { heard: real.heard.slice(0, 3), truths: real.truths.slice(0, 3) };
  expect(() => adherence(heard, { prompts, real: few })).toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: frechetRatio: expected at least 2 generated and 4 real sounds, got 8 and 3; some hundred of each make a figure to be trusted]`,
  );
});

test("real clips are heard as what they are, and nothing stays behind", async () => {
  const listener = openListener();
  const { result, leaked } = await countTensors(() =>
    realClips(listener, { split: "test", count: 6, seed: 4 }),
  );
  expect(leaked).toBe(0);
  const prompts = result.truths.map((truths, i) => ({ prompt: `prompt ${i}`, truths }));
  const { questions, soundness, scale } = adherence(result.heard, { prompts, real: result });
  const shareOf = (truth: string, judge: string) =>
    questions.find((one) => one.truth === truth && one.judge === judge)!.generated.share;
  expect(shareOf("instrument", "classifier")).toBeGreaterThan(0.9);
  expect(shareOf("register", "classifier")).toBeGreaterThan(0.9);
  expect(shareOf("register", "signal")).toBeGreaterThan(0.9);
  expect(scale.generated.share).toBeGreaterThan(0.9);
  expect(Object.values(soundness).map(({ right }) => right)).toEqual([0, 0, 0]);
  listener.dispose();
}, 300_000);

test("sounds without a batch axis are refused", async () => {
  const listener = openListener();
  const none = tf.zeros<tf.Rank.R2>([0, 16000]);
  await expect(hearSounds(listener, none)).rejects.toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: hearSounds: expected waveforms as [N, S], at least one of them, got [0, 16000]; stack the sounds; add the batch axis to a single one]`,
  );
  none.dispose();
  listener.dispose();
});
