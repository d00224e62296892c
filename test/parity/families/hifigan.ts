/** Family `hifigan`: HiFi-GAN's generator. */
import {
  hifiGan,
  hifiGanEntrance,
  hifiGanResidual,
  hifiGanRise,
} from "../../../src/representation/vocoder/hifiGan";
import type { HifiGanSizes } from "../../../src/representation/vocoder/hifiGan";
import { publishedHifiGan } from "../../../src/representation/vocoder/publishedHifiGan";
import { tf } from "../../../src/tensor/tf";
import type { Fixture, ParityFamily } from "../fixture";
import { channelsFirst, melOf } from "./vocos";

interface HifiGanConfig {
  readonly resblock: string;
  readonly upsample_rates: readonly number[];
  readonly upsample_kernel_sizes: readonly number[];
  readonly upsample_initial_channel: number;
  readonly resblock_kernel_sizes: readonly number[];
  readonly resblock_dilation_sizes: readonly (readonly number[])[];
}

function sizesOf(fixture: Fixture): HifiGanSizes {
  const config = fixture.config as unknown as HifiGanConfig;
  return {
    bands: fixture.inputs.mel.shape[1],
    channels: config.upsample_initial_channel,
    stages: config.upsample_rates.map((stride, i) => ({
      stride,
      kernel: config.upsample_kernel_sizes[i],
    })),
    blocks: config.resblock_kernel_sizes.map((kernel, i) => ({
      kernel,
      dilations: config.resblock_dilation_sizes[i],
    })),
    paired: config.resblock === "1",
  };
}

export const hifigan: ParityFamily = {
  // eslint-disable-next-line @typescript-eslint/require-await
  async run(fixture) {
    const sizes = sizesOf(fixture);
    tf.engine().startScope();
    const parameters = publishedHifiGan(fixture.weights, sizes);
    const mel = melOf(fixture);
    const entrance = hifiGanEntrance(parameters, mel, sizes);
    const risen = hifiGanRise(parameters, 0, entrance, sizes);
    const block = { ...sizes.blocks[0], paired: sizes.paired };
    const out = {
      conv_pre: channelsFirst(entrance),
      up0: channelsFirst(risen),
      resblock0: channelsFirst(hifiGanResidual(parameters, "stages.0.blocks.0", risen, block)),
      audio: hifiGan(parameters, mel, sizes).dataSync(),
    };
    parameters.dispose();
    tf.engine().endScope();
    return out;
  },
};
