/** What a prompt states: the truths that a sound made for it is held against. */
import { instrumentNames } from "../../corpus/instruments";
import type { InstrumentName } from "../../corpus/instruments";
import { registers } from "../../corpus/register";
import type { Register } from "../../corpus/register";
import { tempoClasses } from "../../corpus/tempo";
import type { TempoClass } from "../../corpus/tempo";

/** The two modes that prompts speak of and ears agree on. */
export const promptModes = ["major", "minor"] as const;
/** One of {@link promptModes}. */
export type PromptMode = (typeof promptModes)[number];

/** What a prompt may state, and the words for it; a rhythm is any word, since dances have many names. */
export const truthWords = {
  instrument: instrumentNames,
  tempo: tempoClasses,
  register: registers,
  mode: promptModes,
} as const;

/** Whatever a prompt states of its sound; what it leaves open is left out. */
export interface Truths {
  readonly instrument?: InstrumentName;
  readonly tempo?: TempoClass;
  readonly register?: Register;
  readonly mode?: PromptMode;
  /** e.g. `"jig"`. Read and kept, but judged by nobody: see {@link adherence}. */
  readonly rhythm?: string;
}

/** A prompt and what it states. */
export interface PromptWithTruths {
  readonly prompt: string;
  readonly truths: Truths;
}
