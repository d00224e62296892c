import { beforeAll, describe, expect, test } from "vitest";
import { logMel } from "../../src/audio/logMel";
import { melFilterBank } from "../../src/audio/melFilterBank";
import { hzToMel, melToHz } from "../../src/audio/melScale";
import { melSpectrogram } from "../../src/audio/melSpectrogram";
import { prepareBackend } from "../../src/tensor/backend";
import { countTensors } from "../../src/tensor/budget";
import { tf } from "../../src/tensor/tf";
import type { Tensor2D } from "../../src/tensor/tf";
import { largestDifference, noise, onEachBackend, sine } from "./sound";

beforeAll(async () => {
  await prepareBackend();
});

test("the two scales, at points that their papers state, and back again", () => {
  expect(hzToMel(1000, "slaney")).toBeCloseTo(15, 9);
  expect(hzToMel(6400, "slaney")).toBeCloseTo(42, 9);
  expect(hzToMel(700, "htk")).toBeCloseTo(2595 * Math.log10(2), 9);
  for (const scale of ["slaney", "htk"] as const) {
    for (const frequency of [0, 60, 999.9, 1000, 4321, 22050]) {
      expect(melToHz(hzToMel(frequency, scale), scale)).toBeCloseTo(frequency, 8);
    }
  }
});

describe("filters", () => {
  const options = { sampleRate: 16000, fftSize: 16384, bands: 20 };

  test("norm slaney: every triangle has an area of 1", () => {
    const { weights, bins, bands } = melFilterBank(options);
    for (let m = 0; m < bands; m++) {
      const area = weights.slice(m * bins, (m + 1) * bins).reduce((sum, w) => sum + w, 0);
      expect((area * 16000) / 16384).toBeCloseTo(1, 3);
    }
  });

  test("norm none: neighbours add up to 1 between the first peak and the last", () => {
    const { weights, bins, bands, frequencies } = melFilterBank({ ...options, norm: "none" });
    for (let k = 0; k < bins; k += 97) {
      const frequency = (k * 16000) / 16384;
      if (frequency < frequencies[1] || frequency > frequencies[bands]) continue;
      let sum = 0;
      for (let m = 0; m < bands; m++) sum += weights[m * bins + k];
      expect(sum).toBeCloseTo(1, 5);
    }
  });

  test("a tone falls into the band around it", () => {
    const settings = { sampleRate: 16000, fftSize: 1024, bands: 40 };
    const { frequencies } = melFilterBank(settings);
    const x = tf.tensor2d(sine(frequencies[21], 16000, 8000), [1, 8000]);
    const mel = tf.tidy(() => melSpectrogram(x, settings).mean(1).dataSync());
    expect(mel.indexOf(Math.max(...mel))).toBe(20);
    x.dispose();
  });

  test("what makes no filter bank is refused", () => {
    const bad = (more: object) => () => melFilterBank({ ...options, ...more });
    expect(bad({ maximum: 9000 })).toThrowErrorMatchingInlineSnapshot(
      `[TutorialError: melFilterBank: expected bands >= 1, fftSize >= 1, 0 <= minimum < maximum <= 8000 Hz (Nyquist), got bands 20, fftSize 16384, minimum 0, maximum 9000; leave minimum and maximum out to cover the whole spectrum]`,
    );
    expect(bad({ bands: 0 })).toThrowErrorMatchingInlineSnapshot(
      `[TutorialError: melFilterBank: expected bands >= 1, fftSize >= 1, 0 <= minimum < maximum <= 8000 Hz (Nyquist), got bands 0, fftSize 16384, minimum 0, maximum 8000; leave minimum and maximum out to cover the whole spectrum]`,
    );
    expect(bad({ minimum: 500, maximum: 400 })).toThrowErrorMatchingInlineSnapshot(
      `[TutorialError: melFilterBank: expected bands >= 1, fftSize >= 1, 0 <= minimum < maximum <= 8000 Hz (Nyquist), got bands 20, fftSize 16384, minimum 500, maximum 400; leave minimum and maximum out to cover the whole spectrum]`,
    );
  });
});

describe.each(["hifigan", "vocos", "whisper", "librosa"] as const)(
  "log-mel of %s",
  (convention) => {
    const sizes = { sampleRate: 16000, fftSize: 256, hop: 64, bands: 16 };

    test("the same numbers and slopes on every backend", async () => {
      const samples = noise(1024).map((x) => x * 0.1);
      const results = await onEachBackend(() =>
        tf.tidy(() => {
          const x = tf.tensor2d(samples, [1, 1024]);
          const loss = (w: Tensor2D) => logMel(w, convention, sizes).square().mean().asScalar();
          const gradient = tf.grad((w) => loss(w as Tensor2D))(x);
          return [logMel(x, convention, sizes), gradient].map((t) => t.dataSync<"float32">());
        }),
      );
      const [first, ...others] = [...results.values()];
      for (const other of others) {
        other.forEach((numbers, i) => {
          const scale = Math.max(1, ...first[i].map(Math.abs));
          expect(largestDifference(numbers, first[i]) / scale).toBeLessThan(1e-4);
        });
      }
    });

    test("frames by the hop, finite in silence, nothing left behind", async () => {
      const silence = tf.tensor2d(new Float32Array(2048), [2, 1024]);
      const { result, leaked } = await countTensors(() => logMel(silence, convention, sizes));
      expect(result.shape).toEqual([2, convention === "hifigan" ? 16 : 17, 16]);
      expect(result.dataSync().every(Number.isFinite)).toBe(true);
      expect(leaked).toBe(1);
      tf.dispose([silence, result]);
    });
  },
);

test("an item of a batch does not hear its neighbours", () => {
  tf.tidy(() => {
    const sizes = { sampleRate: 16000, fftSize: 256, bands: 16 };
    const quiet = tf.tensor2d(noise(1024), [1, 1024]).mul<Tensor2D>(1e-3);
    const batch = tf.concat<Tensor2D>([quiet, quiet.mul<Tensor2D>(1e3)], 0);
    const alone = logMel(quiet, "whisper", sizes).dataSync();
    const together = logMel(batch, "whisper", sizes).slice([0], [1]).dataSync();
    expect(largestDifference(together, alone)).toBeLessThan(1e-5);
  });
});
