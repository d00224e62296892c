/** Fine-tunes are often saved with all that trained them around the model; this finds the model inside. */
import type { NamedArray } from "../../tensor/safetensors";

type Arrays = ReadonlyMap<string, NamedArray>;

/** Where a training of stable-audio-tools keeps the model, and the running mean of its network. */
const wrapped = "diffusion.";
const averaged = "diffusion_ema.ema_model.";
/** Of the running mean's bookkeeping, and of networks that only the training has. */
const besides = /^(diffusion_ema\.(initted|step|online_model\.)|losses\.|teacher|discriminator)/;

/** Weights of a model, and what was taken off around it. */
export interface UnwrappedWeights {
  readonly arrays: Arrays;
  /** What to tell whoever opens it; nothing for a file of the model alone. */
  readonly notice?: string;
}

/**
 * Takes the prefixes of a training off: `diffusion.X` is the model's `X`; of its network the running mean
 * (`diffusion_ema.ema_model.X`) is taken where there is one, as the export of stable-audio-tools does.
 *
 * A file of a model alone comes back as it is. Names that belong to neither stay, so that the strict readers see them.
 *
 * Source: Stability-AI/stable-audio-tools, `training/diffusion.py`.
 *
 * @internal
 */
export function unwrappedWeights(arrays: Arrays): UnwrappedWeights {
  const names = [...arrays.keys()];
  if (!names.some((name) => name.startsWith(wrapped) || name.startsWith(averaged))) {
    return { arrays };
  }
  const hasMean = names.some((name) => name.startsWith(averaged));
  const found = new Map<string, NamedArray>();
  for (const [name, array] of arrays) {
    if (name.startsWith(averaged)) found.set(`model.${name.slice(averaged.length)}`, array);
    else if (name.startsWith(`${wrapped}model.`) && hasMean) continue;
    else if (name.startsWith(wrapped)) found.set(name.slice(wrapped.length), array);
    else if (!besides.test(name)) found.set(name, array);
  }
  const which = hasMean ? "; of the network the running mean was taken" : "";
  return { arrays: found, notice: `The weights were saved inside of their training${which}.` };
}
