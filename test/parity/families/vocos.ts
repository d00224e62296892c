/** Family `vocos`: Vocos' backbone and inverse-STFT head. */
import { dense } from "../../../src/nn/dense";
import { convNextBlock } from "../../../src/representation/vocoder/convNextBlock";
import { publishedVocos } from "../../../src/representation/vocoder/publishedVocos";
import { vocos, vocosEmbedding, vocosFeatures } from "../../../src/representation/vocoder/vocos";
import type { VocosSizes } from "../../../src/representation/vocoder/vocos";
import { tf } from "../../../src/tensor/tf";
import type { Tensor3D } from "../../../src/tensor/tf";
import type { Fixture, ParityFamily } from "../fixture";

interface VocosConfig {
  readonly input_channels: number;
  readonly dim: number;
  readonly intermediate_dim: number;
  readonly num_layers: number;
  readonly n_fft: number;
  readonly hop_length: number;
  readonly padding: "same" | "center";
}

function sizesOf(fixture: Fixture): VocosSizes {
  const config = fixture.config as unknown as VocosConfig;
  return {
    bands: config.input_channels,
    width: config.dim,
    hidden: config.intermediate_dim,
    blocks: config.num_layers,
    fftSize: config.n_fft,
    hop: config.hop_length,
    alignment: config.padding,
  };
}

/** The fixtures lie as [B, bands, T], ours as [B, T, bands]. */
export function melOf(fixture: Fixture): Tensor3D {
  const { data, shape } = fixture.inputs.mel;
  const mel = tf.tensor3d(Float32Array.from(data), shape as [number, number, number]);
  return mel.transpose([0, 2, 1]);
}

/** The numbers of [B, T, C] as the fixtures have them: [B, C, T]. */
export function channelsFirst(x: Tensor3D): ArrayLike<number> {
  return x.transpose([0, 2, 1]).dataSync();
}

export const vocosFamily: ParityFamily = {
  // eslint-disable-next-line @typescript-eslint/require-await
  async run(fixture) {
    const sizes = sizesOf(fixture);
    tf.engine().startScope();
    const parameters = publishedVocos(fixture.weights, sizes);
    const mel = melOf(fixture);
    const embedded = vocosEmbedding(parameters, mel, sizes);
    const first = convNextBlock(parameters, "blocks.0", embedded, { hidden: sizes.hidden });
    const features = vocosFeatures(parameters, mel, sizes);
    const out = {
      embed_normed: channelsFirst(embedded),
      convnext0: channelsFirst(first),
      features: features.dataSync(),
      head_linear: dense(parameters, "head", features, sizes.fftSize + 2).dataSync(),
      audio: vocos(parameters, mel, sizes).dataSync(),
    };
    parameters.dispose();
    tf.engine().endScope();
    return out;
  },
};
