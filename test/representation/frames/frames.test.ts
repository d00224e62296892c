import { beforeAll, expect, test } from "vitest";
import { magnitude } from "../../../src/audio/magnitude";
import { Parameters } from "../../../src/nn/parameters";
import { frameErrors } from "../../../src/representation/frames/frameErrors";
import { frameHead } from "../../../src/representation/frames/frameHead";
import { frameLosses } from "../../../src/representation/frames/frameLoss";
import { framePicture } from "../../../src/representation/frames/framePicture";
import {
  frameLogMel,
  frameSpectrum,
  logSize,
  sizeOfLog,
  soundOfFrames,
  wholeFrames,
} from "../../../src/representation/frames/frameSpectrum";
import { accumulate, frameSynthesis } from "../../../src/representation/frames/frameSynthesis";
import { prepareBackend } from "../../../src/tensor/backend";
import { seededNoise } from "../../../src/tensor/random";
import { tf } from "../../../src/tensor/tf";
import type { Rank, Tensor3D } from "../../../src/tensor/tf";
import { gradientError } from "../../nn/gradients";
import { tones } from "../sounds";

beforeAll(async () => {
  await prepareBackend();
});

test("frames tile the sound: S = 256·T samples are T frames, and come back", () => {
  tf.tidy(() => {
    const sound = tones([220, 441.7], 256 * 40);
    const spectrum = frameSpectrum(sound);
    expect(spectrum.real.shape).toEqual([2, 40, 513]);
    expect(frameLogMel(sound).shape).toEqual([2, 40, 80]);
    const back = soundOfFrames(spectrum);
    expect(back.shape).toEqual(sound.shape);
    expect(back.sub(sound).abs().max().dataSync()[0]).toBeLessThan(1e-5);
  });
});

test("silence is the floor, and the floor is silence", () => {
  tf.tidy(() => {
    const mel = frameLogMel(tf.zeros([1, 4096]));
    expect(mel.max().dataSync()[0]).toBeCloseTo(Math.log(0.1), 5);
    expect(sizeOfLog(mel).max().dataSync()[0]).toBeLessThan(1e-7);
    const sizes = seededNoise<Rank.R3>([1, 4, 5], 1).abs<Tensor3D>();
    expect(sizeOfLog(logSize(sizes)).sub(sizes).abs().max().dataSync()[0]).toBeLessThan(1e-6);
  });
});

test("zeros fill the last frame; too little sound is an error that says so", () => {
  tf.tidy(() => {
    expect(wholeFrames(tf.zeros([1, 1000]), 512).shape).toEqual([1, 1024]);
    expect(wholeFrames(tf.zeros([1, 1024]), 512).shape).toEqual([1, 1024]);
    expect(() => wholeFrames(tf.zeros([1, 384]))).toThrowErrorMatchingInlineSnapshot(
      `[TutorialError: encode: expected waveforms [B, S] of more than 384 samples, 24 ms, got [1, 384]; take a longer clip, or add the batch axis: clipToTensor(clip)]`,
    );
    expect(() => wholeFrames(tf.zeros([4096]))).toThrowErrorMatchingInlineSnapshot(
      `[TutorialError: encode: expected waveforms [B, S] of more than 384 samples, 24 ms, got [4096]; take a longer clip, or add the batch axis: clipToTensor(clip)]`,
    );
  });
});

test("turns add up to the phases they came from, from wherever the first frame stood", () => {
  tf.tidy(() => {
    // Without its beginning, since out of silence there is no turn.
    const sound = tones([330], 256 * 32).slice([0, 256 * 8], [1, 256 * 24]);
    const { advance } = framePicture(sound);
    const phases = accumulate(advance);
    const spectrum = frameSpectrum(sound);
    const size = magnitude(spectrum);
    // Each bin may be off by a constant angle, that of its first frame.
    const real = phases.real.mul(spectrum.real).add(phases.imag.mul(spectrum.imag)).div(size);
    const imag = phases.real.mul(spectrum.imag).sub(phases.imag.mul(spectrum.real)).div(size);
    const steady = (part: tf.Tensor): tf.Tensor => part.slice([0, 0, 20], [1, 24, 60]);
    const drift = (part: tf.Tensor): number => {
      const first = steady(part).slice([0, 0, 0], [1, 1, 60]);
      return steady(part).sub(first).abs().max().dataSync()[0];
    };
    expect(drift(real)).toBeLessThan(1e-3);
    expect(drift(imag)).toBeLessThan(1e-3);
  });
});

test("a steady hum of all bins does not click once a frame", () => {
  tf.tidy(() => {
    const shape: [number, number, number] = [1, 16, 513];
    // Each bin turns by 2πk/4 from frame to frame, as a wave at its centre does.
    const turns = tf
      .range(0, 513)
      .mul(Math.PI / 2)
      .reshape([1, 1, 513])
      .tile<Tensor3D>([1, 16, 1]);
    const advance = { real: turns.cos(), imag: turns.sin() };
    const picture = { logMagnitude: tf.ones<Rank.R3>(shape), advance };
    const sound = frameSynthesis(picture, { iterations: 0 }).abs();
    // Were all bins in step at the start, the peak would be 32 times the root mean square.
    const crest = sound.max().div(sound.square().mean().sqrt()).dataSync()[0];
    expect(crest).toBeLessThan(6);
  });
});

test("the picture of a sound loses nothing to itself, and makes nearly that sound", () => {
  tf.tidy(() => {
    const sound = tones([196, 523], 256 * 64);
    const picture = framePicture(sound);
    for (const loss of Object.values(frameLosses(picture, picture))) {
      expect(loss.dataSync()[0]).toBeLessThan(1e-3);
    }
    const none = frameErrors(sound, frameSynthesis(picture, { iterations: 0 }));
    const some = frameErrors(sound, frameSynthesis(picture, { iterations: 8 }));
    expect(some.spectralConvergence).toBeLessThan(none.spectralConvergence);
    expect(some.spectralConvergence).toBeLessThan(0.15);
    expect(some.logMelL1).toBeLessThan(0.1);
  });
});

test("a head says what a picture is, and gradients reach it through every loss", () => {
  const parameters = new Parameters(7);
  const h = seededNoise<Rank.R3>([1, 6, 4], 2);
  const target = tf.tidy(() => framePicture(tones([300], 256 * 6)));
  const loss = (): tf.Scalar =>
    tf.tidy(() => {
      const losses = frameLosses(frameHead(parameters, "head", h), target);
      return tf.addN<tf.Scalar>(Object.values(losses));
    });
  expect(gradientError(parameters, loss)).toBeLessThan(0.02);
  tf.tidy(() => {
    const { logMagnitude, advance } = frameHead(parameters, "head", h);
    expect(logMagnitude.shape).toEqual([1, 6, 513]);
    expect(logMagnitude.min().dataSync()[0]).toBeGreaterThanOrEqual(Math.log(0.1));
    const length = advance.real.square().add(advance.imag.square());
    expect(length.sub(1).abs().max().dataSync()[0]).toBeLessThan(0.01);
  });
  tf.dispose([h, target.logMagnitude, target.advance.real, target.advance.imag]);
  parameters.dispose();
});

test("no tensor stays behind", () => {
  const sound = tones([260], 256 * 16);
  const before = tf.memory().numTensors;
  frameSynthesis(tf.tidy(() => framePicture(sound))).dispose();
  expect(tf.memory().numTensors - before).toBe(3); // the picture itself
  frameErrors(sound, sound);
  expect(tf.memory().numTensors - before).toBe(3);
});
