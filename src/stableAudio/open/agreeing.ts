/** Parts of a model whose sizes must be the same. */
import { TutorialError } from "../../error";
import type { StableAudioPlan } from "../plan";

/** Throws unless a size is the one that another part has. */
interface Agreeing {
  (what: string, expected: number, got: number | undefined): void;
  /** The plan, if its parts fit each other. */
  parts(plan: StableAudioPlan): StableAudioPlan;
}

/**
 * @param config the file or folder to name in the error
 * @throws TutorialError `stableAudio.config`
 * @internal
 */
export function agreeing(config: string): Agreeing {
  const agree = (what: string, expected: number, got: number | undefined): void => {
    if (got === expected) return;
    throw new TutorialError({
      code: "stableAudio.config",
      where: `openStableAudio: ${config}`,
      expected: `${what} ${expected}, as the rest of the config says`,
      got: got === undefined ? "none" : String(got),
      fix: "pass the config that was published with the weights, unchanged",
    });
  };
  const parts = (plan: StableAudioPlan): StableAudioPlan => {
    const { network, conditioning, autoencoder } = plan;
    agree("a network for latents of", autoencoder.latentChannels, network.channels);
    agree("cross-attention to tokens of", conditioning.width, network.crossAttention?.channels);
    const heard = conditioning.global.length * conditioning.width;
    agree("a global condition of", heard, network.globalChannels);
    // What the network would hear beside these, no conditioner here makes.
    agree("channels beside the latents:", 0, network.besideChannels);
    agree("channels of tokens before the latents:", 0, network.prependChannels ?? 0);
    return plan;
  };
  return Object.assign(agree, { parts });
}
