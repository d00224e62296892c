/** Every representation whose weights are there, for a table of all. */
import { logMelImage } from "../representation/logMelImage";
import type { Representation } from "../representation/representation";
import { griffinLimVocoder } from "../representation/vocoder/griffinLimVocoder";
import { openRepresentation } from "./openRepresentation";
import type { RepresentationName } from "./openRepresentation";
import { isTrained } from "./weights/trainedFiles";

/** How one of them is opened. */
interface Entry {
  /** Folders of weights. */
  readonly needs: readonly string[];
  readonly keepsPhase: boolean;
  open(folder?: string): Representation;
}

const named = (name: RepresentationName, needs: readonly string[], keepsPhase = false): Entry => ({
  needs,
  keepsPhase,
  open: (folder) => openRepresentation(name, folder),
});

/** In the order of the chapter; Griffin and Lim's vocoder beside the trained one. */
const entries: readonly Entry[] = [
  named("waveform", [], true),
  named("complex-stft", [], true),
  {
    needs: [],
    keepsPhase: false,
    open: () => ({ ...logMelImage(griffinLimVocoder()), name: "log-mel, Griffin-Lim" }),
  },
  named("log-mel", ["frame-latent"]),
  named("latent-mel", ["latent-mel", "frame-latent"]),
  named("dac-latent", ["dac-latent"], true),
  named("frame-latent", ["frame-latent"]),
];

/** One of the representations, with its weights. */
export interface OpenedRepresentation {
  readonly representation: Representation;
  /** Whether what comes back can be held against the original sample by sample. */
  readonly keepsPhase: boolean;
}

/** What could be opened. */
export interface OpenedRepresentations {
  readonly representations: readonly OpenedRepresentation[];
  /** Weights that are not there, for those that could not. */
  readonly missing: readonly string[];
  /** Releases all of them. */
  dispose(): void;
}

/**
 * Opens every representation whose weights are there.
 *
 * @param folder `assets/weights` unless given
 * @throws TutorialError those of {@link openTrained}, when weights are there but damaged or of another version
 *
 * @example
 * const { representations, missing, dispose } = openRepresentations();
 * console.log(representations.map((one) => one.representation.name), missing);
 * dispose();
 */
export function openRepresentations(folder?: string): OpenedRepresentations {
  const representations: OpenedRepresentation[] = [];
  const dispose = (): void =>
    representations.forEach(({ representation }) => representation.dispose());
  const lacking = ({ needs }: Entry): string[] => needs.filter((name) => !isTrained(name, folder));
  try {
    for (const entry of entries) {
      if (lacking(entry).length > 0) continue;
      const { keepsPhase } = entry;
      representations.push({ representation: entry.open(folder), keepsPhase });
    }
  } catch (error) {
    dispose();
    throw error;
  }
  return { representations, missing: [...new Set(entries.flatMap(lacking))], dispose };
}
