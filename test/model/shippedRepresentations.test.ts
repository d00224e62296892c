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

/** At most so large on 8 clips: what the cards say of 48 validation clips, and a little room. */
const limits: Partial<Record<RepresentationName, readonly [number, number]>> = {
  "complex-stft": [0.001, 0.002],
  "log-mel": [0.12, 0.22],
  "latent-mel": [0.17, 0.25],
  "frame-latent": [0.17, 0.27],
};

describe.each(Object.entries(limits))("%s", (name, [logMelL1, convergence]) => {
  test("gives music back, in tune and in time, and nothing else", async () => {
    const representation = openRepresentation(name as RepresentationName);
    const { result: row, leaked } = await countTensors(() => roundTrip(representation, clips));
    representation.dispose();
    expect(leaked).toBe(0);
    expect(row.logMelL1.mean).toBeLessThan(logMelL1);
    expect(row.spectralConvergence.mean).toBeLessThan(convergence);
    expect(row.pitchWithin50Cents!.mean).toBeGreaterThan(0.95);
    expect(row.onsetsWithin30ms!.mean).toBeGreaterThan(0.9);
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

test.each(["diffusion-latent", "diffusion-latent-mel"] as const)(
  "%s makes the instrument and the register that it is asked for",
  async (name: RepresentationDiffusionName) => {
    const [model, listener] = [await openRepresentationDiffusion(name), openListener()];
    const wish = { instrument: "flute", register: "high" } as const;
    const options = { ...wish, count: 4, steps: 10 };
    const sounds = model.generate(options);
    const answers = listener.classify(sounds);
    for (const question of ["instrument", "register"] as const) {
      const names: readonly string[] = listenerQuestions[question];
      const heard = tf.tidy(() => [...answers[question].argMax(1).dataSync()]);
      const right = heard.filter((answer) => names[answer] === wish[question]);
      expect(right.length).toBeGreaterThanOrEqual(3);
    }
    const again = model.generate(options);
    expect(again.dataSync()).toEqual(sounds.dataSync());
    tf.dispose([sounds, again, ...Object.values(answers)]);
    model.dispose();
    listener.dispose();
  },
);
