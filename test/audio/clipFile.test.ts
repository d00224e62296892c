import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { monoClip } from "../../src/audio/clip";
import { readClip, writeClip } from "../../src/audio/clipFile";
import { decodeSound } from "../../src/audio/decodeSound";
import { rms } from "../../src/audio/level";
import { soundFeatures } from "../../src/audio/soundFeatures";
import { noise } from "./sound";

const sounds = path.join(__dirname, "sounds");
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "noise to music-"));
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

function put(name: string, bytes: Uint8Array | string): string {
  const file = path.join(folder, name);
  fs.writeFileSync(file, bytes);
  return file;
}

describe("any format, told by its content", () => {
  test.each([
    ["tone.flac", 8000],
    ["tone.ogg", 8000],
    ["tone.opus", 48000],
    ["tone.mp3", 8000],
  ])("%s holds half a second of 440 Hz", async (name, rate) => {
    const clip = await readClip(path.join(sounds, name));
    expect(clip.sampleRate).toBe(rate);
    expect(clip.channels).toHaveLength(1);
    expect(clip.channels[0].length / rate).toBeCloseTo(0.5, 2);
    expect(rms(clip)).toBeCloseTo(0.5 * Math.SQRT1_2, 1);
    const { centroid } = soundFeatures(clip, { frameSize: rate > 8000 ? 8192 : 2048 });
    expect(Math.abs(centroid[1] - 440)).toBeLessThan(25);
  });

  test("lossless formats give the same samples", async () => {
    const [flac, aiff] = await Promise.all(
      ["tone.flac", "tone.aiff"].map((name) => readClip(path.join(sounds, name))),
    );
    const head = flac.channels[0].slice(0, 400);
    head.forEach((x, i) => expect(Math.abs(x - aiff.channels[0][i])).toBeLessThan(2e-4));
  });
});

describe("writing", () => {
  test("what was written is read again, folders are made, nothing else is left", async () => {
    const clip = monoClip(noise(1000), 22050);
    const file = path.join(folder, "a", "b", "noise.wav");
    writeClip(file, clip, { format: "float32" });
    expect(await readClip(file)).toEqual(clip);
    expect(fs.readdirSync(path.dirname(file))).toEqual(["noise.wav"]);
  });

  test("a clip that cannot be written leaves the old file as it was", () => {
    const file = put("old.wav", "old");
    const broken = monoClip(new Float32Array([Number.NaN]), 8000);
    expect(() => writeClip(file, broken)).toThrow("NaN");
    expect(fs.readFileSync(file, "utf8")).toBe("old");
  });

  test("a rename that fails leaves nothing half-written", () => {
    const taken = path.join(folder, "taken.wav");
    fs.mkdirSync(path.join(taken, "inside"), { recursive: true });
    expect(() => writeClip(taken, monoClip(noise(10), 8000))).toThrowErrorMatchingInlineSnapshot(
      `[TutorialError: writeClip("taken.wav"): expected a file that can be written, got EISDIR; check that the place exists, is no folder, has room, and is yours to write to]`,
    );
    expect(fs.readdirSync(folder).filter((name) => name.endsWith(".part"))).toEqual([]);
  });
});

describe("what is refused, and in which words", () => {
  const mp3 = fs.readFileSync(path.join(sounds, "tone.mp3"));
  const flac = fs.readFileSync(path.join(sounds, "tone.flac"));

  test("a file that is not there", async () => {
    const error: unknown = await readClip(path.join(folder, "nowhere.wav")).catch(
      (e: unknown) => e,
    );
    const message = String(error).replace(process.cwd(), "<here>");
    expect(message).toMatchInlineSnapshot(
      `"TutorialError: readClip("nowhere.wav"): expected a sound file, got no such file; look for it from <here>, or pass a full path"`,
    );
  });
  test("a folder", async () => {
    await expect(readClip(sounds)).rejects.toThrowErrorMatchingInlineSnapshot(
      `[TutorialError: readClip("sounds"): expected a sound file, got a folder; name a file inside it]`,
    );
  });
  test("an empty file", async () => {
    await expect(readClip(put("empty.wav", ""))).rejects.toThrowErrorMatchingInlineSnapshot(
      `[TutorialError: readClip("empty.wav"): expected a sound file: WAV, MP3, Ogg, FLAC, AIFF, M4A, got zero bytes; check that the download ended and that this is the file you mean]`,
    );
    await expect(readClip(put("empty.mp3", ""))).rejects.toThrowErrorMatchingInlineSnapshot(
      `[TutorialError: readClip("empty.mp3"): expected a sound file: WAV, MP3, Ogg, FLAC, AIFF, M4A, got zero bytes; check that the download ended and that this is the file you mean]`,
    );
  });
  test("an MP3 called .wav", async () => {
    await expect(readClip(put("song.wav", mp3))).rejects.toThrowErrorMatchingInlineSnapshot(
      `[TutorialError: readClip("song.wav"): expected WAV, as the name says, got MP3; give the file its true ending, or get the right file]`,
    );
  });
  test("a web page called .ogg", async () => {
    const file = put("song.ogg", "<!doctype html><title>Not found</title>");
    await expect(readClip(file)).rejects.toThrowErrorMatchingInlineSnapshot(
      `[TutorialError: readClip("song.ogg"): expected Ogg (Vorbis or Opus), as the name says, got text; give the file its true ending, or get the right file]`,
    );
  });
  test("text with no ending that says anything", async () => {
    const file = put("notes.txt", "do re mi");
    await expect(readClip(file)).rejects.toThrowErrorMatchingInlineSnapshot(
      `[TutorialError: readClip("notes.txt"): expected a sound file: WAV, MP3, Ogg, FLAC, AIFF, M4A, got text; check that the download ended and that this is the file you mean]`,
    );
  });
  test("a FLAC cut short", async () => {
    const half = flac.subarray(0, flac.length / 2);
    await expect(decodeSound(half)).rejects.toThrowErrorMatchingInlineSnapshot(
      `[TutorialError: decodeSound: expected a whole FLAC file, got no sound in it; copy or download it again, or save it as WAV in an audio editor]`,
    );
  });
});
