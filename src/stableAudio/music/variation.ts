/** From a recording to latents near which music can begin. */
import { checkClip } from "../../audio/checkClip";
import type { AudioClip } from "../../audio/clip";
import { resample } from "../../audio/resample";
import { tf } from "../../tensor/tf";
import type { Tensor3D } from "../../tensor/tf";
import type { Oobleck } from "../oobleck/oobleck";
import { samplesInFrame } from "../oobleck/sizes";
import { drawLatents, latentCloud } from "../oobleck/vaeBottleneck";
import type { StableAudioPlan } from "../plan";
import type { StableAudioNoise } from "../sampling/noise";

/** One channel becomes as many as the model has, of more than that the first ones are taken. */
function withChannels({ channels, sampleRate }: AudioClip, count: number): AudioClip {
  const fitted = Array.from({ length: count }, (_, i) => channels[channels.length === 1 ? 0 : i]);
  return { channels: fitted.map((one) => one ?? channels[0]), sampleRate };
}

/**
 * A clip as the encoder takes it: at the model's rate, in its channels, of its length; what is missing at the end is
 * silence.
 *
 * @returns [1, S, channels]
 * @throws TutorialError those of {@link checkClip}
 * @internal
 */
export async function clipForModel(clip: AudioClip, plan: StableAudioPlan): Promise<Tensor3D> {
  checkClip(clip, "StableAudio");
  const { audioChannels } = plan.autoencoder;
  const fitted = withChannels(clip, audioChannels);
  const isThere = clip.sampleRate === plan.sampleRate;
  const { channels } = isThere ? fitted : await resample(fitted, plan.sampleRate);
  const length = plan.frames * samplesInFrame(plan.autoencoder.encoder);
  const samples = new Float32Array(length * audioChannels);
  channels.forEach((channel, c) => {
    const count = Math.min(length, channel.length);
    for (let i = 0; i < count; i++) samples[i * audioChannels + c] = channel[i];
  });
  return tf.tensor3d(samples, [1, length, audioChannels]);
}

/**
 * Latents drawn from what the encoder hears in sounds, z = (mean + std·ε)/scale.
 *
 * @param audio [B, S, channels]; stays the caller's
 * @returns [B, T, C]
 * @internal
 */
export function latentsOf(
  autoencoder: Oobleck,
  audio: Tensor3D,
  noise: StableAudioNoise["encoder"],
): Tensor3D {
  return tf.tidy(() => {
    const cloud = latentCloud(autoencoder.moments(audio));
    const eps = noise(cloud.mean.shape) as Tensor3D;
    return drawLatents(cloud, eps).div<Tensor3D>(autoencoder.config.scale);
  });
}
