/** Small stand-ins: a backbone that knows words by their letters, and a representation of eight numbers a frame. */
import type { TextBackbone } from "../../../src/conditioning/text/textBackbone";
import { textToMusic } from "../../../src/model/textToMusic/generate";
import type { TextToMusic } from "../../../src/model/textToMusic/generate";
import { comparedData } from "../../../src/model/textToMusic/lengths";
import { headingOf } from "../../../src/model/textToMusic/score/heading";
import { scoredLatent } from "../../../src/model/textToMusic/score/scoredLatent";
import { scoreSize } from "../../../src/model/textToMusic/score/channels";
import type { TextModelPlan } from "../../../src/model/textToMusic/plan";
import { Parameters } from "../../../src/nn/parameters";
import type { Representation } from "../../../src/representation/representation";
import { seededNoise } from "../../../src/tensor/random";
import { tf } from "../../../src/tensor/tf";
import type { Tensor2D, Tensor3D } from "../../../src/tensor/tf";

const size = 6;
export const channels = 8;

/** One number for a word, of its letters. */
function codeOf(word: string): number {
  return [...word].reduce((sum, letter) => (sum * 31 + letter.codePointAt(0)!) % 997, 7) / 997;
}

export const fakeBackbone: TextBackbone = {
  name: "letters",
  globalSize: size,
  tokenSize: size,
  maxTokens: 8,
  read(text) {
    const pieces = text.split(/\s+/).filter((word) => word !== "");
    const heard = pieces.slice(0, 8);
    const notices = pieces.length > 8 ? ["too long"] : pieces.length === 0 ? ["nothing said"] : [];
    return { text, pieces: heard, ids: heard.map((_, i) => i), notices };
  },
  embed(texts) {
    const words = texts.map((text) => this.read(text).pieces);
    const longest = Math.max(1, ...words.map(({ length }) => length));
    const tokens = words.map((row) =>
      Array.from({ length: longest }, (_, i) =>
        Array.from({ length: size }, (_, k) =>
          row[i] ? Math.sin((k + 1) * 9 * codeOf(row[i])) : 0,
        ),
      ),
    );
    return Promise.resolve({
      global: tf.tidy(() => tf.tensor3d(tokens).sum<Tensor2D>(1)),
      tokens: tf.tensor3d(tokens),
      mask: tf.tensor2d(
        words.map((row) => Array.from({ length: longest }, (_, i) => Number(i < row.length))),
      ),
    });
  },
  dispose: () => undefined,
};

/** 8 frames a second, 8 numbers a frame, 2,000 samples a frame. */
const fakeLatent: Representation<Tensor3D> = {
  name: "fake",
  sampleRate: 16000,
  shapeFor: (seconds) => [Math.ceil(seconds * 15.625), channels],
  encode: (waveform) => waveform.reshape([waveform.shape[0], -1, channels]),
  decode: (x0) => tf.tidy(() => x0.tile([1, 1, 128]).reshape([x0.shape[0], -1])),
  dispose: () => undefined,
};

/** The same with a score beside it. */
export const fakeRepresentation = scoredLatent(fakeLatent);

/** The same words, each said often enough for two readers. */
const wideBackbone: TextBackbone = {
  ...fakeBackbone,
  tokenSize: 30 * size,
  async embed(texts) {
    const { tokens, ...others } = await fakeBackbone.embed(texts);
    const wide = tokens.tile<Tensor3D>([1, 1, 30]);
    tokens.dispose();
    return { ...others, tokens: wide };
  },
};

/** An untrained reader of tempo and key. */
export const fakeHeading = () => headingOf(new Parameters(5), wideBackbone);

/** A plan of a small DiT. */
export function smallPlan(modes: TextModelPlan["size"]["modes"]): TextModelPlan {
  const sizes = { width: 16, depth: 2, heads: 2, patch: 1, conditionWidth: 8, mlpRatio: 2 };
  return {
    name: "small",
    steps: 4,
    data: comparedData,
    guidance: 3,
    network: "dit",
    score: true,
    size: { ...sizes, outChannels: channels + scoreSize, modes },
  };
}

/** Wakes what is silent before training. */
export function awaken(parameters: Parameters): void {
  Object.values(parameters.values()).forEach((one, seed) => {
    tf.tidy(() => one.assign(seededNoise(one.shape, seed).mul(0.3)));
  });
}

/** A model whose weights are all there, and large. */
export async function awakeModel(modes: TextModelPlan["size"]["modes"]): Promise<TextToMusic> {
  const parameters = new Parameters(3);
  const model = textToMusic(
    smallPlan(modes),
    parameters,
    fakeRepresentation,
    fakeBackbone,
    fakeHeading(),
  );
  (await model.generate("a", { steps: 1, seconds: 1 })).waveform.dispose();
  awaken(parameters);
  return model;
}
