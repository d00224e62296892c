/** A network that has been told about a piece of music: what remains is a step, for each x_t and t. */
import { guide } from "../../diffusion/guidance";
import type { Conditioned } from "../../diffusion/guidance";
import { tf } from "../../tensor/tf";
import type { Tensor, Tensor3D, Tensor4D } from "../../tensor/tf";
import type { DiffusionTime } from "../../units";
import { contextOf } from "./block";
import { checkConditions } from "./conditions";
import type { StableAudioDitConditions } from "./conditions";
import { stableAudioGuidance } from "./guidance";
import type { StableAudioGuidance } from "./guidance";
import { layerPair } from "./layers";
import type { Context } from "./layers";
import type { PreparedRows, SharedDit } from "./shared";
import { ditStep } from "./step";
import type { HiddenObserver } from "./step";
import { tensorsIn } from "./tensorsIn";

/** A time for all rows, or one for each of B. */
export type StepTime = DiffusionTime | readonly DiffusionTime[];

/** How a step is taken. */
export interface StepOptions {
  /** For `"pair"` x_t has 2·B rows, of which the last B hear the negative conditions, or none. */
  readonly rows?: Conditioned;
  /** Is shown the tokens behind each block. */
  readonly observe?: HiddenObserver;
}

/** See {@link StableAudioDit.prepare}. */
export interface PreparedDit {
  /**
   * What the network answers: v, or the velocity.
   *
   * @param xt [B, T, C]
   * @returns [B, T, C]
   * @throws TutorialError `stableAudio.dit.step`
   */
  step(xt: Tensor3D, t: StepTime, options?: StepOptions): Tensor3D;
  /** A step with guidance: both answers of one call with every x_t twice, as {@link guide} combines them. */
  guided(guidance: StableAudioGuidance): (xt: Tensor3D, t: StepTime) => Tensor3D;
  /** Releases what was prepared; the network stays. */
  dispose(): void;
}

const twice = <T extends Tensor>(x: T): T => tf.concat([x, x]);

/** Keys and values of each row by itself. */
function rowByRow({ key, value }: Context): Context[] {
  const [keys, values] = [key, value].map((one) => tf.split<Tensor4D>(one, one.shape[0]));
  return keys.map((one, row) => ({ key: one, value: values[row] }));
}

/** The rows that hear the prompt. */
function conditionalRows(
  { plan, weights }: SharedDit,
  { crossAttention, global, prepend, beside }: StableAudioDitConditions,
): PreparedRows {
  const { outer, blocks } = weights;
  const tokens = crossAttention && outer.cross && layerPair(crossAttention, outer.cross); // [B, L, Dc]
  const listening = blocks.flatMap(({ cross }) => (cross ? [cross] : []));
  const [given] = [crossAttention, global, prepend, beside].filter((one) => one !== undefined);
  return {
    count: given?.shape[0],
    contexts: tokens ? listening.map((cross) => rowByRow(contextOf(tokens, cross, plan))) : [],
    global: global && outer.global && layerPair(global, outer.global),
    prepend: prepend && outer.prepend && layerPair(prepend, outer.prepend),
    beside: beside?.clone(),
  };
}

/** Those rows, and as many that hear the negative prompt or nothing. The vector is the same for both. */
function pairedRows(
  shared: SharedDit,
  one: PreparedRows,
  { negative }: StableAudioDitConditions,
): PreparedRows {
  const { crossAttention, mask } = negative ?? {};
  const seen = mask ? crossAttention?.mul<Tensor3D>(mask.expandDims(2)) : crossAttention;
  const other = conditionalRows(shared, { crossAttention: seen }).contexts;
  return {
    count: one.count && 2 * one.count,
    contexts: one.contexts.map((rows, i) => [...rows, ...(other.at(i) ?? [])]),
    global: one.global && twice(one.global),
    prepend: one.prepend && tf.concat([one.prepend, tf.zerosLike(one.prepend)]),
    beside: one.beside && twice(one.beside),
  };
}

function kept(make: () => PreparedRows): PreparedRows {
  const rows = tf.tidy(() => make() as never) as PreparedRows;
  tensorsIn(rows).forEach((one) => tf.keep(one));
  return rows;
}

/** @internal */
export function prepareDit(shared: SharedDit, conditions: StableAudioDitConditions): PreparedDit {
  checkConditions(shared.plan, conditions);
  const conditional = kept(() => conditionalRows(shared, conditions));
  const pair = kept(() => pairedRows(shared, conditional, conditions));
  const rowsOf = { conditional, pair };
  const step: PreparedDit["step"] = (xt, t, { rows = "conditional", observe } = {}) => {
    const times = typeof t === "number" ? [t] : t;
    const all = rows === "pair" && times.length > 1 ? [...times, ...times] : times;
    return ditStep(shared, rowsOf[rows], { xt, times: all, observe });
  };
  return {
    step,
    guided(guidance) {
      const options = stableAudioGuidance(guidance, shared.plan.objective);
      const isHeard = conditions.crossAttention !== undefined || conditions.prepend !== undefined;
      if (!isHeard) return (xt, t) => step(xt, t);
      // The interval is a question to the first row's time.
      const model = guide(
        (xt, where: { readonly t: DiffusionTime; readonly all: StepTime }, rows) =>
          step(xt as Tensor3D, where.all, { rows }),
        options,
      );
      return (xt, t) => model(xt, { t: typeof t === "number" ? t : t[0], all: t }) as Tensor3D;
    },
    dispose: () => tf.dispose(tensorsIn([conditional, pair])),
  };
}
