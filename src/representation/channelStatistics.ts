/** Mean 0 and variance 1 in every channel: what a noise schedule takes for granted. */
import type { Parameters } from "../nn/parameters";
import { ones, zeros } from "../nn/initializers";
import { tf } from "../tensor/tf";
import type { Tensor } from "../tensor/tf";

/** Between a latent as the autoencoder has it, and as diffusion wants it. */
export interface ChannelScale {
  /** (z − mean)/deviation, [..., C] */
  normalise<T extends Tensor>(z: T): T;
  /** z·deviation + mean, [..., C] */
  restore<T extends Tensor>(z: T): T;
}

/**
 * The scale of a latent, kept among its model's weights as `latent.mean` and `latent.deviation` [C]: what was
 * measured once goes wherever the weights go. It is the identity until {@link measureChannels} has seen data.
 *
 * @internal
 */
export function channelScale(parameters: Parameters, channels: number): ChannelScale {
  const mean = parameters.get("latent.mean", [channels] as [number], zeros);
  const deviation = parameters.get("latent.deviation", [channels] as [number], ones);
  return {
    normalise: (z) => tf.tidy(() => z.sub(mean).div(deviation)),
    restore: (z) => tf.tidy(() => z.mul(deviation).add(mean)),
  };
}

/**
 * Measures mean and standard deviation of each channel, and puts them into the scale of the model.
 *
 * @param parameters with a {@link channelScale}
 * @param latents [..., C] each
 *
 * @internal
 */
export function measureChannels(parameters: Parameters, latents: Iterable<Tensor>): void {
  let [sum, squares, count] = [new Float64Array(0), new Float64Array(0), 0];
  for (const latent of latents) {
    const channels = latent.shape.at(-1)!;
    if (count === 0) [sum, squares] = [new Float64Array(channels), new Float64Array(channels)];
    const values = latent.dataSync();
    for (let i = 0; i < values.length; i++) {
      sum[i % channels] += values[i];
      squares[i % channels] += values[i] ** 2;
    }
    count += values.length / channels;
  }
  const mean = sum.map((total) => total / count);
  const deviation = squares.map((total, i) =>
    Math.sqrt(Math.max(1e-8, total / count - mean[i] ** 2)),
  );
  assign(parameters, "latent.mean", mean);
  assign(parameters, "latent.deviation", deviation);
}

function assign(parameters: Parameters, name: string, values: Float64Array): void {
  tf.tidy(() => {
    const variable = parameters.get(name, [values.length] as [number], zeros);
    variable.assign(tf.tensor1d(Float32Array.from(values)));
  });
}
