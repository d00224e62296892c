/** How the tune is named: its rhythm, and the book it was printed in. */
import type { Wording } from "../captionWords";

/** The dances with a beat of their own: "in jig time". */
const timed: readonly string[] = [
  ...["jig", "slip jig", "reel", "hornpipe", "march", "strathspey", "waltz", "minuet"],
];

/** What a tune is called if its rhythm is not said. */
export function plainNouns(wording: Wording): readonly string[] {
  return wording === "train" ? ["tune", "tune", "melody", "melody", "piece"] : ["tune", "melody"];
}

/** What a tune of a rhythm is called: nouns that stand after "a". */
export function rhythmNouns(rhythm: string, wording: Wording): readonly string[] {
  if (wording === "heldOut" || !timed.includes(rhythm)) return [rhythm];
  return [...Array<string>(6).fill(rhythm), `${rhythm} tune`, `tune in ${rhythm} time`];
}

/** A rhythm said on its own. */
export function rhythmTags(rhythm: string, wording: Wording): readonly string[] {
  if (wording === "heldOut") return [rhythm];
  const article = /^[aeiou]/.test(rhythm) ? "an" : "a";
  const tags = [rhythm, rhythm, rhythm, rhythm, `${article} ${rhythm}`];
  if (!timed.includes(rhythm)) return tags;
  return [
    ...tags,
    `${rhythm} time`,
    `${rhythm} rhythm`,
    `in ${rhythm} time`,
    `tune type: ${rhythm}`,
  ];
}

/**
 * Where the tune was printed. What is claimed is the book and not the tune: Aird's Scottish collection has, as its
 * title says, English, Irish and foreign airs too.
 */
const regionWords: Readonly<Record<string, Readonly<Record<Wording, readonly string[]>>>> = {
  Ireland: {
    train: ["from an Irish collection", "from a book of Irish music", "from an Irish book"],
    heldOut: ["out of an Irish tune book"],
  },
  Scotland: {
    train: [
      "from a Scottish collection",
      "from a book printed in Scotland",
      "from a Scottish book",
    ],
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
