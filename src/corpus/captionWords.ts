/**
 * The words of the captions, two lists each: those for training, and those held out, which no training caption has.
 *
 * Adjectives stand before "reel" or "tune"; phrases stand after it.
 */
import type { InstrumentName } from "./instruments";
import type { Register } from "./register";
import type { TempoClass } from "./tempo";

/** Which wording a caption uses: the one to train on, or the one no training caption has. */
export const wordings = ["train", "heldOut"] as const;
/** One of {@link wordings}. */
export type Wording = (typeof wordings)[number];

/** Ways to say one thing. */
export interface Ways {
  readonly adjectives: readonly string[];
  readonly phrases: readonly string[];
}

/** Ways to say one thing, in training and held out. */
export type WaysByWording = Readonly<Record<Wording, Ways>>;

/** How each class of tempo is said; {@link tempoRanges} says what each stands for. */
export const tempoWords: Readonly<Record<TempoClass, WaysByWording>> = {
  slow: {
    train: {
      adjectives: ["slow", "unhurried", "leisurely", "slow-paced"],
      phrases: ["at a slow tempo", "taken slowly", "at an unhurried pace", "at a leisurely pace"],
    },
    heldOut: {
      adjectives: ["slow-moving", "sedate", "relaxed"],
      phrases: ["without any hurry", "at low speed", "at a slow speed"],
    },
  },
  medium: {
    train: {
      adjectives: ["moderate", "medium-paced", "mid-tempo", "moderately paced"],
      phrases: [
        "at a moderate tempo",
        "at a medium pace",
        "at a middling speed",
        "neither fast nor slow",
      ],
    },
    heldOut: {
      adjectives: ["medium-tempo", "mid-speed"],
      phrases: ["at an in-between tempo", "not too fast and not too slow", "at moderate speed"],
    },
  },
  fast: {
    train: {
      adjectives: ["fast", "quick", "brisk", "lively"],
      phrases: ["at a fast tempo", "taken quickly", "at a brisk pace", "at a lively tempo"],
    },
    heldOut: {
      adjectives: ["rapid", "speedy", "swift"],
      phrases: ["at high speed", "at a rapid pace", "in quick tempo"],
    },
  },
};

/** How each register is said; {@link registerCentres} says what each stands for. */
export const registerWords: Readonly<Record<Register, WaysByWording>> = {
  low: {
    train: {
      adjectives: ["low", "deep", "low-pitched"],
      phrases: ["in a low register", "low in pitch", "down low"],
    },
    heldOut: {
      adjectives: ["deep-sounding", "low-lying"],
      phrases: ["in the lower range", "on low notes"],
    },
  },
  mid: {
    train: {
      adjectives: ["mid-range", "middle-register", "medium-pitched"],
      phrases: ["in the middle register", "in the mid-range", "at a medium pitch"],
    },
    heldOut: {
      adjectives: ["mid-pitched"],
      phrases: ["in the central range", "neither high nor low in pitch"],
    },
  },
  high: {
    train: {
      adjectives: ["high", "high-pitched", "high-register"],
      phrases: ["in a high register", "high in pitch", "high up"],
    },
    heldOut: {
      adjectives: ["high-lying", "high-sounding"],
      phrases: ["in the upper range", "on high notes"],
    },
  },
};

/**
 * What an instrument is called; the first name is the commonest. They are the same in both wordings: nobody can know
 * the sound of a name never heard.
 */
export const instrumentWords: Readonly<Record<InstrumentName, readonly string[]>> = {
  piano: ["piano", "grand piano"],
  vibraphone: ["vibraphone"],
  "church organ": ["church organ", "pipe organ", "organ"],
  accordion: ["accordion"],
  "nylon guitar": ["nylon guitar", "nylon-string guitar", "classical guitar"],
  violin: ["violin", "fiddle"],
  cello: ["cello"],
  harp: ["harp"],
  trumpet: ["trumpet"],
  oboe: ["oboe"],
  clarinet: ["clarinet"],
  flute: ["flute"],
  whistle: ["whistle"],
  banjo: ["banjo"],
  koto: ["koto"],
  bagpipe: ["bagpipe"],
};

/**
 * Where the tune was printed. What is claimed is the book and not the tune: Aird's Scottish collection has, as its
 * title says, English, Irish and foreign airs too.
 */
const regionWords: Readonly<Record<string, Readonly<Record<Wording, readonly string[]>>>> = {
  Ireland: {
    train: ["from an Irish collection", "from a book of Irish music"],
    heldOut: ["out of an Irish tune book"],
  },
  Scotland: {
    train: ["from a Scottish collection", "from a book printed in Scotland"],
    heldOut: ["out of a Scottish tune book"],
  },
  "Irish-American fiddle": {
    train: ["from an Irish-American collection", "from a book of Irish-American fiddle tunes"],
    heldOut: ["out of an Irish-American tune book"],
  },
  Northumbria: {
    train: ["from a Northumbrian collection", "from a book of Northumbrian tunes"],
    heldOut: ["out of a Northumbrian tune book"],
  },
};

/** How to say where a tune was printed. */
export function regionPhrases(region: string, wording: Wording): readonly string[] {
  const lead = wording === "train" ? "from a collection of" : "out of a tune book of";
  return regionWords[region]?.[wording] ?? [`${lead} ${region}`];
}
