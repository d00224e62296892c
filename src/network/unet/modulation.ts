/** What a condition says to each block of a U-Net. */
import type { Entered } from "../../conditioning/modes/mode";
import type { Parameters } from "../../nn/parameters";
import { tf } from "../../tensor/tf";
import type { Tensor2D, Tensor3D } from "../../tensor/tf";
import { modulationVectors } from "../dit/modulation";
import type { Modulation } from "../dit/modulation";
import { modulationStart, sumOfVectors } from "../textSites";
import { unetLayout } from "./layout";
import type { UnetSize } from "./layout";

/**
 * Gain and shift for the second normalisation of each block: all that a U-Net computes which does not depend on x.
 *
 * The same at every call with the same condition, so a walk may make it once for each of its times.
 *
 * @param condition [B, Dc]
 * @param entered a text, of which AdaLN adds a vector to the condition
 * @returns one for each block, in the order of {@link unetLayout}; gain 1 and shift 0 at first
 * @throws TutorialError `network.unet.size`
 *
 * Source: Dhariwal & Nichol 2021, §3.1.
 *
 * @example
 * const size = { width: 64, heads: 2 };
 * const modulation = unetModulation(new Parameters(7), "unet", tf.ones([1, 32]), size);
 */
export function unetModulation(
  parameters: Parameters,
  name: string,
  condition: Tensor2D,
  size: UnetSize,
  entered: readonly Entered[] = [],
): Modulation[] {
  const blocks = unetLayout(size).filter(({ kind }) => kind === "block");
  const initializer = size.modulationInitializer ?? modulationStart(entered);
  return tf.tidy(() => {
    const told = sumOfVectors(condition, entered);
    return blocks.map((block) => {
      const at = `${name}.${block.name}.modulation`;
      const options = { count: 2, width: size.width, initializer };
      const [shift, scale] = modulationVectors(parameters, at, told, options);
      return { shift, gain: scale.add<Tensor3D>(1) };
    });
  });
}
