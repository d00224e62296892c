/** Family `encodec-rvq`: EnCodec's residual quantiser, and one step of its codebooks. */
import { Parameters } from "../../../src/nn/parameters";
import { encodecQuantiser } from "../../../src/representation/bottleneck/encodecQuantiser";
import { Random } from "../../../src/tensor/random";
import { tf } from "../../../src/tensor/tf";
import type { Tensor3D } from "../../../src/tensor/tf";
import type { Fixture, ParityFamily } from "../fixture";

/** The reference's buffers, by our names. */
const buffers = {
  vectors: "embed",
  sums: "embed_avg",
  counts: "cluster_size",
  begun: "inited",
} as const;

function loadCodebooks(fixture: Fixture, quantisers: number): Parameters {
  const codebooks = new Parameters(0);
  for (let i = 0; i < quantisers; i++) {
    for (const [ours, theirs] of Object.entries(buffers)) {
      const key = `quantizer.vq.layers.${i}._codebook.${theirs}`;
      const { shape, data } = fixture.weights.get(key)!;
      codebooks.get(`rvq.${i}.${ours}`, [...shape] as [number], () => Float32Array.from(data));
    }
  }
  return codebooks;
}

/** The fixtures lie as [B, C, T], ours as [B, T, C]. */
function swapped(x: Tensor3D): Tensor3D {
  return x.transpose<Tensor3D>([0, 2, 1]);
}

/** The fixtures' codes lie as [N, B, T], ours as [B, N, T]. */
function stagesFirst(codes: Tensor3D): ArrayLike<number> {
  return codes.transpose([1, 0, 2]).dataSync();
}

function compute(fixture: Fixture): Record<string, ArrayLike<number>> {
  const config = fixture.config as unknown as Record<string, number>;
  const { dim: size, n_q: quantisers, codebook_size: codebookSize, decay, epsilon } = config;
  const sizes = { size, codebookSize, dropout: 0 };
  const codebooks = loadCodebooks(fixture, quantisers);
  const quantiser = encodecQuantiser(codebooks, "rvq", { ...sizes, quantisers });
  const { data, shape } = fixture.inputs.x;
  const h = swapped(tf.tensor3d(Float32Array.from(data), [...shape] as [number, number, number]));
  const codes = quantiser.codes(h);
  const numbers: Record<string, ArrayLike<number>> = {
    codes: stagesFirst(codes),
    quantized: swapped(quantiser.encode(h)).dataSync(),
    decoded: swapped(quantiser.decodeCodes(codes)).dataSync(),
  };
  // `codes_nq2` and `decoded_nq2` are of the first two quantisers only.
  for (let first = 1; first < quantisers; first++) {
    const coarse = quantiser.codes(h, { quantisers: first });
    numbers[`codes_nq${first}`] = stagesFirst(coarse);
    numbers[`decoded_nq${first}`] = swapped(quantiser.decodeCodes(coarse)).dataSync();
  }
  // The reference's replacements of dead codes are overwritten in the same step, so none show.
  const learning = { ...sizes, decay, epsilon, quantisers: 1, deadBelow: 0 };
  const first = encodecQuantiser(codebooks, "rvq", learning);
  const indices = stagesFirst(first.codes(h));
  const { z, losses } = first.train(h, new Random(0));
  const values = codebooks.values();
  const step = {
    "ema.indices": indices,
    "ema.quantized": swapped(z).dataSync(),
    "ema.commit_loss": losses.commitment.dataSync(),
    "ema.embed": values["rvq.0.vectors"].dataSync(),
    "ema.embed_avg": values["rvq.0.sums"].dataSync(),
    "ema.cluster_size": values["rvq.0.counts"].dataSync(),
  };
  codebooks.dispose();
  return { ...numbers, ...step };
}

export const encodecRvq: ParityFamily = {
  // eslint-disable-next-line @typescript-eslint/require-await
  async run(fixture) {
    tf.engine().startScope();
    const numbers = compute(fixture);
    tf.engine().endScope();
    return numbers;
  },
};
