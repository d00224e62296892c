/** What a sampler costs beside the network that it asks. */
import type { Denoiser } from "../../src/diffusion/samplers/denoiser";
import { finalSample } from "../../src/diffusion/samplers/finalSample";
import type { Sampler } from "../../src/diffusion/samplers/sampler";
import { uniformTimes } from "../../src/diffusion/schedules/uniformTimes";
import { variancePreserving } from "../../src/diffusion/variancePreserving";
import { seededNoise } from "../../src/tensor/random";
import { tf } from "../../src/tensor/tf";
import type { Tensor } from "../../src/tensor/tf";
import { all } from "../diffusion/samplers/solvers";
import { medianMilliseconds, rounded } from "./bench";
import type { Bench, BenchRow } from "./bench";

/** A small text-to-music DiT under guidance: latent [2, 128, 64], 32 text tokens, width 192, 6 blocks. */
const size = { batch: 2, frames: 128, tokens: 32, channels: 64, width: 192, heads: 3, blocks: 6 };
const steps = 50;
const route = {
  process: variancePreserving(),
  times: uniformTimes({ steps, from: 0.99, to: 0.01 }),
};

/** [B, T, C] · [C, E], as one product. */
function project(x: Tensor, weight: Tensor): Tensor {
  const [batch, length, width] = x.shape;
  return tf.matMul(x.reshape([batch * length, width]), weight).reshape([batch, length, -1]);
}

/** softmax(q·kᵀ)·v in H heads. [B, T, D], [B, L, D] → [B, T, D] */
function attend(q: Tensor, k: Tensor, v: Tensor): Tensor {
  const { heads, width } = size;
  const [qs, ks, vs] = [q, k, v].map((one) =>
    one.reshape([one.shape[0], one.shape[1]!, heads, width / heads]).transpose([0, 2, 1, 3]),
  );
  const mixed = tf.matMul(tf.softmax(tf.matMul(qs, ks, false, true)), vs); // [B, H, T, D/H]
  return mixed.transpose([0, 2, 1, 3]).reshape(q.shape);
}

/** The matrix products of such a network, and nothing of its meaning. [B, T, C] → [B, T, C] */
function ditSizedCall(x: Tensor, text: Tensor, weights: readonly Tensor[]): Tensor {
  const [into, toQkv, square, up, down, outOf] = weights;
  return tf.tidy(() => {
    let h = project(x, into); // [B, T, D]
    for (let block = 0; block < size.blocks; block++) {
      const [q, k, v] = tf.split(project(h, toQkv), 3, 2);
      h = h.add(project(attend(q, k, v), square));
      h = h.add(project(attend(project(h, square), text, text), square));
      h = h.add(project(tf.relu(project(h, up)), down));
    }
    return project(h, outOf);
  });
}

function networkMilliseconds(): number {
  const { batch, frames, tokens, channels, width } = size;
  const shapes = [
    [channels, width],
    [width, 3 * width],
    [width, width],
    [width, 4 * width],
    [4 * width, width],
    [width, channels],
  ];
  const weights = shapes.map((shape, i) =>
    tf.tidy(() => seededNoise(shape, i).mul(0.02 / Math.sqrt(width))),
  );
  const x = seededNoise([batch, frames, channels], 1);
  const text = seededNoise([batch, tokens, width], 2);
  const milliseconds = medianMilliseconds(() => {
    const out = ditSizedCall(x, text, weights);
    out.dataSync();
    out.dispose();
  }, 9);
  tf.dispose([...weights, x, text]);
  return milliseconds;
}

/** A denoiser that takes no time. */
const instant: Denoiser = (xt) => xt.clone();

function overhead(sampler: Sampler): BenchRow {
  const start = seededNoise([1, size.frames, size.channels], 1);
  let calls = 0;
  const counted: Denoiser = (xt, level) => (calls++, instant(xt, level));
  finalSample(sampler(counted, start, route)).dispose();
  const walk = (): void => finalSample(sampler(instant, start, route)).dispose();
  const perCall = medianMilliseconds(walk, 5) / calls;
  start.dispose();
  const network = networkMilliseconds();
  return {
    "ms a call, sampler": rounded(perCall),
    "ms a call, network": rounded(network),
    "overhead, %": rounded((100 * perCall) / network),
  };
}

export const samplerOverhead: Bench = {
  name: "overhead",
  about:
    "time of the sampler itself for a latent [1, 128, 64], beside one guided call of a small DiT",
  cases: Object.entries(all).map(([name, sampler]) => ({ name, run: () => overhead(sampler) })),
};
