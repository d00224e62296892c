/** Residual vector quantisation: each quantiser writes down what those before it have left over. */
import { tf } from "../../tensor/tf";
import type { Tensor2D, Tensor3D } from "../../tensor/tf";
import type { ResidualQuantiser } from "./bottleneck";
import { checkCodes, checkedCount, checkWidth } from "./checkBottleneck";

/** One quantiser of a chain. */
export interface QuantiserStage {
  /** What is left [B, T, D] → which code, int32 [B, T]. */
  choose(residual: Tensor3D): Tensor2D;
  /** int32 [B, T] → what is then taken off, [B, T, D]. */
  lookUp(codes: Tensor2D): Tensor3D;
}

/** What a chain of quantisers is, and what it is called. */
export interface ResidualCodingOptions {
  readonly name: string;
  /** D, numbers a frame. */
  readonly size: number;
  readonly codebookSize: number;
  readonly stages: readonly QuantiserStage[];
}

/**
 * All of a residual quantiser that is the same whatever its stages: codes, their sum, and what they cost.
 *
 * r₀ = h, kᵢ = choose(rᵢ), rᵢ₊₁ = rᵢ − lookUp(kᵢ); z = Σᵢ lookUp(kᵢ)
 *
 * @throws TutorialError of its methods: `bottleneck.width`, `bottleneck.quantisers`, `bottleneck.codes`
 *
 * Source: Zeghidour et al. 2021, "SoundStream", algorithm 1.
 *
 * @internal
 */
export function residualCoding({
  name,
  size,
  codebookSize,
  stages,
}: ResidualCodingOptions): Omit<ResidualQuantiser, "train"> {
  const quantisers = stages.length;
  const codes: ResidualQuantiser["codes"] = (h, choice = {}) => {
    checkWidth(name, h, size);
    const used = stages.slice(0, checkedCount(name, choice.quantisers, quantisers));
    return tf.tidy(() => {
      let residual = h;
      const chosen = used.map((stage) => {
        const code = stage.choose(residual); // [B, T]
        residual = residual.sub(stage.lookUp(code));
        return code;
      });
      return tf.stack(chosen, 1) as Tensor3D; // [B, n, T]
    });
  };
  const sum = (chosen: Tensor3D): Tensor3D =>
    tf.tidy(() => {
      const rows = tf.unstack(chosen, 1) as Tensor2D[]; // [B, T] each
      return tf.addN(rows.map((one, i) => stages[i].lookUp(one))); // [B, T, D]
    });
  return {
    name,
    inputSize: size,
    outputSize: size,
    quantisers,
    codebookSize,
    codes,
    encode: (h, choice) => tf.tidy(() => sum(codes(h, choice))),
    decodeCodes: (chosen) => {
      checkCodes(name, chosen, { quantisers, codebookSize });
      return sum(chosen);
    },
    bitrate: (framesPerSecond, count) =>
      framesPerSecond * checkedCount(name, count, quantisers) * Math.log2(codebookSize),
  };
}
