/** What the shipped CLAP reaches on test clips, which no training and no choice of settings has seen. */
import { beforeAll, expect, test } from "vitest";
import { openClipPool } from "../../../src/corpus/clipPool";
import { openClap } from "../../../src/model/clap/clap";
import { beginAsListener, callClap } from "../../../src/model/clap/clapNetwork";
import { nearestRows, promptEmbeddings } from "../../../src/model/clap/zeroShot";
import { listenerQuestions } from "../../../src/model/listener/listenerNetwork";
import { readTrained } from "../../../src/model/weights/trainedFiles";
import { Parameters } from "../../../src/nn/parameters";
import { prepareBackend } from "../../../src/tensor/backend";
import { countTensors } from "../../../src/tensor/budget";
import { tf } from "../../../src/tensor/tf";

beforeAll(async () => {
  await prepareBackend();
});

test("instruments and registers are heard by prompts alone; true texts score higher than others", async () => {
  const pool = await openClipPool({ split: "test", count: 16 });
  const { leaked } = await countTensors(async () => {
    const clap = await openClap();
    const waveforms = tf.tidy(() => tf.concat(Array.from({ length: 16 }, (_, i) => pool.waveformAt(i)))); // prettier-ignore
    const sounds = clap.embedSound(waveforms);
    for (const question of ["instrument", "register"] as const) {
      const prompts = await promptEmbeddings(clap, question);
      const words: readonly string[] = listenerQuestions[question];
      const heard = nearestRows(sounds, prompts).map((answer) => words[answer]);
      const right = heard.filter((word, i) => word === pool.factsAt(i)[question]);
      expect(right.length).toBeGreaterThanOrEqual(15);
      prompts.dispose();
    }
    const named = (shift: number): string[] =>
      Array.from({ length: 16 }, (_, i) => `a ${pool.factsAt((i + shift) % 16).instrument} plays`);
    const sum = (scores: readonly number[]): number => scores.reduce((a, b) => a + b, 0);
    const [own, others] = [
      await clap.score(named(0), waveforms),
      await clap.score(named(1), waveforms),
    ];
    expect(sum(own) / 16).toBeGreaterThan(sum(others) / 16 + 0.3);
    tf.dispose([waveforms, sounds]);
    clap.dispose();
  });
  expect(leaked).toBe(0);
}, 180_000);

test("its ears begin as the listener's, all of them", () => {
  const parameters = new Parameters(7);
  callClap(parameters);
  beginAsListener(parameters);
  const listener = Parameters.from(readTrained("listener").weights);
  const [own, heard] = [parameters.values(), listener.values()];
  const ears = Object.keys(own).filter((name) => !/^(text|audio|logScale)/.test(name));
  expect(ears.length).toBeGreaterThan(10);
  for (const name of ears) {
    const apart = tf.tidy(() => own[name].sub(heard[name]).abs().max().dataSync()[0]);
    expect(apart).toBe(0);
  }
  parameters.dispose();
  listener.dispose();
});
