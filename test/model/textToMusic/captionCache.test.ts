import * as fs from "node:fs";
import * as path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { cachedTexts } from "../../../src/model/textToMusic/captionCache";
import { prepareBackend } from "../../../src/tensor/backend";
import { countTensors } from "../../../src/tensor/budget";
import { tf } from "../../../src/tensor/tf";
import { fakeBackbone } from "./fakes";

const folder = path.join(__dirname, "..", "..", "..", "build", "captions");
const before = fs.existsSync(folder) ? fs.readdirSync(folder) : [];
const made = (): string[] => fs.readdirSync(folder).filter((file) => !before.includes(file));
/** No other run has these words. */
const texts = ["slow flute", "a", `written at ${Date.now()}`];

beforeAll(async () => void (await prepareBackend()));
afterAll(() => made().forEach((file) => fs.rmSync(path.join(folder, file))));

test("texts are read once, and come back from the disk as they were; a damaged file is made again", async () => {
  let asked = 0;
  const backbone: typeof fakeBackbone = {
    ...fakeBackbone,
    embed(some) {
      asked += some.length;
      return fakeBackbone.embed(some);
    },
  };
  const { leaked } = await countTensors(async () => {
    const first = (await cachedTexts(backbone, texts)).take([2, 0]);
    expect(asked).toBe(1 + 3);
    const again = (await cachedTexts(backbone, texts)).take([2, 0]);
    expect(asked).toBe(1 + 3 + 1);
    for (const part of ["global", "tokens", "mask"] as const) {
      expect(again[part].arraySync()).toEqual(first[part].arraySync());
    }
    const [file] = made();
    fs.truncateSync(path.join(folder, file), 100);
    const mended = (await cachedTexts(backbone, texts)).take([2, 0]);
    expect(asked).toBe(1 + 3 + 1 + 4);
    expect(mended.tokens.arraySync()).toEqual(first.tokens.arraySync());
    tf.dispose([first, again, mended]);
  });
  expect(leaked).toBe(0);
});
