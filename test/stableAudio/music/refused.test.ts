/** What a model does not make, and how it says so. */
import { afterAll, beforeAll, expect, test } from "vitest";
import type { StableAudioOptions } from "../../../src/stableAudio/music/options";
import type { StableAudio } from "../../../src/stableAudio/music/stableAudio";
import { openStableAudio } from "../../../src/stableAudio/open/open";
import { prepareBackend } from "../../../src/tensor/backend";
import { countTensors } from "../../../src/tensor/budget";
import { openFolder, tiny } from "../open/places";

const prompt = "a drum loop";

let small: StableAudio;
let open: StableAudio;
beforeAll(async () => {
  await prepareBackend();
  small = await openStableAudio(tiny);
  open = await openStableAudio(openFolder);
});
afterAll(() => [small, open].forEach((model) => model.dispose()));

const clip = { channels: [new Float32Array(40)], sampleRate: 16 };
const cases: [string, () => StableAudio, StableAudioOptions, (string | string[])?][] = [
  ["no length", () => small, { seconds: 0 }],
  ["too long", () => small, { seconds: 5.1 }],
  ["a length that is none", () => small, { seconds: Number.NaN }],
  ["a start that the model does not know", () => small, { seconds: 1, secondsStart: 3 }],
  ["a track shorter than the music", () => open, { seconds: 4, secondsTotal: 3 }],
  ["a track longer than any", () => open, { seconds: 4, secondsTotal: 600 }],
  ["no step", () => small, { steps: 0 }],
  ["another family's sampler", () => small, { sampler: "dpmpp-3m-sde" }],
  ["no prompt", () => small, {}, []],
  ["as many negatives as there are not prompts", () => small, { negative: ["a", "b"] }],
  ["an interval that falls", () => open, { interval: [0.6, 0.2] }],
  ["a recording without a noise level", () => small, { vary: clip }],
  ["a noise level beyond the way", () => small, { vary: clip, noiseLevel: 3 }],
  ["a noise level below the last", () => open, { vary: clip, noiseLevel: 0.2 }],
];
test.each(cases)(
  "%s is refused at once, and leaves nothing",
  async (_, model, options, prompts = prompt) => {
    const begun = performance.now();
    const { result, leaked } = await countTensors(() =>
      model()
        .generate(prompts, { steps: 2, ...options })
        .then(
          () => "made",
          (error: unknown) => String(error),
        ),
    );
    expect(performance.now() - begun).toBeLessThan(2000);
    expect(leaked).toBe(0);
    expect(result).toMatchSnapshot();
  },
);
