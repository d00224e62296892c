/** How far a decoder hears: which latent frames a sample depends on. */
import type { Frames, Samples } from "../../units";
import type { Layer } from "./layer";

/** Latent frames on either side of a frame that its samples depend on. */
export interface ReceptiveField {
  readonly before: Frames;
  readonly after: Frames;
}

/**
 * How many latent frames around a frame its samples depend on, followed back through every layer.
 *
 * Of the published decoder that is 10 on either side: whoever decodes a piece of a latent by itself must give it so
 * many more, and throw their sound away.
 *
 * @param decoder all its layers as one
 * @internal
 */
export function receptiveField(decoder: Layer, samplesPerFrame: Samples): ReceptiveField {
  const heard = decoder.heard({ from: 0, to: samplesPerFrame });
  return { before: -heard.from, after: heard.to - 1 };
}
