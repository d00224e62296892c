import { beforeAll, expect, test } from "vitest";
import { agreeWithMel } from "../../../src/representation/frames/agreeWithMel";
import { melOf } from "../../../src/representation/frames/bands";
import { framePicture } from "../../../src/representation/frames/framePicture";
import { frameLogMel, logSize, sizeOfLog } from "../../../src/representation/frames/frameSpectrum";
import { prepareBackend } from "../../../src/tensor/backend";
import { seededNoise } from "../../../src/tensor/random";
import { tf } from "../../../src/tensor/tf";
import type { Tensor3D } from "../../../src/tensor/tf";
import { tones } from "../sounds";

beforeAll(async () => {
  await prepareBackend();
});

/** Mean |Δ ln(0.1 + mel)| of a picture. */
const miss = (logMagnitude: Tensor3D, logMel: Tensor3D): number =>
  tf.tidy(() => {
    const bands = logSize(melOf(sizeOfLog(logMagnitude)));
    return bands.sub(logMel).abs().mean().dataSync()[0];
  });

test("the bands of a picture come to what the mel says, round by round", () => {
  tf.tidy(() => {
    const sound = tones([220, 523], 256 * 20);
    const logMel = frameLogMel(sound);
    const { logMagnitude, advance } = framePicture(sound);
    const blurred = logMagnitude.add(seededNoise(logMagnitude.shape, 1).mul(0.5));
    const wrong = { logMagnitude: blurred.maximum<Tensor3D>(Math.log(0.1)), advance };
    const errors = [0, 1, 2, 3].map((rounds) =>
      miss(agreeWithMel(wrong, logMel, rounds).logMagnitude, logMel),
    );
    for (let i = 1; i < 4; i++) expect(errors[i]).toBeLessThan(errors[i - 1]);
    expect(errors[3]).toBeLessThan(0.35 * errors[0]);
  });
});

test("a picture that agrees already is left as it is", () => {
  tf.tidy(() => {
    const sound = tones([330], 256 * 12);
    const picture = framePicture(sound);
    const same = agreeWithMel(picture, frameLogMel(sound));
    const change = same.logMagnitude.sub(picture.logMagnitude).abs().max();
    expect(change.dataSync()[0]).toBeLessThan(1e-3);
  });
});

test("silence stays silence", () => {
  tf.tidy(() => {
    const sound = tf.zeros<tf.Rank.R2>([1, 256 * 8]);
    const logMel = frameLogMel(sound);
    const hum = tf.fill<tf.Rank.R3>([1, 8, 513], 0);
    const picture = { logMagnitude: hum, advance: framePicture(sound).advance };
    const { logMagnitude } = agreeWithMel(picture, logMel);
    // From 31 Hz on; no band hears what lies below.
    const heard = sizeOfLog(logMagnitude).slice([0, 0, 2], [1, 8, 510]);
    expect(heard.max().dataSync()[0]).toBeLessThan(0.01);
  });
});
