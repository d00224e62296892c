/** `npm run generate -- --model DIR`: a WAV file, or a clear word. */
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { readClip, writeClip } from "../../src/audio/clipFile";
import { checkRoom } from "../../src/cli/checkRoom";
import { generateCommand } from "../../src/cli/generateCommand";
import { stableAudioArguments } from "../../src/cli/stableAudioArguments";
import { prepareBackend } from "../../src/tensor/backend";
import { tf } from "../../src/tensor/tf";
import { tiny } from "../stableAudio/open/places";

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "generate-"));
const out = path.join(folder, "made", "loop.wav");
beforeAll(async () => void (await prepareBackend()));
afterAll(() => fs.rmSync(folder, { recursive: true }));

let said: string[] = [];
vi.spyOn(console, "log").mockImplementation((text: string) => void said.push(text));
afterEach(() => {
  said = [];
  fs.rmSync(path.dirname(out), { recursive: true, force: true });
});

const run = (...words: string[]): Promise<void> => generateCommand(["--model", tiny, ...words]);
const refused = async (...words: string[]): Promise<string> => {
  const error = await run(...words).then(
    () => "nothing was refused",
    (reason: unknown) => String(reason),
  );
  expect(fs.existsSync(path.dirname(out))).toBe(false);
  return error.replaceAll(folder, "FOLDER");
};

test("a prompt becomes a WAV file, whole or not at all, and no tensor is left", async () => {
  const before = tf.memory().numTensors;
  await run("a drum loop", "--seconds", "3", "--out", out, "--steps", "2", "--seed", "3");
  expect(tf.memory().numTensors).toBe(before);
  expect(fs.readdirSync(path.dirname(out))).toEqual(["loop.wav"]);
  const clip = await readClip(out);
  expect(clip.sampleRate).toBe(64);
  expect(clip.channels.map(({ length }) => length)).toEqual([192, 192]);
  expect(
    said
      .at(-1)!
      .replace(/in [\d.]+ s on .*/, "in TIME")
      .replace(folder, "FOLDER"),
  ).toBe("FOLDER/made/loop.wav: 3 s, seed 3, 2 steps of pingpong, guidance 1, in TIME");
});

test("a recording is varied, words that are not heard are said", async () => {
  const tune = path.join(folder, "tune.wav");
  const wave = Float32Array.from({ length: 800 }, (_, i) => Math.sin(i / 5));
  writeClip(tune, { channels: [wave], sampleRate: 800 });
  const long = Array<string>(20).fill("loop").join(" ");
  await run(long, "--vary", tune, "--noise", "0.5", "--out", out, "--guidance", "2", "--negative", "bass"); // prettier-ignore
  expect(said[0]).toBe("The prompt has 21 tokens, of which the model hears 10.");
  expect((await readClip(out)).channels[0]).toHaveLength(320);
});

test("products take half the bits where that is asked for, and no other word is known", async ({
  skip,
}) => {
  skip(tf.getBackend() !== "tensorflow");
  const quick = ["a drum loop", "--seconds", "1", "--steps", "2", "--out", out];
  const samples = async (...words: string[]): Promise<Float32Array> => {
    await run(...quick, ...words);
    return (await readClip(out)).channels[0];
  };
  const full = await samples();
  expect(await samples("--precision", "float32")).toEqual(full);
  const half = await samples("--precision", "bfloat16");
  expect(half).not.toEqual(full);
  half.forEach((sample, i) => expect(Math.abs(sample - full[i])).toBeLessThan(0.1));
  fs.rmSync(path.dirname(out), { recursive: true });
  expect(await refused(...quick, "--precision", "half")).toMatch("float32 or bfloat16, got half");
});

test("Ctrl-C stops it, and nothing is written", async () => {
  const listeners = process.listenerCount("SIGINT");
  const made = run("a drum loop", "--steps", "2000", "--out", out);
  const press = setInterval(() => {
    if (process.listenerCount("SIGINT") > listeners) process.emit("SIGINT");
  }, 20);
  await made;
  clearInterval(press);
  expect(said.at(-1)).toBe("stopped; nothing was written");
  expect(fs.existsSync(path.dirname(out))).toBe(false);
  expect(process.listenerCount("SIGINT")).toBe(listeners);
});

test("without a prompt it says what can be typed", async () => {
  await run();
  expect(said.join("\n")).toMatch("--text-encoder DIR");
});

describe("what cannot be made is refused", () => {
  test("a length, a name, options", async () => {
    const reasons = [
      await refused("a", "--seconds", "0"),
      await refused("a", "--seconds", "-3"),
      await refused("a", "--seconds", "long"),
      await refused("a", "--seconds", "60", "--out", out),
      await refused("a", "--out", path.join(folder, "loop.mp3")),
      await refused("a", "--sampler", "dpmpp-3m-sde", "--out", out),
      await refused("a", "--steps", "0", "--out", out),
      await refused("a", "--vary", "tune.wav"),
      await refused("a", "--mode", "film"),
      await refused("a", "b"),
    ];
    expect(reasons).toMatchSnapshot();
  });

  test("a model that is not there, a recording that is not there", async () => {
    const none = generateCommand(["--model", path.join(folder, "none"), "a"]);
    await expect(none).rejects.toThrow("accept the Stability AI Community License");
    expect(await refused("a", "--vary", "no.wav", "--noise", "0.5", "--out", out)).toMatch("no such file"); // prettier-ignore
  });

  test("a place without room, before anything is computed", async () => {
    fs.writeFileSync(path.join(folder, "file"), "");
    expect(await refused("a", "--out", path.join(folder, "file", "loop.wav"))).toMatchSnapshot();
    expect(() => checkRoom(out, 1e18)).toThrow("on a disk that is full");
    fs.mkdirSync(path.join(folder, "folder.wav"));
    expect(await refused("a", "--out", path.join(folder, "folder.wav"))).toMatch("a folder of that name"); // prettier-ignore
  });
});

test("options", () => {
  const words =
    "--model m harp --seconds 8 --start 3 --total 90 --steps 5 --guidance 4 --rescale 0.5";
  const more = "--negative fast --sampler k-heun --text-encoder t5 --seed 9";
  expect(stableAudioArguments([...words.split(" "), ...more.split(" ")])).toEqual({
    prompt: "harp",
    model: "m",
    opening: { textEncoder: "t5" },
    out: "harp-9.wav",
    vary: undefined,
    options: {
      seed: 9,
      seconds: 8,
      secondsStart: 3,
      secondsTotal: 90,
      steps: 5,
      guidance: 4,
      rescale: 0.5,
      negative: "fast",
      sampler: "k-heun",
      noiseLevel: undefined,
    },
  });
  expect(stableAudioArguments(["--model", "m"])).toBeUndefined();
});
