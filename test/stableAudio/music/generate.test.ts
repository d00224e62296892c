/** From prompts to clips, with the smallest models there are. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { peak } from "../../../src/audio/level";
import type { StableAudioOptions } from "../../../src/stableAudio/music/options";
import type { StableAudioProgress } from "../../../src/stableAudio/music/progress";
import type { StableAudio } from "../../../src/stableAudio/music/stableAudio";
import { openStableAudio } from "../../../src/stableAudio/open/open";
import { seededStableAudioNoise } from "../../../src/stableAudio/sampling/noise";
import { prepareBackend } from "../../../src/tensor/backend";
import { countTensors } from "../../../src/tensor/budget";
import { tf } from "../../../src/tensor/tf";
import { openFolder, tiny } from "../open/places";

const prompt = "a drum loop";
const quick = { steps: 2, seconds: 1 };

let small: StableAudio;
let open: StableAudio;
beforeAll(async () => {
  await prepareBackend();
  small = await openStableAudio(tiny);
  open = await openStableAudio(openFolder);
  // The tables of positions are made once, and kept.
  for (const model of [small, open]) await model.generate(prompt, quick);
});
afterAll(() => [small, open].forEach((model) => model.dispose()));

async function samples(model: StableAudio, options: StableAudioOptions): Promise<Float32Array> {
  const { clips } = await model.generate(prompt, { steps: 3, ...options });
  return clips[0].channels[0];
}

describe("what comes back", () => {
  test("clips of the length asked for, in stereo, as loud as can be, and no tensor", async () => {
    const { result, leaked } = await countTensors(() => small.generate([prompt, "bass"], { seconds: 2.5 })); // prettier-ignore
    expect(leaked).toBe(0);
    expect(result.clips).toHaveLength(2);
    for (const clip of result.clips) {
      expect(clip.sampleRate).toBe(64);
      expect(clip.channels.map(({ length }) => length)).toEqual([160, 160]);
      expect(peak(clip)).toBe(1);
    }
    expect(result.notices).toEqual([]);
  });

  test("is named by the seed, and a short piece is the beginning of the long one, to the bit", async () => {
    const long = await samples(small, { normalise: false, secondsTotal: 4 });
    expect(long).toHaveLength(256);
    const short = await samples(small, { normalise: false, secondsTotal: 4, seconds: 1.5 });
    expect(short).toEqual(long.slice(0, 96));
    const other = await samples(small, {
      normalise: false,
      secondsTotal: 4,
      seconds: 1.5,
      seed: 8,
    });
    expect(other).not.toEqual(short);
  });

  test("is what the walk leads to", async () => {
    const request = { prompt, secondsTotal: 1.5 };
    const decoded = tf.tidy(() => {
      const steps = [...small.walk([request], { steps: 3 })].map(({ step }) => step);
      expect(steps).toEqual([0, 1, 2, 3]);
      for (const { step, x0 } of small.walk([request], { steps: 3 })) {
        if (step === 3) return small.autoencoder.decode(x0 as tf.Tensor3D).slice([0, 0, 0], [1, 96, 1]); // prettier-ignore
      }
      throw new Error("the walk has no end");
    });
    const clip = await samples(small, { normalise: false, seconds: 1.5 });
    expect(Float32Array.from(decoded.dataSync())).toEqual(clip);
    decoded.dispose();
  });

  test("depends on guidance, its rescaling and interval, on a negative prompt and on the sampler", async () => {
    const base = { ...quick, normalise: false } as const;
    const all = await Promise.all(
      [
        base,
        { ...base, guidance: 1 },
        { ...base, rescale: 0.7 },
        { ...base, interval: [0, 0.9] as const },
        { ...base, negative: "low quality" },
        { ...base, sampler: "k-heun" as const },
        { ...base, secondsStart: 3 },
      ].map((options) => samples(open, options)),
    );
    const texts = all.map((one) => one.join());
    expect(new Set(texts).size).toBe(all.length);
  });

  test("with words that are not heard, that is said", async () => {
    const long = Array<string>(40).fill("loop").join(" ");
    const { notices } = await small.generate([prompt, `${long} ☃`], { ...quick, negative: "no" });
    expect(notices).toMatchInlineSnapshot(`
      [
        "The prompt has 43 tokens, of which the model hears 10.",
        "The model's tokenizer does not know ☃: it hears that something is there, not what.",
        "The negative prompt is not heard: with a guidance of 1 the network is asked once a step.",
      ]
    `);
  });
});

describe("a recording is varied", () => {
  const clip = {
    channels: [Float32Array.from({ length: 40 }, (_, i) => Math.sin(i / 3))],
    sampleRate: 16,
  };

  test("the less noise is put on it, the nearer to it", async () => {
    const noise = seededStableAudioNoise(7);
    const spread = async (
      model: StableAudio,
      noiseLevels: readonly number[],
    ): Promise<number[]> => {
      const all = noiseLevels.map(async (noiseLevel) => {
        let first = 0;
        const watch = ({ step, x0 }: { step: number; x0: tf.Tensor }): void => {
          if (step === 0) first = tf.tidy(() => x0.sub(latents).square().mean().dataSync()[0]);
        };
        await model.generate(prompt, {
          ...quick,
          vary: clip,
          noiseLevel,
          noise,
          watch,
          guidance: 1,
        });
        return first;
      });
      return Promise.all(all);
    };
    const audio = tf.zeros<tf.Rank.R3>([1, 320, 2]);
    let latents: tf.Tensor = small.latentsOf(audio, noise);
    const flow = await spread(small, [0.15, 0.9]);
    latents.dispose();
    expect(flow[0]).toBeLessThan(flow[1]);
    audio.dispose();
    const longer = tf.zeros<tf.Rank.R3>([1, 768, 2]);
    latents = open.latentsOf(longer, noise);
    const levels = await spread(open, [0.4, 50]);
    tf.dispose([longer, latents]);
    expect(levels[0]).toBeLessThan(levels[1]);
  });

  test("leaving nothing", async () => {
    const vary = { ...quick, vary: clip, noiseLevel: 0.5 };
    expect((await countTensors(() => small.generate(prompt, vary))).leaked).toBe(0);
  });
});

describe("on the way", () => {
  test("it tells how far it is and how long it will take", async () => {
    const told: StableAudioProgress[] = [];
    await small.generate(prompt, { steps: 4, progress: (one) => void told.push(one) });
    const network = told.filter(({ stage }) => stage === "network");
    expect(network.map(({ done, total }) => [done, total])).toEqual([[0, 4], [1, 4], [2, 4], [3, 4], [4, 4]]); // prettier-ignore
    expect(told[0]).toMatchObject({ share: 0, secondsLeft: undefined });
    const shares = told.map(({ share }) => share);
    expect([...shares].sort((a, b) => a - b)).toEqual(shares);
    expect(told.at(-1)).toMatchObject({ stage: "decoder", done: 320, total: 320, share: 1, secondsLeft: 0 }); // prettier-ignore
    expect(told[2].secondsLeft).toBeGreaterThan(0);
  });

  test("it stops when told, at any step and while decoding, and leaves nothing", async () => {
    for (const last of [0, 2, "decoder"] as const) {
      const stop = new AbortController();
      const { result, leaked } = await countTensors(async () => {
        let steps = 0;
        const made = small.generate(prompt, {
          steps: 4,
          signal: stop.signal,
          watch: ({ step }) => {
            steps++;
            if (step === last) stop.abort(new Error("enough"));
          },
          progress: ({ stage }) => {
            if (stage === last) stop.abort(new Error("enough"));
          },
        });
        const error = await made.then(
          () => "made",
          (reason: unknown) => String(reason),
        );
        return { steps, error };
      });
      expect(result).toEqual({ steps: last === "decoder" ? 5 : last + 1, error: "Error: enough" });
      expect(leaked).toBe(0);
    }
  });
});
