/** What a network is told about a piece of music, and whether it fits the network. */
import { TutorialError } from "../../error";
import type { Tensor, Tensor2D, Tensor3D } from "../../tensor/tf";
import type { StableAudioDitPlan } from "./plan";

/** What the other half of guidance hears in place of the prompt. */
export interface NegativeConditions {
  /** [B, L, Cc] */
  readonly crossAttention: Tensor3D;
  /** [B, L], 1 where there is a token; where there is none, zeros are heard. All are tokens unless given. */
  readonly mask?: Tensor2D;
}

/** Conditions of B pieces of music; `StableAudioConditions` fit as they are. */
export interface StableAudioDitConditions {
  /** What frames listen to, [B, L, Cc]. Without it, none of them listens. */
  readonly crossAttention?: Tensor3D;
  /** What all frames hear, [B, Cg]. */
  readonly global?: Tensor2D;
  /** Tokens before the music, [B, P, Cp]. */
  readonly prepend?: Tensor3D;
  /** What stands beside x_t, [B, T', Cb]; of another length than x_t, its nearest frame. */
  readonly beside?: Tensor3D;
  readonly negative?: NegativeConditions;
}

function unfit(expected: string, got: string, fix: string): TutorialError {
  const where = "StableAudioDit.prepare";
  return new TutorialError({ code: "stableAudio.dit.conditions", where, expected, got, fix });
}

/** Refuses a tensor that is not of this shape, −1 standing for any size. */
function check(name: string, tensor: Tensor | undefined, shape: readonly number[]): void {
  if (!tensor) return;
  const fits =
    tensor.shape.length === shape.length &&
    tensor.shape.every((size, axis) => shape[axis] === -1 || shape[axis] === size);
  if (fits) return;
  const letters = ["B", "L"];
  const wanted = shape.map((size, axis) => (size === -1 ? letters[axis] : size)).join(", ");
  const fix = "pass what the conditioner of this very model gives, the same number of rows of each";
  throw unfit(`${name} of shape [${wanted}]`, `[${tensor.shape.join(", ")}]`, fix);
}

/** Refuses conditions that the network has no way to hear, or that it needs and does not get. @internal */
export function checkConditions(
  plan: StableAudioDitPlan,
  { crossAttention, global, prepend, beside, negative }: StableAudioDitConditions,
): void {
  const channels = {
    crossAttention: plan.crossAttention?.channels,
    global: plan.globalChannels,
    prepend: plan.prependChannels,
    beside: plan.besideChannels || undefined,
  };
  const given = { crossAttention, global, prepend, beside };
  const [first] = Object.values(given).filter((one) => one !== undefined);
  const batch = first?.shape[0] ?? -1;
  for (const name of Object.keys(given) as (keyof typeof given)[]) {
    const [tensor, size] = [given[name], channels[name]];
    if (tensor && size === undefined) {
      const fix = `leave it out, or load a network whose config has it`;
      throw unfit(`no ${name}, which this network has no layers for`, "one", fix);
    }
    const shape = name === "global" ? [batch, size!] : [batch, -1, size!];
    check(name, tensor, shape);
  }
  if (channels.beside !== undefined && !beside) {
    const fix = "pass it, [B, T, C]; zeros if there is nothing to stand there";
    throw unfit(`beside, ${channels.beside} channels beside x_t`, "none", fix);
  }
  if (!negative) return;
  if (!crossAttention) {
    throw unfit("a crossAttention that negative stands against", "none", "pass both, or none");
  }
  const shape = crossAttention.shape;
  check("negative.crossAttention", negative.crossAttention, shape);
  check("negative.mask", negative.mask, shape.slice(0, 2));
}
