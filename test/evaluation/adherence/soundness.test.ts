import { beforeAll, expect, test } from "vitest";
import { monoClip } from "../../../src/audio/clip";
import { soundness } from "../../../src/evaluation/adherence/soundness";
import { transcribe } from "../../../src/evaluation/adherence/transcribe";
import { prepareBackend } from "../../../src/tensor/backend";
import { changed, noisy, sampleRate, scale, tune } from "../sounds";

beforeAll(async () => void (await prepareBackend()));

const music = tune(scale, 2);
const nothing = monoClip(new Float32Array(32000), sampleRate);
const judge = (clip: typeof music) => soundness(clip, transcribe(clip));

test("music is sound; silence, clipping and noise are told apart", () => {
  expect(judge(music)).toEqual({ silent: false, clipped: false, noise: false });
  expect(judge(noisy(music, 0.01))).toEqual({ silent: false, clipped: false, noise: false });
  expect(judge(nothing)).toEqual({ silent: true, clipped: false, noise: false });
  expect(judge(changed(music, (x) => x / 1000)).silent).toBe(true);
  expect(judge(changed(music, (x) => 5 * x)).clipped).toBe(true);
  expect(judge(changed(music, (x) => Math.max(-1, Math.min(1, 5 * x)))).clipped).toBe(true);
  expect(judge(noisy(nothing, 0.1))).toEqual({ silent: false, clipped: false, noise: true });
});
