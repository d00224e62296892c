/** The two networks of the text models behind one door. */
import type { Entered } from "../../conditioning/modes/mode";
import type { TextEmbedding } from "../../conditioning/textEmbedding";
import { withoutText } from "../../conditioning/withoutText";
import type { TimedNetwork } from "../../diffusion/denoisingLoss";
import { dit } from "../../network/dit/dit";
import { ditModulations } from "../../network/dit/schedule";
import { unet } from "../../network/unet/unet";
import type { Parameters } from "../../nn/parameters";
import { tf } from "../../tensor/tf";
import type { Tensor, Tensor1D, Tensor2D, Tensor3D } from "../../tensor/tf";
import type { DiffusionTime, Frames } from "../../units";
import { leading } from "./score/leading";
import { enterText, textDit, timingVector } from "./textDit";
import type { CompiledNetworks } from "./compiledNetworks";
import type { TextDitSize, Told } from "./textDit";
import { enterTextUnet, textUnet } from "./textUnet";
import type { TextUnetSize } from "./textUnet";

/** Which network, and how large. */
export type MusicNetworkSize =
  | { readonly network: "dit"; readonly size: TextDitSize }
  | { readonly network: "unet"; readonly size: TextUnetSize };

/** A network, and whether a score is among what it is asked. */
export type MusicNetworkPlan = MusicNetworkSize & { readonly score: boolean };

/**
 * Texts enter the network, once for all calls with them: see `enterModes`.
 *
 * @param gone for each text whether it is taken away: see `withoutText`
 * @param frames T of the music
 * @returns nothing if the network hears no text
 * @internal
 */
export function hearText(
  parameters: Parameters,
  plan: MusicNetworkSize,
  text: TextEmbedding,
  { gone, frames }: { readonly gone: readonly boolean[] | Tensor1D; readonly frames: Frames },
): Entered[] {
  if (plan.size.modes.length === 0) return [];
  const heard = withoutText(parameters, "null", text, gone);
  try {
    return plan.network === "dit"
      ? enterText(parameters, heard, plan.size, frames)
      : enterTextUnet(parameters, heard, plan.size, frames);
  } finally {
    tf.dispose(heard);
  }
}

/** The network, told so much: [B, T, C] → [B, T, C]; with a score, one that leads. @internal */
export function musicNetwork(
  parameters: Parameters,
  plan: MusicNetworkPlan,
  told: Told,
): TimedNetwork {
  const network =
    plan.network === "dit"
      ? textDit(parameters, plan.size, told)
      : textUnet(parameters, plan.size, told);
  return amongScores(network, plan, told);
}

/** A network that sees the head of a score beside x_t, and whose scores lead; itself if there is no score. */
function amongScores(
  network: TimedNetwork,
  { score }: MusicNetworkPlan,
  { head }: Told,
): TimedNetwork {
  if (!score || !head) return network;
  return leading((xt, t) => network(besideHead(xt, head), t));
}

/** x_t and the head of its score, frame by frame: [B, T, C + 6]. */
function besideHead(xt: Tensor, head: Tensor3D): Tensor3D {
  return tf.concat([xt as Tensor3D, head], 2);
}

/** What such a call is told. */
interface ToldInput {
  readonly condition: Tensor2D;
  readonly entered: readonly Entered[];
  /** The head of the score, beside x_t, [B, T, 6]. */
  readonly head?: Tensor3D;
}

/**
 * A call of the network whose vector of noise level and timing was made before, as it is trained.
 *
 * @param xt [B, T, C], a score in it of variance 1
 * @returns [B, T, C], a score in it as it is written
 * @internal
 */
export function toldMusicNetwork(
  parameters: Parameters,
  plan: MusicNetworkSize,
  xt: Tensor,
  { head, ...input }: ToldInput,
): Tensor {
  const seen = head ? besideHead(xt, head) : xt;
  return plan.network === "dit"
    ? dit(parameters, "dit", seen, input, plan.size)
    : unet(parameters, "unet", seen as Tensor3D, input, plan.size);
}

/** A network that has prepared itself for some times. */
export interface PreparedNetwork {
  readonly network: TimedNetwork;
  dispose(): void;
}

/** Compiling takes as long as some twenty calls, two for each step of Heun: a walk of fewer times goes without. */
const worthCompiling = 12;

/**
 * The same network for a walk whose times are known: a transformer makes the modulation of all of them at once, and is
 * compiled if there are many. Asked at any other time, it makes that one's when asked.
 *
 * @param compiled what the model has compiled for other walks
 * @internal
 */
export function preparedNetwork(
  parameters: Parameters,
  plan: MusicNetworkPlan,
  told: Told,
  times: readonly DiffusionTime[],
  compiled: CompiledNetworks | undefined,
): PreparedNetwork {
  const unprepared = musicNetwork(parameters, plan, told);
  if (plan.network === "unet") return { network: unprepared, dispose: () => undefined };
  const { size } = plan;
  const { timings, entered, observe } = told;
  const modulations = tf.tidy(() => {
    const conditions = times.map((t) =>
      timingVector(
        parameters,
        timings.map(() => t),
        timings,
        size.conditionWidth,
      ),
    );
    return ditModulations(parameters, "dit", conditions, size, entered);
  });
  const network: TimedNetwork = (xt, t) => {
    const input = { modulation: modulations[times.indexOf(t as DiffusionTime)], entered };
    const many = times.length >= worthCompiling && !observe;
    const fast = many ? compiled?.for(xt, input) : undefined;
    return fast?.run(xt, input) ?? dit(parameters, "dit", xt, { ...input, observe }, size);
  };
  const prepared = amongScores(network, plan, told);
  return {
    network(xt, t) {
      const known = times.indexOf(t as DiffusionTime);
      return known < 0 ? unprepared(xt, t) : prepared(xt, t);
    },
    dispose: () => tf.dispose(modulations),
  };
}
