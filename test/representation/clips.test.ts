import { beforeAll, expect, test } from "vitest";
import { monoClip } from "../../src/audio/clip";
import { decodeClip, encodeClip } from "../../src/representation/clips";
import { complexSpectrogram } from "../../src/representation/complexSpectrogram";
import { prepareBackend } from "../../src/tensor/backend";
import { countTensors } from "../../src/tensor/budget";

beforeAll(async () => void (await prepareBackend()));

const tone = (samples: number, sampleRate: number): Float32Array =>
  Float32Array.from({ length: samples }, (_, i) => 0.1 * Math.sin((2 * Math.PI * 440 * i) / sampleRate)); // prettier-ignore

test("a stereo clip of another rate goes in, says so, and comes out as long as it was", async () => {
  const representation = complexSpectrogram();
  const left = tone(33075, 22050);
  const { result, leaked } = await countTensors(async () => {
    const { x0, samples, notices } = await encodeClip(representation, {
      channels: [left, left],
      sampleRate: 22050,
    });
    const clip = await decodeClip(representation, x0, samples);
    x0.dispose();
    return { clip, notices };
  });
  expect(leaked).toBe(0);
  expect(result.notices).toHaveLength(2);
  expect(result.clip.sampleRate).toBe(16000);
  expect(result.clip.channels[0]).toHaveLength(24000);
  const wanted = tone(24000, 16000);
  const apart = result.clip.channels[0].map((x, i) => Math.abs(x - wanted[i]));
  expect(Math.max(...apart.subarray(2000, 22000))).toBeLessThan(0.002);
});

test("a clip too short for one window is refused, and nothing is left behind", async () => {
  const { result, leaked } = await countTensors(
    () =>
    encodeClip(complexSpectrogram(), monoClip(tone(300, 16000), 16000)).catch((error) => String(error)), // prettier-ignore
  );
  expect(result).toMatchInlineSnapshot(
    `"TutorialError: encode: expected waveforms [B, S] of more than 384 samples, 24 ms, got [1, 300]; take a longer clip, or add the batch axis: clipToTensor(clip)"`,
  );
  expect(leaked).toBe(0);
});
