/** Family `dac-rvq`: the residual quantiser of the Descript Audio Codec. */
import { Parameters } from "../../../src/nn/parameters";
import { dacQuantiser, dacStage } from "../../../src/representation/bottleneck/dacQuantiser";
import { Random } from "../../../src/tensor/random";
import type { NamedArray } from "../../../src/tensor/safetensors";
import { tf } from "../../../src/tensor/tf";
import type { Tensor2D, Tensor3D } from "../../../src/tensor/tf";
import type { Fixture, ParityFamily } from "../fixture";

/** Weight normalisation undone: w = g·v/‖v‖ of each output, then [out, in, 1] as [in, out]. */
function projection(
  fixture: Fixture,
  key: string,
): { shape: [number, number]; data: Float32Array } {
  const { shape, data } = fixture.weights.get(`${key}.weight_v`)!;
  const [out, into] = shape;
  const length = Array.from(fixture.weights.get(`${key}.weight_g`)!.data, Number);
  const rows = length.map((g, o) => {
    const row = Array.from(data.slice(o * into, (o + 1) * into));
    return row.map((one) => (g * one) / Math.hypot(...row));
  });
  const folded = Float32Array.from(
    { length: into * out },
    (_, i) => rows[i % out][Math.floor(i / out)],
  );
  return { shape: [into, out], data: folded };
}

function loadWeights(fixture: Fixture, quantisers: number): Parameters {
  const parameters = new Parameters(0);
  const put = (name: string, shape: readonly number[], data: ArrayLike<number>): void =>
    void parameters.get(name, [...shape] as [number], () => Float32Array.from(data));
  const copy = (name: string, { shape, data }: NamedArray): void => put(name, shape, data);
  for (let i = 0; i < quantisers; i++) {
    const from = `quantizer.quantizers.${i}`;
    copy(`rvq.${i}.codebook`, fixture.weights.get(`${from}.codebook.weight`)!);
    for (const side of ["in", "out"]) {
      const { shape, data } = projection(fixture, `${from}.${side}_proj`);
      put(`rvq.${i}.${side}.weight`, shape, data);
      copy(`rvq.${i}.${side}.bias`, fixture.weights.get(`${from}.${side}_proj.bias`)!);
    }
  }
  return parameters;
}

/** The fixtures lie as [B, C, T], ours as [B, T, C]. */
function swapped(x: Tensor3D): Tensor3D {
  return x.transpose<Tensor3D>([0, 2, 1]);
}

function compute(fixture: Fixture): Record<string, ArrayLike<number>> {
  const config = fixture.config as unknown as Record<string, number>;
  const { input_dim: size, n_codebooks: quantisers } = config;
  const { codebook_size: codebookSize, codebook_dim: codebookDim } = config;
  const parameters = loadWeights(fixture, quantisers);
  const quantiser = dacQuantiser(parameters, "rvq", {
    size,
    quantisers,
    codebookSize,
    codebookDim,
    dropout: 0,
    commitmentWeight: 1,
    codebookWeight: 1,
  });
  const { data, shape } = fixture.inputs.z;
  const h = swapped(tf.tensor3d(Float32Array.from(data), [...shape] as [number, number, number]));
  const codes = quantiser.codes(h);
  const { z, losses } = quantiser.train(h, new Random(0));

  const stages = Array.from({ length: quantisers }, (_, i) =>
    dacStage(parameters, `rvq.${i}`, { size, codebookSize, codebookDim }),
  );
  const rows = tf.unstack(codes, 1) as Tensor2D[]; // [B, T] each
  let residual = h;
  const latents = stages.map((stage, i) => {
    const latent = stage.project(residual);
    residual = residual.sub(stage.lookUp(rows[i]));
    return latent;
  });
  const vectors = stages.map((stage, i) => stage.vectors(rows[i]));
  const numbers: Record<string, ArrayLike<number>> = {
    codes: codes.dataSync(),
    z_q: swapped(z).dataSync(),
    from_codes_z_q: swapped(quantiser.decodeCodes(codes)).dataSync(),
    from_codes_z_p: swapped(tf.concat(vectors, 2)).dataSync(),
    latents: swapped(tf.concat(latents, 2)).dataSync(),
    commitment_loss: losses.commitment.dataSync(),
    codebook_loss: losses.codebook.dataSync(),
  };
  // `codes_2` and `z_q_2` are of the first two quantisers only.
  for (let first = 1; first < quantisers; first++) {
    const choice = { quantisers: first };
    numbers[`codes_${first}`] = quantiser.codes(h, choice).dataSync();
    numbers[`z_q_${first}`] = swapped(quantiser.encode(h, choice)).dataSync();
  }
  parameters.dispose();
  return numbers;
}

export const dacRvq: ParityFamily = {
  // eslint-disable-next-line @typescript-eslint/require-await
  async run(fixture) {
    tf.engine().startScope();
    const numbers = compute(fixture);
    tf.engine().endScope();
    return numbers;
  },
};
