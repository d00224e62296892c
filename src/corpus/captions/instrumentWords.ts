/** What the instruments are called. */
import type { Wording } from "../captionWords";
import type { InstrumentName } from "../instruments";

/** Names for one instrument, the commonest first. */
interface InstrumentNames {
  /** In both wordings: nobody can know the sound of a name never heard. */
  readonly usual: readonly string[];
  /** Only held out: a usual name with a word that says no more, or only part of it. */
  readonly heldOut?: readonly string[];
}

/** What each instrument is called. */
const names: Readonly<Record<InstrumentName, InstrumentNames>> = {
  piano: { usual: ["piano", "grand piano", "pianoforte"], heldOut: ["concert piano"] },
  vibraphone: { usual: ["vibraphone", "vibes"] },
  "church organ": { usual: ["church organ", "pipe organ", "organ"] },
  accordion: { usual: ["accordion", "squeezebox"] },
  "nylon guitar": {
    usual: [
      "nylon guitar",
      "nylon-string guitar",
      "classical guitar",
      "acoustic guitar",
      "guitar",
      "guitar with nylon strings",
    ],
    heldOut: ["Spanish guitar"],
  },
  violin: { usual: ["violin", "fiddle"] },
  cello: { usual: ["cello"], heldOut: ["violoncello"] },
  harp: { usual: ["harp"] },
  trumpet: { usual: ["trumpet"], heldOut: ["brass trumpet"] },
  oboe: { usual: ["oboe"] },
  clarinet: { usual: ["clarinet"] },
  flute: { usual: ["flute"], heldOut: ["concert flute"] },
  whistle: { usual: ["whistle", "tin whistle", "penny whistle"] },
  banjo: { usual: ["banjo"] },
  koto: { usual: ["koto"], heldOut: ["Japanese koto"] },
  bagpipe: { usual: ["bagpipe", "bagpipes", "pipes"] },
};

/** The names of an instrument in a wording, the commonest first. */
export function instrumentWords(instrument: InstrumentName, wording: Wording): readonly string[] {
  const { usual, heldOut = [] } = names[instrument];
  return wording === "train" ? usual : [...usual, ...heldOut];
}

/** Is one instrument spoken of as many: "the bagpipes play"? */
export function isPlural(instrument: string): boolean {
  return /(pipes|vibes)$/.test(instrument);
}
