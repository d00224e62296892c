/** From latents to clips, a piece at a time, so that one can stop and nothing is decoded that nobody hears. */
import type { AudioClip } from "../../audio/clip";
import type { Tensor3D } from "../../tensor/tf";
import type { Hertz, Samples } from "../../units";
import type { Oobleck } from "../oobleck/oobleck";

/** How much is decoded, and who watches. */
export interface DecodeClipsOptions {
  readonly sampleRate: Hertz;
  /** From the beginning; what comes after is not decoded. */
  readonly samples: Samples;
  /** Latent frames of a piece. */
  readonly frames?: number;
  /** Is told after each piece, and may throw. */
  readonly watch?: (done: Samples) => Promise<void> | void;
}

/**
 * Decodes B latents.
 *
 * @param latents [B, T, C]; stay the caller's
 * @returns a clip each
 * @internal
 */
export async function decodeClips(
  autoencoder: Oobleck,
  latents: Tensor3D,
  { sampleRate, samples, frames, watch }: DecodeClipsOptions,
): Promise<AudioClip[]> {
  const channelCount = autoencoder.config.audioChannels;
  const clips = Array.from({ length: latents.shape[0] }, () => ({
    channels: Array.from({ length: channelCount }, () => new Float32Array(samples)),
    sampleRate,
  }));
  for (const { waveform, from, to } of autoencoder.decodeInChunks(latents, { frames })) {
    const values = waveform.dataSync(); // [B, to − from, channels]
    waveform.dispose();
    const count = Math.min(to, samples) - from;
    clips.forEach(({ channels }, item) => {
      channels.forEach((channel, c) => {
        const first = item * (to - from) * channelCount + c;
        for (let i = 0; i < count; i++) channel[from + i] = values[first + i * channelCount];
      });
    });
    await watch?.(from + count);
    if (to >= samples) break;
  }
  return clips;
}
