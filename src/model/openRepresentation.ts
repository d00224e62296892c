/** The representations that come with the library, those with learned parts as trained. */
import { TutorialError } from "../error";
import type { Parameters } from "../nn/parameters";
import { complexSpectrogram } from "../representation/complexSpectrogram";
import { vocoderPrefix } from "../representation/frameCodec/frameCodec";
import { frameLatent } from "../representation/frameCodec/frameLatent";
import { channelScale } from "../representation/channelStatistics";
import { openLatentMel } from "../representation/latentMel/latentMel";
import { melAutoencoder } from "../representation/latentMel/melAutoencoder";
import { melAutoencoderSizes } from "../representation/latentMel/melNetworks";
import { logMelImage } from "../representation/logMelImage";
import type { Representation } from "../representation/representation";
import { frameVocoder } from "../representation/vocoder/frameVocoder";
import type { Vocoder } from "../representation/vocoder/vocoder";
import { waveformRepresentation } from "../representation/waveform";
import { dacLatent } from "../representation/waveCodec/dacLatent";
import { tf } from "../tensor/tf";
import { openTrained } from "./weights/openTrained";
import type { TrainedModel } from "./weights/openTrained";

/** All of them, in the order of the chapter. */
export const representationNames = [
  "waveform",
  "complex-stft",
  "log-mel",
  "latent-mel",
  "dac-latent",
  "frame-latent",
] as const;
/** One of {@link representationNames}. */
export type RepresentationName = (typeof representationNames)[number];

/** Long enough for any encoder to be tried on. */
const silence = 8192;

/** Opens weights with a function that makes a representation, and sends a little silence through it. */
function trained(
  name: RepresentationName,
  folder: string | undefined,
  build: (parameters: Parameters) => Representation,
): TrainedModel<Representation> {
  const open = (parameters: Parameters): Representation => {
    const representation = build(parameters);
    representation.decode(representation.encode(tf.zeros([1, silence])));
    return representation;
  };
  return openTrained({ name, folder, open });
}

/** The weights of the default latent, for what is built on its encoder and decoder. @internal */
export function openFrameLatentWeights(folder?: string): Parameters {
  return trained("frame-latent", folder, (weights) => frameLatent(weights)).parameters;
}

/**
 * The vocoder that comes with the library: the last layers of the default latent's decoder. They began as a vocoder
 * that was trained by itself, and learned on; of mel spectrograms that are not decoded but true they make as much.
 *
 * @param folder of trained weights; `assets/weights` unless given
 * @throws TutorialError those of {@link openTrained}
 *
 * @example
 * const vocoder = openVocoder();
 * const waveform = vocoder.decode(frameLogMel(tf.zeros([1, 65536]))); // [1, 65536]
 * vocoder.dispose();
 */
export function openVocoder(folder?: string): Vocoder {
  const latent = openFrameLatentWeights(folder);
  try {
    return frameVocoder(latent.part(vocoderPrefix));
  } finally {
    latent.dispose();
  }
}

/** A vocoder that is opened when it is first to speak: who trains a model of pictures needs none. */
function vocoderWhenNeeded(folder?: string): Vocoder {
  let opened: Vocoder | undefined;
  return {
    name: "frame-vocoder",
    decode(logMel) {
      opened ??= openVocoder(folder);
      return opened.decode(logMel);
    },
    dispose() {
      opened?.dispose();
      opened = undefined;
    },
  };
}

/** A representation whose vocoder goes when it goes. */
function vocoded<R extends Representation>(vocoder: Vocoder, build: (vocoder: Vocoder) => R): R {
  const representation = build(vocoder);
  return {
    ...representation,
    dispose() {
      representation.dispose();
      vocoder.dispose();
    },
  };
}

/** Its vocoder is left in peace until something is to be heard: the autoencoder alone is tried on silence. */
function openTrainedLatentMel(folder: string | undefined, vocoder: Vocoder): Representation {
  const open = (parameters: Parameters): Representation => {
    const autoencoder = melAutoencoder(parameters);
    autoencoder.decode(autoencoder.encode(tf.zeros([1, 4, 80, 1])));
    channelScale(parameters, melAutoencoderSizes.channels);
    return openLatentMel(parameters, vocoder);
  };
  return openTrained({ name: "latent-mel", folder, open }).model;
}

const openers: Readonly<Record<RepresentationName, (folder?: string) => Representation>> = {
  waveform: () => waveformRepresentation(),
  "complex-stft": () => complexSpectrogram(),
  "log-mel": (folder) => vocoded(vocoderWhenNeeded(folder), logMelImage),
  "latent-mel": (folder) =>
    vocoded(vocoderWhenNeeded(folder), (vocoder) => openTrainedLatentMel(folder, vocoder)),
  "dac-latent": (folder) => trained("dac-latent", folder, dacLatent).model,
  "frame-latent": (folder) =>
    trained("frame-latent", folder, (weights) => frameLatent(weights)).model,
};

/**
 * Opens a representation by name.
 *
 * | name | x0 of 4.096 s | decoded by |
 * |---|---|---|
 * | `waveform` | [65536, 1] | itself |
 * | `complex-stft` | [256, 512, 2] | the inverse transform |
 * | `log-mel` | [256, 80, 1] | the trained vocoder |
 * | `latent-mel` | [64, 20, 8] | its decoder, then the vocoder |
 * | `dac-latent` | [128, 32] | its decoder |
 * | `frame-latent` | [64, 64] | its decoder |
 *
 * @param folder of trained weights; `assets/weights` unless given
 * @throws TutorialError `model.representation.name`; those of {@link openTrained}
 *
 * @example
 * const representation = openRepresentation("frame-latent");
 * const x0 = representation.encode(tf.zeros([1, 65536])); // [1, 64, 64]
 * representation.dispose();
 */
export function openRepresentation(name: RepresentationName, folder?: string): Representation {
  const open = openers[name] as ((folder?: string) => Representation) | undefined;
  if (open) return open(folder);
  throw new TutorialError({
    code: "model.representation.name",
    where: "openRepresentation",
    expected: `one of ${representationNames.join(", ")}`,
    got: `"${String(name)}"`,
    fix: "take a name of the list",
  });
}
