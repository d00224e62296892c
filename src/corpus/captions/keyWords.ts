/** How a key is said: whole, or its mode alone. */
import type { Random } from "../../tensor/random";
import type { Wording } from "../captionWords";
import type { Mode } from "../tune";

/** One way to say a key, as attribute of a noun and on its own. */
export interface KeyWords {
  /** After the noun: "in D minor". */
  readonly attribute: string;
  /** On its own: "D minor". */
  readonly tag: string;
  /** Whether the tonic is said too. */
  readonly whole: boolean;
}

/** How often the tonic is said too. */
const whole: Readonly<Record<Wording, number>> = { train: 0.55, heldOut: 0.7 };

/** What a major or minor key sounds like is said only together with its name, never instead of it. */
const colours: Readonly<Partial<Record<Mode, string>>> = { major: "bright", minor: "dark" };

/** "F#" as people write it and as they say it. */
function spellTonic(tonic: string, wording: Wording, random: Random): string {
  const accidental = tonic.endsWith("#") ? "sharp" : "flat";
  if (tonic.length === 1 || (wording === "train" && random.uniform() < 0.5)) return tonic;
  return `${tonic[0]}${wording === "train" ? " " : "-"}${accidental}`;
}

/** The mode without the tonic, in training. */
function sayModeAlone(mode: Mode, random: Random): KeyWords {
  const colour = colours[mode];
  if (!colour) return { attribute: `in the ${mode} mode`, tag: `${mode} mode`, whole: false };
  const key = random.uniform() < 0.15 ? `${colour} ${mode} key` : `${mode} key`;
  return {
    whole: false,
    attribute: random.choice([
      ...[`in a ${key}`, `in a ${key}`, `in ${mode}`, `in ${mode}`],
      ...[`in a ${mode} mode`, `in the ${mode} mode`, `in some ${mode} key`],
    ]),
    tag: random.choice([
      ...[key, key, mode, mode, `in ${mode}`, `in a ${key}`, `${mode} mode`],
      ...[`${mode} scale`, `key: ${mode}`, `mode: ${mode}`],
    ]),
  };
}

/** Says a key in one of the ways of a wording. */
export function sayKey(tonic: string, mode: Mode, wording: Wording, random: Random): KeyWords {
  const key = `${spellTonic(tonic, wording, random)} ${mode}`;
  if (random.uniform() < whole[wording]) {
    if (wording === "heldOut")
      return {
        attribute: `${random.choice(["keyed in", "with its tonality in"])} ${key}`,
        tag: key,
        whole: true,
      };
    return {
      attribute: `${random.choice(["in", "in", "in the key of"])} ${key}`,
      tag: `${random.choice(["", "", "", "in ", "key: ", "key of "])}${key}`,
      whole: true,
    };
  }
  if (wording === "train") return sayModeAlone(mode, random);
  const isKey = mode === "major" || mode === "minor";
  const attribute = isKey ? `in a ${mode} key` : `in the ${mode} mode`;
  return { attribute, tag: isKey ? `${mode} key` : `${mode} mode`, whole: false };
}
