/**
 * How a register is said.
 *
 * "Bass", "alto" and "treble" are in no adjective: a bass flute is another instrument.
 */
import type { Register } from "../register";
import { byDegrees } from "../captionWords";
import type { Ways, WaysByWording } from "../captionWords";

const low: Ways = {
  adjectives: [
    ...byDegrees("low", "deep"),
    ...["low", "deep", "low-pitched", "very low-pitched", "deep-pitched", "low-register"],
    ...["deep-register", "low-toned", "deep-toned", "low and deep", "bassy", "low-range"],
    ...[
      "lower-register",
      "lower-pitched",
      "lowest-register",
      "deep-voiced",
      "low-voiced",
      "lower-octave",
    ],
    ...["deeper", "lower", "low-down", "low-end"],
  ],
  phrases: [
    ...["in a low register", "in the low register", "in a deep register", "low in pitch"],
    ...["deep in pitch", "down low", "deep down", "way down low", "down deep", "at a low pitch"],
    ...["at a deep pitch", "pitched low", "pitched very low", "with low notes", "with deep notes"],
    ...["in the bass", "in the bass range", "in the bass register", "down in the bass"],
    ...["at the low end", "in the low octaves", "played low"],
    ...[
      "in the lower register",
      "in the lower octaves",
      "in the lowest register",
      "on deep notes",
      "on the lowest notes",
      "at the bottom of the range",
      "near the bottom of its range",
      "low on the scale",
      "on the low side",
    ],
    ...[
      "at the lower end",
      "at the lower end of the range",
      "in the lower part of the range",
      "way down",
      "far down",
      "with a low pitch",
      "low-pitched all through",
    ],
  ],
  asides: [
    ...["low", "deep", "very low", "very deep", "low notes", "low notes please", "deep notes"],
    ...["low pitch", "low register", "low range", "deep register", "register: low", "pitch: low"],
    ...["bass", "bass notes", "bass range", "bass register", "down low", "deep down", "low down"],
    ...["keep it low", "play it low", "go low", "stay low", "low and deep", "nice and low"],
    ...["nice and deep", "I want it deep"],
    ...[
      "lower register",
      "lower notes",
      "lower octave",
      "lower pitch",
      "lower please",
      "bottom notes",
      "lowest notes",
      "bottom of the range",
    ],
    ...["lower end", "lower part of the range", "way down", "far down", "low tones", "deep tones"],
  ],
};

const mid: Ways = {
  adjectives: [
    ...["mid-range", "mid-range", "midrange", "mid-register", "mid-octave", "middle-register"],
    ...["middle-range", "middle-octave", "middle-pitched", "medium-pitched", "medium-register"],
    ...["medium-range", "average-pitched", "medium-octave"],
    ...["centrally pitched", "comfortably pitched"],
    ...["central-register", "central-octave", "middle-voiced"],
    ...["middle", "mid-level", "mid-height"],
  ],
  phrases: [
    ...[
      "in the middle register",
      "in the mid-range",
      "in the mid register",
      "in a middle register",
    ],
    ...["in the middle range", "in the middle of the range", "in the middle octaves"],
    ...["in the alto range", "at a medium pitch", "at a middle pitch", "at an average pitch"],
    ...["pitched in the middle", "with middle notes", "with notes of the middle range"],
    ...["neither low nor high", "not high, not low", "not low, not high", "not high and not low"],
    ...["between low and high", "between high and low notes", "halfway between low and high"],
    ...[
      "in the central register",
      "in the central octaves",
      "on middle notes",
      "at the centre of the range",
      "around the middle of the range",
      "neither deep nor high",
      "on the notes in the middle",
    ],
    ...[
      "in the middle part of the range",
      "in the central part of the range",
      "at middle height",
      "of middle height",
      "with a medium pitch",
      "neither up high nor down low",
      "not up, not down",
    ],
  ],
  asides: [
    ...["mid register", "middle register", "middle register please", "mid-range", "mid range"],
    ...["middle range", "middle notes", "medium pitch", "middle pitch", "alto range"],
    ...["register: middle", "pitch: medium", "middle octave", "middle of the range"],
    ...["not high, not low", "not low, not high", "neither low nor high", "not high and not low"],
    ...["stay in the mid-range", "keep to the middle register", "somewhere in the middle range"],
    ...[
      "central register",
      "central notes",
      "central octave",
      "centre of the range",
      "middle voice",
      "neither deep nor high",
    ],
    ...[
      "middle part of the range",
      "central part of the range",
      "middle height",
      "mid tones",
      "middle tones",
      "in the middle",
    ],
  ],
};

const high: Ways = {
  adjectives: [
    ...byDegrees("high"),
    ...["high", "high", "high-pitched", "very high-pitched", "high-register"],
    ...["high-range", "high-octave", "high-toned", "upper-register", "top-register", "shrill"],
    ...["rather shrill", "soaring", "high and shrill"],
    ...["higher-register", "higher-pitched", "upper-octave", "high-voiced", "highest-register"],
    ...["higher", "high-end", "high-up"],
  ],
  phrases: [
    ...["in a high register", "in the high register", "in the upper register", "high in pitch"],
    ...["in the top register", "high up", "way up high", "up high", "at a high pitch"],
    ...["pitched high", "pitched very high", "with high notes", "with shrill high notes"],
    ...["in the soprano range", "in the treble", "in the treble range", "up in the treble"],
    ...["at the high end", "in the high octaves", "up in the high octaves", "played high"],
    ...[
      "in the upper octaves",
      "in the higher register",
      "in the highest register",
      "on the highest notes",
      "on shrill notes",
      "at the top of the range",
      "near the top of its range",
      "high on the scale",
      "on the high side",
    ],
    ...[
      "at the upper end",
      "at the upper end of the range",
      "in the upper part of the range",
      "way up",
      "far up",
      "with a high pitch",
      "high-pitched all through",
    ],
  ],
  asides: [
    ...["high", "very high", "really high", "high notes", "high notes please", "top notes"],
    ...["high pitch", "high register", "high range", "upper register", "register: high"],
    ...["pitch: high", "treble", "treble range", "soprano range", "up high", "way up high"],
    ...["high up", "keep it high", "play it high", "go high", "stay high", "nice and high"],
    ...["shrill", "high and shrill", "I want it high"],
    ...[
      "upper notes",
      "upper octave",
      "higher register",
      "higher notes",
      "higher pitch",
      "higher please",
      "highest notes",
      "top of the range",
    ],
    ...["upper end", "upper part of the range", "way up", "far up", "high tones", "shrill tones"],
  ],
};

/** How each register is said; {@link registerCentres} says what each stands for. */
export const registerWords: Readonly<Record<Register, WaysByWording>> = {
  low: {
    train: low,
    heldOut: {
      adjectives: ["deep-sounding", "low-lying"],
      phrases: ["in the lower range", "on low notes", "far down the scale"],
      asides: ["lower range please"],
    },
  },
  mid: {
    train: mid,
    heldOut: {
      adjectives: ["mid-pitched"],
      phrases: ["in the central range", "neither high nor low in pitch"],
      asides: ["central range", "medium height"],
    },
  },
  high: {
    train: high,
    heldOut: {
      adjectives: ["high-lying", "high-sounding"],
      phrases: ["in the upper range", "on high notes", "far up the scale"],
      asides: ["upper range please"],
    },
  },
};
