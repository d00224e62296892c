import { beforeAll, expect, test } from "vitest";
import { openUniversalSentenceEncoder } from "../../../../src/conditioning/text/universalSentenceEncoder";
import { openClapBackbone } from "../../../../src/model/clap/clapBackbone";
import { openHeadingBackbone } from "../../../../src/model/textToMusic/score/headingBackbone";
import { prepareBackend } from "../../../../src/tensor/backend";
import { countTensors } from "../../../../src/tensor/budget";
import { tf } from "../../../../src/tensor/tf";
import type { TextBackbone } from "../../../../src/conditioning/text/textBackbone";
import type { TextEmbedding } from "../../../../src/conditioning/textEmbedding";

const texts = ["a slow air in D minor", "", "reel"];

async function embedded(open: () => Promise<TextBackbone>): Promise<TextEmbedding> {
  const backbone = await open();
  try {
    return await backbone.embed(texts);
  } finally {
    backbone.dispose();
  }
}

beforeAll(async () => {
  await prepareBackend();
});

test("each token is what CLAP hears and then what the sentence encoder says; nothing is left over", async () => {
  const { leaked } = await countTensors(async () => {
    const both = await embedded(openHeadingBackbone);
    const heard = await embedded(openClapBackbone);
    const said = await embedded(openUniversalSentenceEncoder);
    const [, length, size] = both.tokens.shape;
    expect(size).toBe(640);
    const of = (from: number, count: number): number[] =>
      Array.from(tf.tidy(() => both.tokens.slice([0, 0, from], [-1, length, count]).dataSync()));
    expect(of(0, 128)).toEqual(Array.from(heard.tokens.dataSync()));
    expect(of(128, 512)).toEqual(Array.from(said.tokens.dataSync()));
    expect(both.mask.arraySync()).toEqual(said.mask.arraySync());
    tf.dispose([both, heard, said]);
  });
  expect(leaked).toBe(0);
});
