/** One call of the network, from x_t to what it answers. */
import { TutorialError } from "../../error";
import { tf } from "../../tensor/tf";
import type { Tensor2D, Tensor3D } from "../../tensor/tf";
import type { DiffusionTime } from "../../units";
import { forEachRow, layerPair, linear } from "./layers";
import type { Linear } from "./layout";
import type { StableAudioDitPlan } from "./plan";
import type { PreparedRows, SharedDit } from "./shared";

/** Is shown the tokens behind a block, [B, N, D], those before the music too. They live only during the call. */
export type HiddenObserver = (hidden: Tensor3D, block: number) => void;

/** What differs from step to step. */
export interface StepInput {
  /** [rows, T, C] */
  readonly xt: Tensor3D;
  /** One for all rows, or one each. */
  readonly times: readonly DiffusionTime[];
  readonly observe?: HiddenObserver;
}

function checkStep(plan: StableAudioDitPlan, rows: PreparedRows, { xt, times }: StepInput): void {
  const [batch, frames, channels] = xt.shape;
  const prepared = rows.count ?? batch;
  const fits =
    xt.shape.length === 3 &&
    channels === plan.channels &&
    frames > 0 &&
    frames % plan.patch === 0 &&
    batch === prepared &&
    (times.length === 1 || times.length === batch) &&
    times.every((t) => Number.isFinite(t));
  if (fits) return;
  const multiple = plan.patch > 1 ? `a multiple of ${plan.patch} frames` : "frames";
  throw new TutorialError({
    code: "stableAudio.dit.step",
    where: "PreparedDit.step",
    expected: `x_t of [${prepared}, ${multiple}, ${plan.channels}], and one time or ${prepared}`,
    got: `[${xt.shape.join(", ")}], and ${times.length} times, ${times.slice(0, 3).join(", ")}`,
    fix: "pass as many rows as were prepared, twice as many of a pair, frames before channels",
  });
}

/** x + W·x for each frame. */
const residual = (x: Tensor3D, layer: Linear): Tensor3D => x.add<Tensor3D>(linear(x, layer));

/** p frames to a token, channel by channel: [B, T, C] to [B, T/p, C·p]. */
function patched(x: Tensor3D, patch: number): Tensor3D {
  if (patch === 1) return x;
  const [batch, frames, channels] = x.shape;
  const cut = x.reshape<tf.Tensor4D>([batch, frames / patch, patch, channels]);
  return cut.transpose([0, 1, 3, 2]).reshape([batch, frames / patch, channels * patch]);
}

/** The way back. */
function unpatched(x: Tensor3D, patch: number): Tensor3D {
  if (patch === 1) return x;
  const [batch, tokens, size] = x.shape;
  const cut = x.reshape<tf.Tensor4D>([batch, tokens, size / patch, patch]);
  return cut.transpose([0, 1, 3, 2]).reshape([batch, tokens * patch, size / patch]);
}

/** Each frame's nearest of a sequence of another length, at or before it. */
function atLength(x: Tensor3D, frames: number): Tensor3D {
  const length = x.shape[1];
  if (length === frames) return x;
  const nearest = Array.from({ length: frames }, (_, i) => Math.floor((i * length) / frames));
  return tf.gather(x, tf.tensor1d(nearest, "int32"), 1);
}

/** [cos 2πwt, sin 2πwt] through two layers. */
function timeVectors({ weights }: SharedDit, times: readonly DiffusionTime[], rows: number) {
  const all = times.length === rows ? times : Array<number>(rows).fill(times[0]);
  const angles = tf.tensor2d([...all], [rows, 1]).mul<Tensor2D>(2 * Math.PI).mul<Tensor2D>(weights.outer.timeWaves); // prettier-ignore
  return layerPair(tf.concat2d([angles.cos(), angles.sin()], 1), weights.outer.time);
}

/** What goes into the first block, what all blocks are told, and how many tokens of it are not music. */
function entered(shared: SharedDit, rows: PreparedRows, { xt, times }: StepInput) {
  const { plan, weights } = shared;
  const { outer } = weights;
  const [batch, frames] = xt.shape;
  const time = timeVectors(shared, times, batch);
  const isGlobal = plan.timeEnters === "global";
  const vector = isGlobal ? (rows.global?.add<Tensor2D>(time) ?? time) : rows.global;
  const beside: Tensor3D[] = [
    ...(rows.beside ? [atLength(rows.beside, frames)] : []),
    ...(isGlobal ? [] : [time.expandDims(1).tile<Tensor3D>([1, frames, 1])]),
  ];
  const wide = beside.length > 0 ? tf.concat<Tensor3D>([xt, ...beside], 2) : xt;
  const music = linear(patched(residual(wide, outer.before), plan.patch), outer.projectIn);
  const before = [
    ...(outer.memory ? [forEachRow(outer.memory, batch)] : []),
    ...(rows.prepend ? [rows.prepend] : []),
    ...(vector && plan.globalEnters === "prepend" ? [vector.expandDims<Tensor3D>(1)] : []),
  ];
  const tokens = before.length > 0 ? tf.concat([...before, music], 1) : music;
  const modulation =
    vector && plan.globalEnters === "adaLN" ? layerPair(vector, outer.modulation!) : undefined;
  return { tokens, modulation, others: tokens.shape[1] - music.shape[1] };
}

/**
 * What the network answers for one x_t of each row.
 *
 * The time joins the vector that all frames hear. That vector stands before the music as a token of its own (or sets the
 * norms of all blocks), and is dropped behind the last block. There is no norm behind it.
 *
 * @internal
 */
export function ditStep(shared: SharedDit, rows: PreparedRows, input: StepInput): Tensor3D {
  const { plan, weights, runner } = shared;
  checkStep(plan, rows, input);
  return tf.tidy(() => {
    const { tokens, modulation, others } = entered(shared, rows, input);
    const length = tokens.shape[1];
    const turns = shared.turns(length);
    // Row by row: products of so many positions are as fast alone, and only one row's numbers are alive at a time.
    let hidden = tf.split<Tensor3D>(tokens, tokens.shape[0]);
    const vectors = modulation && tf.split<Tensor2D>(modulation, tokens.shape[0]);
    for (const [i, block] of weights.blocks.entries()) {
      hidden = hidden.map((row, r) => {
        const context = rows.contexts.at(i)?.at(r);
        const next = runner.run(row, block, { turns, context, modulation: vectors?.[r] });
        row.dispose();
        return next;
      });
      if (input.observe) tf.tidy(() => input.observe?.(tf.concat<Tensor3D>(hidden), i));
    }
    const x = tf.concat<Tensor3D>(hidden);
    const music = x.slice<Tensor3D>([0, others, 0], [-1, length - others, -1]);
    const frames = unpatched(linear(music, weights.outer.projectOut), plan.patch);
    return residual(frames, weights.outer.after);
  });
}
