import { beforeAll, expect, test } from "vitest";
import { monoClip } from "../../../src/audio/clip";
import { describeClip } from "../../../src/model/musicMap/describeClip";
import { musicMap } from "../../../src/model/musicMap/musicMap";
import type { MusicMap } from "../../../src/model/musicMap/musicMap";
import { Random } from "../../../src/tensor/random";

const count = 160;
let map: MusicMap;
let seconds: number;
const seen: number[] = [];

beforeAll(async () => {
  // Loading tunes and instruments takes its second or two once, whatever the number of clips.
  await musicMap({ count: 4 });
  const { user } = process.cpuUsage();
  map = await musicMap({ count, seed: 3, observe: ({ done }) => void seen.push(done) });
  seconds = (process.cpuUsage().user - user) / 1e6;
}, 60_000);

test("a tone is described by what it is", () => {
  const tone = (hertz: number, gain: (i: number) => number = () => 0.5) =>
    describeClip(
      monoClip(
        Float32Array.from(
          { length: 16000 },
          (_, i) => gain(i) * Math.sin((2 * Math.PI * hertz * i) / 16000),
        ),
        16000,
      ),
    );
  const steady = tone(880);
  expect(Object.keys(steady).length).toBe(32);
  expect(2 ** steady["brightness"]).toBeCloseTo(880, -1);
  expect(steady["brightness, spread"]).toBeLessThan(0.01);
  expect(2 ** steady["zero crossings"]).toBeCloseTo(1761, -1);
  const fading = tone(880, (i) => Math.exp(-i / 3000));
  expect(fading["loudness, spread"]).toBeGreaterThan(10 * steady["loudness, spread"]);
  expect(tone(1760)["brightness"] - steady["brightness"]).toBeCloseTo(1, 1);
  const silence = describeClip(monoClip(new Float32Array(16000), 16000));
  expect(Object.values(silence)).toEqual(new Array(32).fill(0));
});

test("points are white, and each knows its instrument, caption and sound", () => {
  expect(map.points.length).toBe(2 * count);
  for (const axis of [0, 1]) {
    const values = Array.from({ length: count }, (_, n) => map.points[2 * n + axis]);
    const mean = values.reduce((sum, x) => sum + x, 0) / count;
    expect(mean).toBeCloseTo(0, 5);
    expect(values.reduce((sum, x) => sum + x * x, 0) / count).toBeCloseTo(1, 5);
  }
  const plan = map.corpus.planAt(17);
  expect([map.instruments[17], map.captions[17]]).toEqual([plan.facts.instrument, plan.caption]);
  expect([map.instruments.length, map.captions.length]).toEqual([count, count]);
});

test("axes are told in features, the strongest first, and how much they explain", () => {
  const { x, y } = map.axes;
  expect(x.explained).toBeGreaterThan(y.explained);
  expect(map.explained).toBeCloseTo(x.explained + y.explained, 12);
  expect(map.explained).toBeGreaterThan(0.25);
  for (const { weights } of [x, y]) {
    expect(weights[0].weight).toBeGreaterThan(0);
    expect(weights.reduce((sum, { weight }) => sum + weight ** 2, 0)).toBeCloseTo(1, 9);
  }
});

/** Mean over clips of the distance to another of the same name, by the mean to all others. */
function closeness(names: readonly string[]): number {
  const { points } = map;
  let [near, nears, far, fars] = [0, 0, 0, 0];
  for (let i = 0; i < count; i++) {
    for (let j = 0; j < i; j++) {
      const apart = Math.hypot(
        points[2 * i] - points[2 * j],
        points[2 * i + 1] - points[2 * j + 1],
      );
      if (names[i] === names[j]) [near, nears] = [near + apart, nears + 1];
      else [far, fars] = [far + apart, fars + 1];
    }
  }
  return near / nears / (far / fars);
}

test("clips of one instrument lie nearer to each other than to the rest", () => {
  expect(closeness(map.instruments)).toBeLessThan(0.9);
  expect(closeness(new Random(1).shuffle(map.instruments))).toBeGreaterThan(0.95);
});

test("the same seed draws the same map, another seed another, and progress is told", async () => {
  const small = { count: 12, seed: 3, instruments: ["flute", "cello"] as const };
  const first = await musicMap(small);
  expect((await musicMap(small)).points).toEqual(first.points);
  expect((await musicMap({ ...small, seed: 4 })).points).not.toEqual(first.points);
  expect(seen).toEqual([25, 50, 75, 100, 125, 150, 160]);
  await expect(musicMap({ count: 2 })).rejects.toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: musicMap: expected at least 3 clips, for a plane has two directions, got 2; pass for example {count: 600}]`,
  );
});

test("a clip takes milliseconds", () => {
  console.log(`music map: ${((1000 * seconds) / count).toFixed(1)} ms a clip`);
  // 15 measured, of which rendering is two thirds; 600 in 8 s with the loading. Machines differ.
  expect((1000 * seconds) / count).toBeLessThan(30);
});
