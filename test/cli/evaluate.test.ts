/** `npm run evaluate` as a process of its own, on tunes that the library does not have. */
import { spawn } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { afterAll, expect, test } from "vitest";
import { readClip } from "../../src/audio/clipFile";
import { loadTunes } from "../../src/corpus/tuneBook";
import type { RoundTripRow } from "../../src/evaluation/roundTrip";
import { root } from "../docs/files";

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "evaluate-"));
afterAll(() => fs.rmSync(folder, { recursive: true }));
const inside = (name: string): string => path.join(folder, name);

/** The command with options of its own and no trained weights; `onText` hears what it prints. */
function evaluate(words: readonly string[], onText?: (printed: string, stop: () => void) => void) {
  const script = path.join(root, "src/cli/evaluate.ts");
  const all = ["--import", "tsx", script, "representations", "--folder", inside("none"), ...words];
  const child = spawn(process.execPath, all, { cwd: root });
  const printed = { out: "", error: "" };
  child.stdout.on("data", (chunk: Buffer) => {
    printed.out += chunk.toString();
    onText?.(printed.out, () => child.kill("SIGINT"));
  });
  child.stderr.on("data", (chunk: Buffer) => void (printed.error += chunk.toString()));
  return new Promise<typeof printed & { code: number | null }>((resolve) =>
    child.on("close", (code) => resolve({ ...printed, code })),
  );
}

/** A book of one tune, made from the notes of another. */
function writeBook(name: string, change: object = {}): string {
  const [{ notes }] = loadTunes();
  const tune = { id: "t1", title: "Mine: a/b", book: 0, rhythm: "air", meter: "4/4", tonic: "C" };
  const triples = notes.map(({ pitch, start, duration }) => [pitch, start, duration]);
  const tunes = [{ ...tune, mode: "major", notes: triples, ...change }];
  const books = [{ name: "mine", region: "home" }];
  fs.writeFileSync(inside(name), JSON.stringify({ ppq: 24, books, tunes }));
  return inside(name);
}

test("a table, numbers and sounds of one's own tunes; what has no weights is named", async () => {
  const [json, out] = [inside("numbers.json"), inside("sounds")];
  const words = ["--tunes", writeBook("mine.json"), "--clips", "2", "--json", json, "--out", out];
  const { code, out: printed } = await evaluate(words);
  expect(code).toBe(0);
  expect(printed).toContain("left out: frame-latent; npm run train -- frame-latent");
  expect(printed).toMatch(/waveform +65536 × 1 +16,000 +1 /);
  const written = JSON.parse(fs.readFileSync(json, "utf8")) as {
    rows: RoundTripRow[];
    clips: { title: string }[];
    missing: string[];
    stopped: boolean;
  };
  expect(written.stopped).toBe(false);
  expect(written.missing).toContain("frame-latent");
  expect(written.clips.map(({ title }) => title)).toEqual(["Mine: a/b", "Mine: a/b"]);
  const errorOf = (wanted: string): number =>
    written.rows.find(({ name }) => name === wanted)!.logMelL1.mean;
  expect(errorOf("waveform")).toBeLessThan(1e-4);
  expect(errorOf("log-mel, Griffin-Lim")).toBeGreaterThan(0.01);
  expect(fs.readdirSync(out)).toEqual(["1-Mine-a-b-piano", "2-Mine-a-b-vibraphone"]);
  // One for each row, and the original.
  const sounds = fs.readdirSync(path.join(out, "1-Mine-a-b-piano"));
  expect(sounds).toEqual(expect.arrayContaining(["original.wav", "waveform.wav"]));
  expect(sounds).toHaveLength(written.rows.length + 1);
  const { channels } = await readClip(
    path.join(out, "1-Mine-a-b-piano", "log-mel-Griffin-Lim.wav"),
  );
  expect(channels[0].length).toBe(65536);
}, 90_000);

test("Ctrl-C: the table of what is done, exit code 0", async () => {
  const words = [
    "--tunes",
    writeBook("mine.json"),
    "--clips",
    "400",
    "--json",
    inside("part.json"),
  ];
  let told = false;
  const stopped = await evaluate(words, (printed, stop) => {
    // Once: a second Ctrl-C ends the program where it is.
    if (!told && printed.includes("computing on")) setTimeout(stop, 1500);
    told ||= printed.includes("computing on");
  });
  expect(stopped.code).toBe(0);
  expect(stopped.out).toMatch(/stopped: \d of \d+ representations are measured/);
  const written = JSON.parse(fs.readFileSync(inside("part.json"), "utf8")) as { stopped: boolean };
  expect(written.stopped).toBe(true);
}, 90_000);

test("a book that is damaged or not there: the place is named, exit code 1", async () => {
  const damaged = await evaluate(["--tunes", writeBook("bad.json", { notes: [[60, 0]] })]);
  expect(damaged.code).toBe(1);
  expect(damaged.error.replaceAll(folder, "FOLDER")).toContain(
    "expected  note 0 of tune t1 to be [pitch, start, duration] in whole numbers",
  );
  const absent = await evaluate(["--tunes", inside("absent.json")]);
  expect(absent.code).toBe(1);
  expect(absent.error).toContain("ENOENT");
}, 90_000);
