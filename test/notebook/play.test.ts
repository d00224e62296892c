import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { decodeWav } from "../../src/audio/decodeWav";
import { peak } from "../../src/audio/level";
import { useNotebook } from "../../src/notebook/display";
import { play, players } from "../../src/notebook/play";
import { fakeNotebook } from "./fakeNotebook";
import type { FakeNotebook } from "./fakeNotebook";

let notebook: FakeNotebook;
beforeEach(() => {
  notebook = fakeNotebook();
  useNotebook(notebook);
});
afterEach(() => {
  useNotebook(undefined);
  vi.restoreAllMocks();
});

const tone = (gain: number, length = 4000) => ({
  channels: [Float32Array.from({ length }, (_, i) => gain * Math.sin(i / 3))],
  sampleRate: 8000,
});
const html = () => notebook.sent.map(({ content }) => content as string).join("");
const sounds = () =>
  [...html().matchAll(/base64,([^"]*)"/g)].map(([, base64]) =>
    decodeWav(new Uint8Array(Buffer.from(base64, "base64"))),
  );

test("the sound in the page is the clip, to 16 bits", () => {
  play(tone(0.5), { label: "a tone", note: "as it was" });
  const [heard] = sounds();
  const [wanted] = tone(0.5).channels;
  expect(heard.sampleRate).toBe(8000);
  heard.channels[0].forEach((x, i) => expect(Math.abs(x - wanted[i])).toBeLessThan(2 ** -15));
});

test("the player says how long and how loud the clip is", () => {
  play(tone(0.5), { label: "a tone" });
  expect(html().replace(/base64,[^"]*/, "base64,…")).toMatchInlineSnapshot(
    `"<div style="max-width:480px"><div><b>a tone</b></div><audio controls preload="metadata" style="width:100%;height:40px" src="data:audio/wav;base64,…"></audio><div><span style="font-size:12px;opacity:0.75">0.50 s · RMS −9.0 dB</span></div></div>"`,
  );
});

test("a clip above full scale is turned down, not cut off, and says so", () => {
  play(tone(4));
  expect(html()).toContain("⚠ turned down by 12.0 dB: its peak is above full scale");
  expect(peak(sounds()[0])).toBeCloseTo(1, 3);
  const [x] = sounds()[0].channels;
  expect(x[2] / x[1]).toBeCloseTo(Math.sin(2 / 3) / Math.sin(1 / 3), 3);
});

test("clips to compare are turned down together, unless asked otherwise", () => {
  const items = [{ clip: tone(0.5) }, { clip: tone(2) }];
  players(items);
  expect(sounds().map(peak)[0]).toBeCloseTo(0.25, 3);
  expect(html()).toContain("⚠ turned down by 6.0 dB: as much as the loudest");
  notebook.sent.length = 0;
  players(items, { together: false });
  expect(sounds().map(peak)[0]).toBeCloseTo(0.5, 3);
});

test("labels cannot become html", () => {
  play(tone(0.1), { label: `<img src=x onerror="alert(1)">` });
  expect(html()).not.toContain("<img");
});

test("silence is called silence", () => {
  play(tone(0));
  expect(html()).toContain("silence");
});

test("bad clips are refused", () => {
  expect(() => play(tone(0.5, 0))).toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: encodeWav: expected at least one channel with at least one sample, got a clip of zero length; check the file or the slice that the clip was made from]`,
  );
  expect(() => play(tone(NaN))).toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: encodeWav: expected finite samples, got NaN at sample 0 (0.0000 s) of channel 0; look at what made the clip: a division by zero, or training that diverged]`,
  );
  const limit = { label: "a tone", maxKilobytes: 5 };
  expect(() => play(tone(0.5), limit)).toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: play: expected a sound of at most 5 KB in the notebook, got 11 KB for “a tone”; cut it shorter, mix it to mono, resample it lower, or raise maxKilobytes]`,
  );
});

test("outside a notebook the clip is described", () => {
  useNotebook(undefined);
  const log = vi.spyOn(console, "log").mockReturnValue();
  play(tone(0.5), { label: "a tone" });
  expect(log.mock.calls).toMatchInlineSnapshot(`
    [
      [
        "a tone · 0.50 s · RMS −9.0 dB
    A player needs a notebook: run it in JupyterLab (npm start).",
      ],
    ]
  `);
});

test("styles are those that JupyterLab keeps in notebooks it does not trust", () => {
  players([{ label: "one", clip: tone(1) }]);
  const declarations = [...html().matchAll(/style="([^"]*)"/g)].flatMap(([, style]) =>
    style.split(";"),
  );
  const kept =
    /^(display|vertical-align|box-sizing|padding(-\w+)?|margin(-\w+)?|(min-|max-)?width|height|opacity|font-size):[\w.% -]+$/;
  expect(declarations.filter((declaration) => !kept.test(declaration))).toEqual([]);
});
