/** The U-Net as a text's modes see it. */
import type { Host } from "../../conditioning/modes/mode";
import type { Frames } from "../../units";
import { unetFrames, unetLayout } from "./layout";
import type { UnetSize } from "./layout";

/**
 * A host for `enterModes`: its blocks are those with attention, and each has as many frames as its level.
 *
 * @param size of the U-Net, and the width Dc of its condition
 * @param frames T of the music
 * @throws TutorialError `network.unet.size`
 *
 * @example
 * const host = unetHost({ width: 128, heads: 4, conditionWidth: 64 }, 63);
 * console.log(host.depth, host.blockFrames); // 5; 32, 32, 16, 32, 32
 */
export function unetHost(
  size: UnetSize & { readonly conditionWidth: number },
  frames: Frames,
): Host {
  const sites = unetLayout(size).filter(({ site }) => site !== undefined);
  return {
    width: size.width,
    heads: size.heads,
    depth: sites.length,
    frames,
    conditionWidth: size.conditionWidth,
    blockFrames: sites.map(({ level }) => unetFrames(frames, level, size)),
    mlpRatio: 0,
  };
}
