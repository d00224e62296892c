/** A loss in two halves, what is drawn and what is computed of it, so that the second can be compiled. */
import type { Random } from "../tensor/random";
import { compile } from "../tensor/graph/compile";
import type { Compiled } from "../tensor/graph/compile";
import { tf } from "../tensor/tf";
import type { Tensor, Tensor1D } from "../tensor/tf";
import { assignFlat, flatten } from "./flat";
import type { Layout } from "./flat";
import { lossGradient } from "./lossGradient";
import type { MeasuredLoss } from "./lossGradient";

/** All that differs from step to step. (A type, for `tf.tidy`.) */
export type Drawn = Readonly<Record<string, Tensor>>;

/**
 * A loss whose steps native TensorFlow can run in one go, which is faster: all that is random, or otherwise differs from
 * step to step, is drawn as tensors; what is computed of them knows only these and weights.
 *
 * Numbers that {@link DrawnLoss.of} makes by itself must be the same whenever the tensors have the same shapes.
 *
 * @example
 * const parameters = new Parameters(7);
 * const loss: DrawnLoss = {
 *   draw: (_, random) => ({ x: tf.tensor2d(random.normals(64), [64, 1]) }),
 *   of: ({ x }) => dense(parameters, "line", x as Tensor2D, 1).sub(x.mul(3)).square().mean().asScalar(),
 * };
 * const { losses } = await train({ parameters, loss, steps: 200, learningRate: 0.01 });
 */
export interface DrawnLoss {
  /** As `LossFunction`, within `tf.tidy` and with a stream for each step; dispose nothing. */
  draw(step: number, random: Random): Drawn;
  /** One number, of tensors of such shapes. */
  of(drawn: Drawn): tf.Scalar;
}

/** Compiling takes as long as some ten steps: only for shapes that have come as often as this. */
const worthCompiling = 3;

/** The second half for all shapes that come. @internal */
export class DrawnLossGradient {
  /** By shapes: how often they came, or their graph, or that there is none. */
  private readonly known = new Map<string, number | Compiled | "eager">();

  constructor(
    private readonly loss: DrawnLoss,
    private readonly layout: Layout,
  ) {}

  /**
   * Loss and gradient.
   *
   * @param weights those of the layout, [P]
   * @param check see `lossGradient`
   */
  at(weights: Tensor1D, drawn: Drawn, check: () => void): MeasuredLoss {
    const { variables } = this.layout;
    const inputs = [weights, ...Object.values(drawn)];
    const graph = this.graphFor(drawn, inputs);
    if (!graph) return lossGradient(variables, () => ({ loss: this.loss.of(drawn) }), check);
    const [gradient, numbers] = graph.run(inputs) as Tensor1D[];
    const [loss, gradientNorm] = numbers.dataSync();
    numbers.dispose();
    return { loss, parts: {}, gradient, gradientNorm };
  }

  private graphFor(drawn: Drawn, inputs: readonly Tensor[]): Compiled | undefined {
    const key = Object.entries(drawn)
      .map(([name, { shape }]) => `${name} ${shape.join("×")}`)
      .join();
    const now = this.known.get(key) ?? 0;
    if (now === "eager") return undefined;
    if (typeof now === "object") return now;
    if (now + 1 < worthCompiling) {
      this.known.set(key, now + 1);
      return undefined;
    }
    const graph = compile(() => this.step(drawn, inputs[0] as Tensor1D), inputs);
    this.known.set(key, graph ?? "eager");
    return graph;
  }

  /** What is recorded. The weights are a part of it, so that the graph is fed them as one vector. */
  private step(drawn: Drawn, weights: Tensor1D): Tensor[] {
    const { variables } = this.layout;
    assignFlat(this.layout, weights);
    const { value, grads } = tf.variableGrads(() => this.loss.of(drawn), [...variables]);
    const gradient = flatten(variables.map((one) => grads[one.name] ?? tf.zerosLike(one)));
    const length = gradient.square().sum().sqrt();
    return [gradient, tf.stack([value, length])];
  }

  dispose(): void {
    for (const one of this.known.values()) if (typeof one === "object") one.dispose();
    this.known.clear();
  }
}
