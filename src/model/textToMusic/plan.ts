/** The text models: what is the same for all of them, and what is not. */
import { modeNames } from "../../conditioning/modes/mode";
import type { ModeName } from "../../conditioning/modes/mode";
import { frameLatentChannels } from "../../representation/frameCodec/frameLatent";
import type { DataSize } from "./lengths";
import type { MusicNetworkSize } from "./musicNetwork";
import { scoreSize } from "./score/channels";

/** A text model: its recipe's name, its network, and how long it is trained. */
export type TextModelPlan = MusicNetworkSize & {
  readonly name: string;
  readonly steps: number;
  readonly data: DataSize;
  /** How much the words are exaggerated unless one says otherwise: what followed them best on validation prompts. */
  readonly guidance: number;
  /** Does it compose a score beside the sound? */
  readonly score: boolean;
};

/** How often a text is taken away. Source: Ho & Salimans 2022, §4. */
export const textDropout = 0.1;

/**
 * How far the times of training and of sampling are moved towards noise: there it is decided which notes there will
 * be, and when. Source: Esser et al. 2024, eq. 23.
 */
export const timeShift = 2;

/** The same of sampling: with a score, which leads, there is more to decide in much noise. */
export function timeShiftOf({ score }: Pick<TextModelPlan, "score">): number {
  return score ? 2 * timeShift : timeShift;
}

/** Numbers in a frame: the latent's, and those of a score. */
export function channelsOf({ score }: Pick<TextModelPlan, "score">): number {
  return frameLatentChannels + (score ? scoreSize : 0);
}

/** Modes as numbers of a card: 1 for those that are used. */
export function modeSettings(modes: readonly ModeName[]): Record<string, number> {
  return Object.fromEntries(modeNames.map((name) => [name, Number(modes.includes(name))]));
}

/** The sizes of a network that are plain numbers, for the card. */
export function sizeSettings({ size }: MusicNetworkSize): Record<string, number> {
  const numbers = Object.entries(size).filter(([, value]) => typeof value === "number");
  return Object.fromEntries(numbers);
}
