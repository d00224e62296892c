import { beforeAll, expect, test } from "vitest";
import { monoClip } from "../../src/audio/clip";
import { clipFromTensor, clipToTensor } from "../../src/audio/clipTensor";
import { prepareBackend } from "../../src/tensor/backend";
import { countTensors } from "../../src/tensor/budget";
import { tf } from "../../src/tensor/tf";
import { noise } from "./sound";

beforeAll(async () => {
  await prepareBackend();
});

test("to a tensor and back is the same clip, and leaves nothing behind", async () => {
  const clip = monoClip(noise(100), 8000);
  const { result, leaked } = await countTensors(async () => {
    const tensor = clipToTensor(clip);
    const back = await clipFromTensor(tensor, 8000);
    tensor.dispose();
    return back;
  });
  expect(result).toEqual(clip);
  expect(leaked).toBe(0);
});

test("a batch of several is no clip", async () => {
  const batch = tf.zeros([2, 100]);
  await expect(clipFromTensor(batch, 8000)).rejects.toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: clipFromTensor: expected one waveform, [S] or [1, S], got [2, 100]; take one item of the batch: waveforms.slice([i, 0], [1, -1])]`,
  );
  batch.dispose();
});

test("a diverged waveform is no clip", async () => {
  const waveform = tf.tensor1d([0, Number.NaN]);
  await expect(clipFromTensor(waveform, 8000)).rejects.toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: clipFromTensor: expected finite samples, got NaN at sample 1 (0.0001 s) of channel 0; look at what made the clip: a division by zero, or training that diverged]`,
  );
  waveform.dispose();
});
