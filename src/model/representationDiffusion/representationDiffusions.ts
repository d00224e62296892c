/** The four: the chapter's representations, and what each needs to be diffused. */
import { TutorialError } from "../../error";
import { openRepresentation } from "../openRepresentation";
import type { Recipe } from "../recipe";
import { openRepresentationDiffusionWith } from "./open";
import type { TrainedRepresentationDiffusion } from "./open";
import type { DiffusionPlan } from "./plan";
import { representationDiffusionRecipe } from "./recipe";
import type { RepresentationDiffusionOptions } from "./recipe";

/** The names of the four, in the order of the chapter. */
export const representationDiffusionNames = [
  "diffusion-waveform",
  "diffusion-log-mel",
  "diffusion-latent-mel",
  "diffusion-latent",
] as const;
export type RepresentationDiffusionName = (typeof representationDiffusionNames)[number];

type Entry = Omit<RepresentationDiffusionOptions, "name">;

/**
 * Patches cut each into 64 to 128 tokens. The shifts: the more of the sound's power lies in few
 * frequencies, the more noise it takes to hide it (`noiseSpectrum` computes how much).
 */
const entries: Readonly<Record<RepresentationDiffusionName, Entry>> = {
  "diffusion-waveform": {
    seconds: 1.024,
    shape: [16384, 1],
    patch: 128,
    shift: 4,
    open: (folder) => openRepresentation("waveform", folder),
  },
  "diffusion-log-mel": {
    seconds: 4.096,
    shape: [256, 80, 1],
    patch: [16, 16],
    shift: 2,
    open: (folder) => openRepresentation("log-mel", folder),
  },
  "diffusion-latent-mel": {
    seconds: 4.096,
    shape: [64, 20, 8],
    patch: [4, 5],
    shift: 1,
    open: (folder) => openRepresentation("latent-mel", folder),
  },
  "diffusion-latent": {
    seconds: 4.096,
    shape: [64, 64],
    patch: 1,
    shift: 1,
    open: (folder) => openRepresentation("frame-latent", folder),
  },
};

function optionsOf(name: RepresentationDiffusionName): RepresentationDiffusionOptions {
  const entry = entries[name] as Entry | undefined;
  if (entry) return { name, ...entry };
  throw new TutorialError({
    code: "model.representationDiffusion.name",
    where: "openRepresentationDiffusion",
    expected: `one of ${representationDiffusionNames.join(", ")}`,
    got: `"${String(name)}"`,
    fix: "take a name of the list",
  });
}

/** The four by name, in that order: length, shape, patch and shift of each. */
export const representationDiffusionPlans: readonly DiffusionPlan[] =
  representationDiffusionNames.map(optionsOf);

/** How the four are trained, by the same network, clips and budget. */
export const representationDiffusionRecipes: readonly Recipe[] = representationDiffusionNames.map(
  (name) => representationDiffusionRecipe(optionsOf(name)),
);

/**
 * Opens one of the four trained models, told instrument and register only.
 *
 * @param folder of trained weights; `assets/weights` unless given
 * @throws TutorialError `model.representationDiffusion.name`; `model.weights.missing`, which says what
 *   to type, and the others of openTrained
 *
 * @example
 * const model = await openRepresentationDiffusion("diffusion-latent");
 * const waveforms = model.generate({ instrument: "koto", register: "high", count: 2 }); // [2, 65536]
 * for (const { t, x0 } of model.walk({ instrument: "koto", steps: 10 })) console.log(t, x0.shape);
 * model.dispose();
 */
export async function openRepresentationDiffusion(
  name: RepresentationDiffusionName,
  folder?: string,
): Promise<TrainedRepresentationDiffusion> {
  return openRepresentationDiffusionWith(optionsOf(name), folder);
}
