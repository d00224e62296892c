/** Made-up sounds, for figures that are made from what was heard. */
import { instrumentNames } from "../../../src/corpus/instruments";
import { registers } from "../../../src/corpus/register";
import { tempoClasses } from "../../../src/corpus/tempo";
import type { HeardSound } from "../../../src/evaluation/adherence/hearSounds";
import type { PromptWithTruths, Truths } from "../../../src/evaluation/adherence/truths";
import { promptModes } from "../../../src/evaluation/adherence/truths";
import { Random } from "../../../src/tensor/random";

const embeddingSize = 4;

/** Truths at random, some of them left out. */
export function drawTruths(count: number, seed: number): Truths[] {
  const random = new Random(seed, "truths");
  const perhaps = <T>(words: readonly T[]): T | undefined =>
    random.uniform() < 0.8 ? random.choice(words) : undefined;
  return Array.from({ length: count }, () => ({
    instrument: random.choice(instrumentNames),
    register: perhaps(registers),
    tempo: perhaps(tempoClasses),
    mode: perhaps(promptModes),
  }));
}

/** A sound that is what is stated, remembered by its instrument and a little chance. */
export function soundOf(truths: Truths, random: Random, spread = 0.5): HeardSound {
  const { instrument = "piano", register = "mid", tempo = "medium", mode = "major" } = truths;
  const place = instrumentNames.indexOf(instrument);
  return {
    listener: { instrument, register, tempo },
    signal: { register, tempo, mode },
    notes: 10,
    inScale: 9,
    fundamental: 440,
    centroid: 1000,
    soundness: { silent: false, clipped: false, noise: false },
    embedding: Array.from({ length: embeddingSize }, (_, d) =>
      d === 0 ? place + spread * random.normal() : spread * random.normal(),
    ),
  };
}

/** Real clips, and sounds that do just what their prompts say: two seeds of each prompt. */
export function madeUp(count: number, spread = 0.5) {
  const random = new Random(9, "sounds");
  const truths = drawTruths(count, 1);
  const real = { truths, heard: truths.map((one) => soundOf(one, random)) };
  const stated = drawTruths(count / 2, 2);
  const prompts: PromptWithTruths[] = [...stated, ...stated].map((one, i) => ({
    prompt: `prompt ${i % stated.length}`,
    truths: one,
  }));
  return { real, prompts, heard: prompts.map((one) => soundOf(one.truths, random, spread)) };
}
