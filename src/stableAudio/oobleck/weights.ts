/** The autoencoder's weights as its layers need them: weight normalisation is undone. */
import type { NamedArray } from "../../tensor/safetensors";
import type { Precision } from "../../tensor/precision";
import { tf } from "../../tensor/tf";
import type { Tensor1D, Tensor3D } from "../../tensor/tf";
import { NamedWeights } from "../namedWeights";
import type { OobleckLayout } from "./sizes";

/** Where in a file the autoencoder's weights are, and how they are held. */
export interface OobleckOptions {
  /** Before every name: `"pretransform.model."` in a file of a whole model, nothing unless given. */
  readonly prefix?: string;
  /** Of the products, float32 unless given. */
  readonly precision?: Precision;
}

/** What the layers ask a file for. The tensors are the asker's. */
export interface WeightReader {
  /** In which layers are to hold their matrices. */
  readonly precision: Precision;
  /** [size] */
  vector(name: string, size: number): Tensor1D;
  /** What is kept per channel, as [size]: in the diffusers layout the file has it as [1, size, 1]. */
  perChannel(name: string, size: number): Tensor1D;
  /** `NAME.weight_g` and `NAME.weight_v` as the one weight they stand for, g·v/‖v‖ with the norm over all but axis 0. */
  normed(name: string, shape: readonly [number, number, number]): Tensor3D;
  /** Throws if the file holds weights that no layer asked for. */
  finish(): void;
}

/**
 * @param tensors as a safetensors file has them
 * @throws TutorialError of its methods: `oobleck.weights`
 */
export function weightReader(
  tensors: ReadonlyMap<string, NamedArray>,
  layout: OobleckLayout,
  { prefix = "", precision = "float32" }: OobleckOptions = {},
): WeightReader {
  const asking = { code: "oobleck.weights", where: `oobleck, layout ${layout}`, prefix };
  const weights = new NamedWeights(tensors, asking);
  return {
    precision,
    vector: (name, size) => weights.tensor<tf.Rank.R1>(name, [size]),
    perChannel: (name, size) =>
      tf.tidy(() =>
        weights.tensor(name, layout === "diffusers" ? [1, size, 1] : [size]).reshape([size]),
      ),
    normed: (name, shape) =>
      tf.tidy(() => {
        const gain = weights.tensor<tf.Rank.R3>(`${name}.weight_g`, [shape[0], 1, 1]);
        const v = weights.tensor<tf.Rank.R3>(`${name}.weight_v`, [...shape]);
        return v.mul<Tensor3D>(gain.div(v.square().sum([1, 2], true).sqrt()));
      }),
    finish: () => weights.done(),
  };
}
