/** A cross-attention of one head, with any of the faults that people build in. */
import type { ConditioningMode } from "../../../conditioning/modes/mode";
import { hiddenKeys } from "../../../nn/attention";
import { dense } from "../../../nn/dense";
import { zeros } from "../../../nn/initializers";
import { tf } from "../../../tensor/tf";
import type { Tensor3D } from "../../../tensor/tf";

/** Which faults. */
export interface Faults {
  readonly wordsBack?: boolean;
  readonly randomStart?: boolean;
  readonly selfish?: boolean;
  readonly unmasked?: boolean;
  readonly wrongAxis?: boolean;
  readonly firstText?: boolean;
  readonly miscounted?: boolean;
}

const downwards = (x: Tensor3D): Tensor3D =>
  tf.softmax(x.transpose<Tensor3D>([0, 2, 1])).transpose([0, 2, 1]);

/** One head of width D in each block. */
export function oddMode(faults: Faults): ConditioningMode {
  return {
    name: "crossAttention",
    takes: "tokens",
    enter(parameters, name, text, { width }) {
      const [batch, length] = text.mask.shape;
      const projected = dense(parameters, `${name}.project`, text.tokens, width);
      const words = faults.firstText
        ? projected.slice([0, 0, 0], [1, -1, -1]).tile<Tensor3D>([batch, 1, 1])
        : projected;
      const hidden = hiddenKeys(text.mask).reshape<Tensor3D>([batch, 1, length]);
      return {
        ...{
          mode: "crossAttention",
          texts: batch,
          received: `${length} tokens`,
          held: [words, hidden],
        },
        inBlock: (block, x) => {
          const layer = (part: string, from: Tensor3D): Tensor3D =>
            dense(parameters, `${name}.blocks.${block}.${part}`, from, width);
          const source = faults.selfish ? x : words;
          const [q, k, v] = [layer("q", x), layer("k", source), layer("v", source)];
          const scores = tf.matMul<Tensor3D>(q, k, false, true).div<Tensor3D>(Math.sqrt(width));
          const shown = faults.unmasked || faults.selfish ? scores : scores.add<Tensor3D>(hidden);
          const weights = faults.wrongAxis
            ? downwards(scores).mul<Tensor3D>(text.mask.expandDims(1))
            : tf.softmax(shown);
          const said = tf.matMul(weights, v);
          if (faults.wordsBack) return v;
          const options = faults.randomStart ? {} : { initializer: zeros };
          return x.add(dense(parameters, `${name}.blocks.${block}.out`, said, width, options));
        },
      };
    },
    cost({ tokenSize }, { width, depth }) {
      const bias = faults.miscounted ? 0 : 1;
      const parameters = (tokenSize + bias) * width + depth * 4 * (width + bias) * width;
      return { parameters, flopsOnce: 0, flops: 0 };
    },
  };
}
