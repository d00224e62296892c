/** Copies of the smallest models, to be damaged. */
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { afterAll, beforeAll, expect } from "vitest";
import { decodeSafetensors, encodeSafetensors } from "../../../src/tensor/safetensors";
import type { NamedArray } from "../../../src/tensor/safetensors";

let place = "";
beforeAll(() => void (place = fs.mkdtempSync(path.join(os.tmpdir(), "stable-audio-"))));
afterAll(() => fs.rmSync(place, { recursive: true }));

let copies = 0;

/** A copy that can be changed. */
export function copyOf(folder: string): string {
  const copy = path.join(place, `model-${copies++}`);
  fs.cpSync(folder, copy, { recursive: true });
  return copy;
}

type Json = Record<string, unknown>;

/** Changes a JSON file of a folder. */
export function editJson(folder: string, name: string, edit: (json: Json) => void): string {
  const file = path.join(folder, name);
  const json = JSON.parse(fs.readFileSync(file, "utf8")) as Json;
  edit(json);
  fs.writeFileSync(file, JSON.stringify(json));
  return folder;
}

/** Changes the weights in a file of a folder. */
export function editWeights(
  folder: string,
  name: string,
  edit: (arrays: Map<string, NamedArray>) => Iterable<[string, NamedArray]> | void,
): string {
  const file = path.join(folder, name);
  const { tensors } = decodeSafetensors(fs.readFileSync(file));
  const edited = edit(tensors) ?? tensors;
  fs.writeFileSync(file, encodeSafetensors(Object.fromEntries(edited)));
  return folder;
}

/** What a promise was refused with, which must come at once; paths of this machine are left out. */
export async function refusal(body: () => Promise<unknown>): Promise<string> {
  const begun = performance.now();
  try {
    await body();
  } catch (error) {
    expect(performance.now() - begun).toBeLessThan(2000);
    return String(error).replaceAll(new RegExp(`${place}/[\\w-]+`, "g"), "FOLDER");
  }
  return "nothing was refused";
}
