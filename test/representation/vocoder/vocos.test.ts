import * as fs from "node:fs";
import * as path from "node:path";
import { beforeAll, expect, test } from "vitest";
import { phasesOf } from "../../../src/audio/phases";
import { magnitude } from "../../../src/audio/magnitude";
import { stft } from "../../../src/audio/stft";
import { Parameters } from "../../../src/nn/parameters";
import { convNextBlock } from "../../../src/representation/vocoder/convNextBlock";
import { publishedVocos } from "../../../src/representation/vocoder/publishedVocos";
import type { PublishedArrays } from "../../../src/representation/vocoder/publishedWeights";
import { spectrumOfHalves, vocos } from "../../../src/representation/vocoder/vocos";
import type { VocosSizes } from "../../../src/representation/vocoder/vocos";
import { prepareBackend } from "../../../src/tensor/backend";
import { countTensors } from "../../../src/tensor/budget";
import { seededNoise } from "../../../src/tensor/random";
import { decodeSafetensors } from "../../../src/tensor/safetensors";
import { tf } from "../../../src/tensor/tf";
import type { Rank, Tensor3D } from "../../../src/tensor/tf";
import { gradientError } from "../../nn/gradients";

beforeAll(async () => void (await prepareBackend()));

const sizes: VocosSizes = {
  bands: 10,
  width: 24,
  hidden: 48,
  blocks: 2,
  fftSize: 64,
  hop: 16,
  alignment: "same",
};

type Triple = [number, number, number];

const fixture = path.join(__dirname, "../../fixtures/h_vocos/weights.safetensors");
const published = (): Map<
  string,
  PublishedArrays extends ReadonlyMap<string, infer A> ? A : never
> => new Map(decodeSafetensors(fs.readFileSync(fixture)).tensors);

test("a ConvNeXt block adds to what it was given, as much as its scale says", async () => {
  const { leaked } = await countTensors(() => {
    const parameters = new Parameters(3);
    tf.tidy(() => {
      const x = seededNoise<Rank.R3>([2, 9, 4], 1);
      const silent = new Parameters(3);
      const still = convNextBlock(silent, "a", x, { scale: 0 });
      expect(still.sub(x).abs().max().dataSync()[0]).toBe(0);
      silent.dispose();
      const error = gradientError(parameters, () =>
        tf.tidy(() =>
          convNextBlock(parameters, "b", convNextBlock(parameters, "c", x), {
            hidden: 5,
            kernel: 3,
          })
            .square()
            .mean(),
        ),
      );
      expect(error).toBeLessThan(0.02);
    });
    expect(parameters.names().filter((name) => name.startsWith("c."))).toEqual([
      "c.depthwise.bias",
      "c.depthwise.weight",
      "c.narrow.bias",
      "c.narrow.weight",
      "c.norm.bias",
      "c.norm.weight",
      "c.scale",
      "c.widen.bias",
      "c.widen.weight",
    ]);
    parameters.dispose();
  });
  expect(leaked).toBe(0);
});

test("the two halves are log-magnitude and phase; an exponential without bound is cut at 100", () => {
  tf.tidy(() => {
    const spectrum = stft(seededNoise<Rank.R2>([1, 400], 1), { fftSize: 64, hop: 16 });
    const size = magnitude(spectrum);
    const { real, imag } = phasesOf(spectrum);
    const halves = tf.concat([size.log<Tensor3D>(), tf.atan2<Tensor3D>(imag, real)], 2);
    const back = spectrumOfHalves(halves);
    expect(back.real.sub(spectrum.real).abs().max().dataSync()[0]).toBeLessThan(1e-4);
    expect(back.imag.sub(spectrum.imag).abs().max().dataSync()[0]).toBeLessThan(1e-4);
    const loud = spectrumOfHalves(tf.tensor3d([1000, 0, 0, 0], [1, 1, 4]));
    expect(Array.from(loud.real.dataSync())).toEqual([100, 1]);
  });
});

test("T frames make hop·T samples, or hop·(T − 1) where frames are centred; nothing stays behind", async () => {
  const parameters = new Parameters(3);
  const mel = seededNoise<Rank.R3>([2, 7, 10], 1);
  vocos(parameters, mel, sizes).dispose();
  const { leaked } = await countTensors(() => {
    tf.tidy(() => {
      expect(vocos(parameters, mel, sizes).shape).toEqual([2, 16 * 7]);
      expect(vocos(parameters, mel, { ...sizes, alignment: "center" }).shape).toEqual([2, 16 * 6]);
    });
  });
  expect(leaked).toBe(0);
  mel.dispose();
  parameters.dispose();
});

test("the way from the sound back to every weight is open", () => {
  const small = { ...sizes, width: 4, hidden: 6, blocks: 1, fftSize: 16, hop: 4 };
  const parameters = new Parameters(3);
  tf.tidy(() => {
    const mel = seededNoise<Rank.R3>([1, 5, 10], 1);
    const loss = (): tf.Scalar => tf.tidy(() => vocos(parameters, mel, small).square().mean());
    expect(gradientError(parameters, loss)).toBeLessThan(0.02);
  });
  parameters.dispose();
});

test("what is no mel spectrogram of this vocoder is refused", () => {
  const parameters = new Parameters(3);
  const refusal = (shape: number[], alignment: VocosSizes["alignment"] = "same") =>
    expect(() => vocos(parameters, tf.zeros<Rank.R3>(shape as Triple), { ...sizes, alignment }));
  refusal([7, 10]).toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: vocos: expected a log-mel spectrogram [B, T, 10] of at least 1 frame, got [7, 10]; use the mel settings that the vocoder was trained with, and add the batch axis]`,
  );
  refusal([1, 7, 80]).toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: vocos: expected a log-mel spectrogram [B, T, 10] of at least 1 frame, got [1, 7, 80]; use the mel settings that the vocoder was trained with, and add the batch axis]`,
  );
  refusal([1, 10, 7]).toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: vocos: expected a log-mel spectrogram [B, T, 10] of at least 1 frame, got [1, 10, 7]; bring the bands last: mel.transpose([0, 2, 1])]`,
  );
  refusal([1, 0, 10]).toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: vocos: expected a log-mel spectrogram [B, T, 10] of at least 1 frame, got [1, 0, 10]; use the mel settings that the vocoder was trained with, and add the batch axis]`,
  );
  refusal([1, 1, 10], "center").toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: vocos: expected a log-mel spectrogram [B, T, 10] of at least 2 frames, got [1, 1, 10]; use the mel settings that the vocoder was trained with, and add the batch axis]`,
  );
});

test("published weights are taken whole or not at all", async () => {
  const { leaked } = await countTensors(() => {
    const attempt = (change: (arrays: ReturnType<typeof published>) => void, asked = sizes) => {
      const arrays = published();
      change(arrays);
      return expect(() => publishedVocos(arrays, asked));
    };
    const { data } = published().get("head.out.bias")!;
    attempt((a) => a.delete("head.out.bias")).toThrowErrorMatchingInlineSnapshot(
      `[TutorialError: Parameters.load: expected exactly the network's 26 weights, got a file without "head.bias"; load the file of this network, or build the network that the file is of]`,
    );
    attempt(() => undefined, { ...sizes, blocks: 1 }).toThrowErrorMatchingInlineSnapshot(
      `[TutorialError: Parameters.load: expected exactly the network's 17 weights, got a file with "blocks.1.depthwise.bias", "blocks.1.depthwise.weight", "blocks.1.scale", "blocks.1.norm.bias", 5 more, unknown to the network; load the file of this network, or build the network that the file is of]`,
    );
    attempt(() => undefined, { ...sizes, width: 32 }).toThrowErrorMatchingInlineSnapshot(
      `[TutorialError: parameter "blocks.0.depthwise.bias": expected the shape [32] that the network asks for, got [24]; build the network with the sizes it was trained with, or give the layer another name]`,
    );
    attempt((a) =>
      a.set("discriminator.weight", { shape: [66], data }),
    ).toThrowErrorMatchingInlineSnapshot(
      `[TutorialError: published vocoder weights: expected the arrays of one generator, under the names it was published with, got "discriminator.weight"; take the generator alone, without discriminators or optimiser, of the kind you ask for]`,
    );
    attempt((a) =>
      a.set("head.out.weight", { shape: [66], data }),
    ).toThrowErrorMatchingInlineSnapshot(
      `[TutorialError: published vocoder weights: expected the arrays of one generator, under the names it was published with, got "head.out.weight" of shape [66]; take the generator alone, without discriminators or optimiser, of the kind you ask for]`,
    );
    attempt((a) =>
      a.set("head.istft.window", { shape: [66], data }),
    ).toThrowErrorMatchingInlineSnapshot(
      `[TutorialError: published vocoder weights: expected the arrays of one generator, under the names it was published with, got a "head.istft.window" that is no Hann window of 64 samples; take the generator alone, without discriminators or optimiser, of the kind you ask for]`,
    );
    const arrays = published().set("feature_extractor.mel_spec.window", { shape: [66], data });
    publishedVocos(arrays, sizes).dispose(); // of no use here, and no error
  });
  expect(leaked).toBe(0);
});
