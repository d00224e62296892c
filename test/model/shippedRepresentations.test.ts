/** What the shipped weights reach on the test split, which no training and no choice of settings has seen. */
import { beforeAll, describe, expect, test } from "vitest";
import type { AudioClip } from "../../src/audio/clip";
import { openCorpus } from "../../src/corpus/corpus";
import { roundTrip } from "../../src/evaluation/roundTrip";
import { openFrameCodes } from "../../src/model/frameCodec/openFrameCodes";
import { openListener } from "../../src/model/listener/listener";
import { listenerQuestions } from "../../src/model/listener/listenerNetwork";
import { openRepresentation } from "../../src/model/openRepresentation";
import type { RepresentationName } from "../../src/model/openRepresentation";
import { openRepresentationDiffusion } from "../../src/model/representationDiffusion/representationDiffusions";
import type { RepresentationDiffusionName } from "../../src/model/representationDiffusion/representationDiffusions";
import { frameErrors } from "../../src/representation/frames/frameErrors";
import { prepareBackend } from "../../src/tensor/backend";
import { countTensors } from "../../src/tensor/budget";
import { tf } from "../../src/tensor/tf";
import type { Tensor2D } from "../../src/tensor/tf";

let clips: AudioClip[];
beforeAll(async () => {
  await prepareBackend();
  const corpus = await openCorpus({ split: "test", count: 8, seconds: 4.096 });
  clips = Array.from(corpus, ({ clip }) => clip);
});

/** What is asked of 8 test clips. */
interface Asked {
  readonly logMelL1: number;
  readonly convergence: number;
  /** Share of voiced frames within 50 cents; 0.95 unless given. */
  readonly pitch?: number;
  /** Share of onsets within 30 ms; 0.9 unless given. */
  readonly onsets?: number;
}

/** What the cards say of 48 validation clips, and a little room. */
const limits: Partial<Record<RepresentationName, Asked>> = {
  "complex-stft": { logMelL1: 0.001, convergence: 0.002 },
  "log-mel": { logMelL1: 0.12, convergence: 0.22 },
  "latent-mel": { logMelL1: 0.17, convergence: 0.25 },
  "frame-latent": { logMelL1: 0.17, convergence: 0.27 },
  "dac-latent": { logMelL1: 0.47, convergence: 0.47, pitch: 0.8, onsets: 0.78 },
};

describe.each(Object.entries(limits))("%s", (name, asked) => {
  test("gives music back, in tune and in time, and nothing else", async () => {
    const { result: row, leaked } = await countTensors(async () => {
      const representation = openRepresentation(name as RepresentationName);
      const measured = await roundTrip(representation, clips);
      representation.dispose();
      return measured;
    });
    expect(leaked).toBe(0);
    expect(row.logMelL1.mean).toBeLessThan(asked.logMelL1);
    expect(row.spectralConvergence.mean).toBeLessThan(asked.convergence);
    expect(row.pitchWithin50Cents!.mean).toBeGreaterThan(asked.pitch ?? 0.95);
    expect(row.onsetsWithin30ms!.mean).toBeGreaterThan(asked.onsets ?? 0.9);
    expect(row.defects.clicks).toBe(0);
    expect(row.defects.clippedSamples).toBe(0);
    expect(row.defects.silence).toBeLessThan(-60);
  });
});

test("the same clip gives the same numbers and the same sound, bit for bit", () => {
  const latent = openRepresentation("frame-latent");
  const waveform = tf.tensor2d(clips[0].channels[0].slice(0, 16384), [1, 16384]);
  const once = (): Float32Array =>
    tf.tidy(() => latent.decode(latent.encode(waveform)).dataSync<"float32">());
  expect(once()).toEqual(once());
  waveform.dispose();
  latent.dispose();
});

test.each(["dac", "encodec"] as const)("more %s dictionaries, less error", (kind) => {
  const codes = openFrameCodes(kind);
  const waveform = tf.tidy(
    () => tf.stack(clips.slice(0, 4).map(({ channels }) => tf.tensor1d(channels[0]))) as Tensor2D,
  );
  const errors = [1, 2, 4, 8, 16].map((quantisers) =>
    tf.tidy(() => frameErrors(waveform, codes.roundTrip(waveform, { quantisers })).logMelL1),
  );
  expect(errors).toEqual([...errors].sort((a, b) => b - a));
  expect(errors[4]).toBeLessThan(0.4 * errors[0]);
  waveform.dispose();
  codes.dispose();
});

test.each([
  ["diffusion-latent", 6],
  ["diffusion-latent-mel", 4],
] as const)(
  "%s makes the instrument and the register that it is asked for, at least %d times in 8",
  async (name: RepresentationDiffusionName, least) => {
    const [model, listener] = [await openRepresentationDiffusion(name), openListener()];
    const wish = { instrument: "flute", register: "high" } as const;
    const options = { ...wish, count: 8, steps: 12 };
    const sounds = model.generate(options);
    const answers = listener.classify(sounds);
    for (const question of ["instrument", "register"] as const) {
      const names: readonly string[] = listenerQuestions[question];
      const heard = tf.tidy(() => [...answers[question].argMax(1).dataSync()]);
      const right = heard.filter((answer) => names[answer] === wish[question]);
      expect(right.length).toBeGreaterThanOrEqual(least);
    }
    const again = model.generate(options);
    expect(again.dataSync()).toEqual(sounds.dataSync());
    tf.dispose([sounds, again, ...Object.values(answers)]);
    model.dispose();
    listener.dispose();
  },
);
