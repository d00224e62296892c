import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { beforeAll, expect, test } from "vitest";
import { prepareBackend } from "../../src/tensor/backend";
import { decodeSafetensors, encodeSafetensors } from "../../src/tensor/safetensors";
import { checkFixture } from "./check";

beforeAll(async () => void (await prepareBackend()));

const fixtures = path.join(__dirname, "..", "fixtures");

test.each(fs.readdirSync(fixtures))("%s agrees with its reference", async (name) => {
  const verdict = await checkFixture(path.join(fixtures, name));
  expect(verdict.reason).toBeUndefined();
  expect(verdict).toMatchObject({ name, ok: true });
  expect(verdict.count).toBeGreaterThan(0);
});

/** A copy of a fixture with one of its numbers changed. */
function bent(name: string, array: string, by: number): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "parity-"));
  fs.cpSync(path.join(fixtures, name), folder, { recursive: true });
  const file = path.join(folder, "io.safetensors");
  const { tensors } = decodeSafetensors(fs.readFileSync(file));
  const changed = tensors.get(array)!;
  changed.data[0] += by;
  fs.writeFileSync(file, encodeSafetensors(Object.fromEntries(tensors)));
  return folder;
}

test("one wrong number in one array is found and named", async () => {
  const folder = bent("j_score_sde", "vp.reverse_drift", 0.01);
  const verdict = await checkFixture(folder);
  expect(verdict).toMatchObject({ ok: false, worst: "vp.reverse_drift" });
  expect(verdict.error).toBeCloseTo(0.01, 3);
  fs.rmSync(folder, { recursive: true });
});

test("a folder that is no fixture, and an unknown family, are said", async () => {
  expect((await checkFixture("/nowhere")).reason).toMatch("expected a fixture folder");
  const folder = bent("j_score_sde", "vp.std", 0);
  const config = path.join(folder, "config.json");
  fs.writeFileSync(config, fs.readFileSync(config, "utf8").replace("score-sde", "no-such-thing"));
  expect((await checkFixture(folder)).reason).toMatch('got "no-such-thing"');
  fs.rmSync(folder, { recursive: true });
});
