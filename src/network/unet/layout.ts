/** The shape of a U-Net, written down as the list of what it does one after the other. */
import { TutorialError } from "../../error";
import type { Initializer } from "../../nn/initializers";
import type { Frames } from "../../units";

/** How large the U-Net is. */
export interface UnetSize {
  /** D, channels at every level: a text finds the same width wherever it enters. */
  readonly width: number;
  /** H of attention, which divides the width. */
  readonly heads: number;
  /** How often time is halved on the way in and doubled on the way out; 2 unless given. */
  readonly halvings?: number;
  /** Residual blocks at each level, on the way in and as many on the way out; 2 unless given. */
  readonly blocksPerLevel?: number;
  /** Of group normalisation, which divide the width; 8 unless given. */
  readonly groups?: number;
  /** Channels that come out; as many as go in unless given. */
  readonly outChannels?: number;
  /** How the layers of shift and scale begin: at zero unless given, or if AdaLN without Zero entered. */
  readonly modulationInitializer?: Initializer;
}

/** One thing that a U-Net does. */
export interface UnetStep {
  /** Of its weights: `down.0.1`, `middle.0`, `up.1.double`, … */
  readonly name: string;
  readonly kind: "block" | "halve" | "double";
  /** How often time is halved when it is done. */
  readonly level: number;
  /** For a block: which one it is, in order. */
  readonly block?: number;
  /** For a block with attention: which one of these it is. This is the block that a text's mode knows. */
  readonly site?: number;
  /** On the way in a block's output is kept; on the way out the last that was kept is taken in again. */
  readonly skip?: "keep" | "take";
}

function checkCount(what: string, count: number): void {
  if (Number.isInteger(count) && count >= 1) return;
  throw new TutorialError({
    code: "network.unet.size",
    where: "unet",
    expected: `${what}, a whole number from 1`,
    got: String(count),
    fix: `pass e.g. {${what}: 2}`,
  });
}

/**
 * Blocks at full length, halve, blocks, halve, …, two blocks in the middle, and the same way back.
 *
 * Attention is in every block below full length, where a sequence is short enough for it, and in the first of the
 * middle.
 *
 * @throws TutorialError `network.unet.size`
 *
 * Source: Ronneberger et al. 2015, figure 1; attention at the inner levels, Ho et al. 2020, appendix B.
 *
 * @example
 * const steps = unetLayout({ width: 128, heads: 4, halvings: 2, blocksPerLevel: 1 });
 * console.log(steps.map(({ name, level }) => `${"  ".repeat(level)}${name}`).join("\n"));
 */
export function unetLayout({ halvings = 2, blocksPerLevel = 2 }: UnetSize): UnetStep[] {
  checkCount("halvings", halvings);
  checkCount("blocksPerLevel", blocksPerLevel);
  let [block, site] = [0, 0];
  const blockAt = (name: string, level: number, listens: boolean): UnetStep => {
    const numbered = { name, kind: "block" as const, level, block: block++ };
    return listens ? { ...numbered, site: site++ } : numbered;
  };
  const blocks = (way: "down" | "up", level: number): UnetStep[] =>
    Array.from({ length: blocksPerLevel }, (_, i) => ({
      ...blockAt(`${way}.${level}.${i}`, level, level > 0),
      skip: way === "down" ? "keep" : "take",
    }));
  const levels = Array.from({ length: halvings }, (_, level) => level);
  const down = levels.flatMap((level) => [
    ...blocks("down", level),
    { name: `down.${level}.halve`, kind: "halve" as const, level: level + 1 },
  ]);
  const middle = [blockAt("middle.0", halvings, true), blockAt("middle.1", halvings, false)];
  const up = levels
    .reverse()
    .flatMap((level) => [
      { name: `up.${level}.double`, kind: "double" as const, level },
      ...blocks("up", level),
    ]);
  return [...down, ...middle, ...up];
}

/**
 * Frames at a level: as many as go in, brought to a multiple of the last level's stride, over 2^level.
 *
 * @example
 * const inMiddle = unetFrames(63, 2, { width: 128, heads: 4 }); // 16
 */
export function unetFrames(frames: Frames, level: number, { halvings = 2 }: UnetSize): Frames {
  return Math.ceil(frames / 2 ** halvings) * 2 ** (halvings - level);
}
