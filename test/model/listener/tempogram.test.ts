import { beforeAll, expect, test } from "vitest";
import { tempogram } from "../../../src/model/listener/tempogram";
import { normal } from "../../../src/nn/initializers";
import { Parameters } from "../../../src/nn/parameters";
import { prepareBackend } from "../../../src/tensor/backend";
import { tf } from "../../../src/tensor/tf";
import type { Rank, Tensor3D } from "../../../src/tensor/tf";
import { gradientError } from "../../nn/gradients";

beforeAll(async () => {
  await prepareBackend();
});

/** A curve with an onset every `distance` frames, [1, T, 1]. */
function pulses(distance: number, frames = 256, first = 0): Tensor3D {
  const values = Array.from({ length: frames }, (_, t) => ((t - first) % distance === 0 ? 1 : 0));
  return tf.tensor3d(values, [1, frames, 1]);
}

const featuresOf = (curves: Tensor3D): Float32Array =>
  tf.tidy(() => tempogram(curves).dataSync<"float32">().slice());
const loudest = (values: Float32Array): number => values.indexOf(Math.max(...values));

test.each([16, 20, 32])("onsets %i frames apart: that pulse and that distance", (distance) => {
  const features = featuresOf(pulses(distance));
  expect(features.length).toBe(220);
  // Every multiple of the pulse is as strong; its own is the first of them.
  const own = Math.round(512 / distance);
  const power = features.slice(0, 110);
  expect(power[own]).toBeGreaterThan(Math.max(...power) - 0.3);
  expect(loudest(power.slice(0, own + 2))).toBe(own);
  const recurrence = features.slice(110);
  expect((loudest(recurrence) + 3) % distance).toBe(0);
});

test("it does not matter when the first onset is, nor how loud all are", () => {
  const [early, late] = [featuresOf(pulses(16)), featuresOf(pulses(16, 256, 7))];
  const louder = tf.tidy(() => featuresOf(pulses(16).mul(50)));
  early.forEach((value, i) => {
    // Between the pulses there is next to nothing, whose logarithm does move with the ends of the window.
    const tolerance = i % 32 === 0 || i >= 110 ? 0.05 : 1;
    expect(Math.abs(value - late[i])).toBeLessThan(tolerance);
    expect(Math.abs(value - louder[i])).toBeLessThan(0.02);
  });
});

test("curves come one after the other; any length will do; silence is no error", () => {
  tf.tidy(() => {
    const both = tf.concat([pulses(16, 100), tf.zeros<Rank.R3>([1, 100, 1])], 2);
    const features = tempogram(both);
    expect(features.shape).toEqual([1, 440]);
    expect(features.isFinite().all().dataSync()[0]).toBe(1);
    const [first] = tf.split(features, 2, 1);
    expect(Array.from(first.dataSync())).toEqual(Array.from(featuresOf(pulses(16, 100))));
  });
});

test("its gradient is right", () => {
  const parameters = new Parameters(7);
  const error = gradientError(parameters, () => {
    const curves = parameters.get<Rank.R3>("curves", [1, 12, 2], normal(1));
    return tempogram(curves).square().mean().asScalar();
  });
  expect(error).toBeLessThan(1e-2);
  parameters.dispose();
});
