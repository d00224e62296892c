/** All that the text models learn from: clips of five lengths, and others to measure on. */
import { openClapBackbone } from "../clap/clapBackbone";
import { openRepresentation } from "../openRepresentation";
import { lengthsOf } from "./lengths";
import type { ClipLength, DataSize } from "./lengths";
import { openTextSet } from "./textSet";
import type { TextSet } from "./textSet";

const validationClips = 192;

/** What is the same for all models that are trained one after the other. */
export interface TextData {
  /** One for each of {@link lengthsOf}. */
  readonly sets: readonly TextSet[];
  /** Clips of tunes that are in no other set, with captions in held-out wording. */
  readonly validation: TextSet;
}

/** Which clips, and where the trained weights of the latent lie. */
export interface TextDataOptions {
  readonly data: DataSize;
  readonly seed: number;
  readonly folder?: string;
  readonly say: (words: string) => void;
}

async function open({ data, seed, folder, say }: TextDataOptions): Promise<TextData> {
  const representation = openRepresentation("frame-latent", folder);
  const backbone = await openClapBackbone(folder);
  const shared = {
    representation,
    backbone,
    captionsPerClip: data.captionsPerClip,
    seed,
    folder,
    say,
  };
  const openSplit = (split: "train" | "validation", length: ClipLength): Promise<TextSet> =>
    openTextSet({ ...shared, split, length });
  try {
    const lengths = lengthsOf(data);
    const [usual] = lengths;
    const validation = await openSplit("validation", { ...usual, clips: validationClips });
    const sets: TextSet[] = [];
    for (const length of lengths) sets.push(await openSplit("train", length));
    return { sets, validation };
  } finally {
    representation.dispose();
    backbone.dispose();
  }
}

let last: { readonly key: string; readonly data: Promise<TextData> } | undefined;

/**
 * Opens the data, or hands on what the model before this one has opened: reading 50,000 captions takes minutes.
 *
 * @internal
 */
export function openTextData(options: TextDataOptions): Promise<TextData> {
  const key = JSON.stringify([options.data, options.seed, options.folder]);
  if (last?.key !== key) last = { key, data: open(options) };
  return last.data;
}
