/** The contrasted generators as trainings of the command line. */
import { compareGenerators } from "../evaluation/compareGenerators";
import type { ComparedGenerator } from "../evaluation/compareGenerators";
import { loadContrast, contrastSteps, trainContrast } from "../model/contrast/contrasts";
import type { ContrastName } from "../model/contrast/contrasts";
import { ringData, ringMixture } from "../model/contrast/planeData";
import { checkpointFile, removeCheckpoint, saveTrained } from "../model/weights/trainedFiles";
import { lossCurve } from "../model/weights/trainingCard";
import { tf } from "../tensor/tf";
import { commandOf } from "./trainable";
import type { Trainable } from "./trainable";

const rounded = (value: number): number => Number(value.toPrecision(3));

/** What a reader asks first: does it reach every mode, and how far is it from the data? */
async function measure(generator: ComparedGenerator): Promise<Record<string, number>> {
  const count = 2000;
  const reference = tf.tensor2d(ringData({ count, seed: 2 }).points, [count, 2]);
  // A mode counts as covered with a quarter of its data, and the rarest has a twentieth of all.
  const modes = { centres: ringMixture.means, radius: 0.3, leastShare: 1 / 80 };
  try {
    const [row] = await compareGenerators([generator], { reference, modes, count });
    return {
      modesCovered: row.modesCovered!,
      strays: rounded(row.strays!),
      energyDistance: rounded(row.energyDistance.mean),
      slicedWasserstein: rounded(row.slicedWasserstein.mean),
    };
  } finally {
    reference.dispose();
  }
}

/** How one of the contrasts is trained on the ring, measured and written. */
export function contrastTrainable(name: ContrastName): Trainable {
  return {
    name,
    groups: ["contrasts", "all"],
    async run({ folder, backend, seed, steps, observe, signal, seconds }) {
      const data = ringData();
      // A student learns from the teacher of its own folder.
      const teacher =
        name === "contrast-student" ? loadContrast("contrast-diffusion", folder) : undefined;
      try {
        const checkpoint = { file: checkpointFile(name, folder) };
        const watching = { observe, signal, seconds, checkpoint };
        const options = { ...watching, data, seed, steps, teacher: teacher?.parameters };
        const trained = await trainContrast(name, options);
        const { generator, parameters, result, settings } = trained;
        const card = {
          name,
          command: commandOf(name, { seed, steps }),
          trainedOn: data.name,
          seed,
          steps: result.steps,
          plannedSteps: steps ?? contrastSteps(name),
          seconds: rounded(result.seconds),
          parts: result.parts,
          backend,
          parameters: trained.samplingParameters,
          helperParameters: trained.helperParameters,
          callsPerSample: generator.callsPerSample,
          settings,
          losses: lossCurve(result.losses),
          measured: await measure(generator),
        };
        saveTrained(parameters, card, folder);
        parameters.dispose();
        if (!result.stopped) removeCheckpoint(name, folder);
        return card;
      } finally {
        teacher?.parameters.dispose();
      }
    },
  };
}
