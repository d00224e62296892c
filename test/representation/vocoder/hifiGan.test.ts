import * as fs from "node:fs";
import * as path from "node:path";
import { beforeAll, expect, test } from "vitest";
import { Parameters } from "../../../src/nn/parameters";
import { hifiGan, hifiGanResidual } from "../../../src/representation/vocoder/hifiGan";
import type { HifiGanSizes } from "../../../src/representation/vocoder/hifiGan";
import { publishedHifiGan } from "../../../src/representation/vocoder/publishedHifiGan";
import { prepareBackend } from "../../../src/tensor/backend";
import { countTensors } from "../../../src/tensor/budget";
import { seededNoise } from "../../../src/tensor/random";
import { decodeSafetensors } from "../../../src/tensor/safetensors";
import { tf } from "../../../src/tensor/tf";
import type { Rank, Tensor3D } from "../../../src/tensor/tf";
import { gradientError } from "../../nn/gradients";

beforeAll(async () => void (await prepareBackend()));

const dilations = [1, 3, 5];
const sizes: HifiGanSizes = {
  bands: 80,
  channels: 16,
  stages: [
    { stride: 4, kernel: 8 },
    { stride: 2, kernel: 4 },
  ],
  blocks: [
    { kernel: 3, dilations },
    { kernel: 7, dilations },
  ],
  paired: true,
};

type Triple = [number, number, number];

const fixture = path.join(__dirname, "../../fixtures/h_hifigan/weights.safetensors");
const published = () => new Map(decodeSafetensors(fs.readFileSync(fixture)).tensors);

test("every frame becomes as many samples as the strides multiply to; nothing stays behind", async () => {
  const parameters = new Parameters(3);
  const mel = seededNoise<Rank.R3>([2, 5, 80], 1);
  hifiGan(parameters, mel, sizes).dispose();
  const { leaked } = await countTensors(() => {
    tf.tidy(() => {
      const sound = hifiGan(parameters, mel.mul(1e6), sizes);
      expect(sound.shape).toEqual([2, 40]);
      expect(sound.abs().max().dataSync()[0]).toBeLessThanOrEqual(1);
    });
  });
  expect(leaked).toBe(0);
  mel.dispose();
  parameters.dispose();
});

test("a residual block adds what its convolutions find, with or without the second of each pair", () => {
  tf.tidy(() => {
    const x = seededNoise<Rank.R3>([1, 20, 1], 1).abs<Tensor3D>();
    const parameters = new Parameters(3);
    const middle = () => Float32Array.of(0, 1, 0); // gives back what it was given
    for (const name of ["dilated.0", "dilated.1", "plain.0", "plain.1"]) {
      parameters.get(`a.${name}.weight`, [3, 1, 1], middle);
    }
    for (const paired of [true, false]) {
      const y = hifiGanResidual(parameters, "a", x, { kernel: 3, dilations: [1, 4], paired });
      expect(y.sub(x.mul(4)).abs().max().dataSync()[0]).toBeLessThan(1e-5); // doubled twice
    }
    const unpaired = new Parameters(3);
    hifiGanResidual(unpaired, "b", x, { kernel: 3, dilations: [1, 4], paired: false });
    expect(unpaired.names()).toEqual([
      "b.dilated.0.bias",
      "b.dilated.0.weight",
      "b.dilated.1.bias",
      "b.dilated.1.weight",
    ]);
    parameters.dispose();
    unpaired.dispose();
  });
});

test("the way from the sound back to every weight is open", () => {
  const small = {
    ...sizes,
    bands: 3,
    channels: 4,
    stages: [{ stride: 2, kernel: 4 }],
    blocks: [{ kernel: 3, dilations: [1, 3] }],
  };
  const parameters = new Parameters(3);
  tf.tidy(() => {
    const mel = seededNoise<Rank.R3>([4, 32, 3], 1);
    const loss = (): tf.Scalar => tf.tidy(() => hifiGan(parameters, mel, small).square().mean());
    loss();
    // Fresh weights are near 0, where nothing gets through.
    for (const weight of Object.values(parameters.values())) weight.assign(weight.mul(20));
    expect(gradientError(parameters, loss)).toBeLessThan(0.02);
  });
  parameters.dispose();
});

test("what is no mel spectrogram of this vocoder is refused", () => {
  const parameters = new Parameters(3);
  const refusal = (shape: number[]) =>
    expect(() => hifiGan(parameters, tf.zeros<Rank.R3>(shape as Triple), sizes));
  refusal([1, 5, 64]).toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: hifiGan: expected a log-mel spectrogram [B, T, 80] of at least 1 frame, got [1, 5, 64]; use the mel settings that the vocoder was trained with, and add the batch axis]`,
  );
  refusal([80, 5]).toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: hifiGan: expected a log-mel spectrogram [B, T, 80] of at least 1 frame, got [80, 5]; use the mel settings that the vocoder was trained with, and add the batch axis]`,
  );
});

test("weight normalisation is read in all its spellings", () => {
  const names = [
    [".weight_g", ".parametrizations.weight.original0"],
    [".weight_v", ".parametrizations.weight.original1"],
  ];
  const renamed = [...published()].map(([name, array]) => {
    return [names.reduce((text, [from, to]) => text.replace(from, to), name), array] as const;
  });
  const [one, two] = [published(), new Map(renamed)].map((arrays) =>
    publishedHifiGan(arrays, sizes),
  );
  expect(two.toSafetensors()).toEqual(one.toSafetensors());
  one.dispose();
  two.dispose();
});

test("published weights are taken whole or not at all", async () => {
  const { leaked } = await countTensors(() => {
    const without = (name: string, asked = sizes) => {
      const arrays = published();
      arrays.delete(name);
      return expect(() => publishedHifiGan(arrays, asked));
    };
    without("ups.0.weight_g").toThrowErrorMatchingInlineSnapshot(
      `[TutorialError: published vocoder weights: expected the arrays of one generator, under the names it was published with, got ups.0.weight_v without ups.0.weight_g; take the generator alone, without discriminators or optimiser, of the kind you ask for]`,
    );
    without("ups.0.bias").toThrowErrorMatchingInlineSnapshot(
      `[TutorialError: Parameters.load: expected exactly the network's 56 weights, got a file without "stages.0.rise.bias"; load the file of this network, or build the network that the file is of]`,
    );
    without("", { ...sizes, bands: 64 }).toThrowErrorMatchingInlineSnapshot(
      `[TutorialError: parameter "entrance.weight": expected the shape [7, 64, 16] that the network asks for, got [7, 80, 16]; build the network with the sizes it was trained with, or give the layer another name]`,
    );
    without("", { ...sizes, paired: false }).toThrowErrorMatchingInlineSnapshot(
      `[TutorialError: Parameters.load: expected exactly the network's 32 weights, got a file with "stages.0.blocks.0.plain.0.bias", "stages.0.blocks.0.plain.1.bias", "stages.0.blocks.0.plain.2.bias", "stages.0.blocks.1.plain.0.bias", 20 more, unknown to the network; load the file of this network, or build the network that the file is of]`,
    );
  });
  expect(leaked).toBe(0);
});
