/** What the autoencoder refuses. */
import { TutorialError } from "../../error";
import { tf } from "../../tensor/tf";
import type { Tensor3D } from "../../tensor/tf";
import type { Layer } from "./layer";
import type { OobleckConfig } from "./sizes";

function isFinite(x: Tensor3D): boolean {
  return tf.tidy(() => tf.isFinite(x).all().dataSync()[0] === 1);
}

/** Throws unless latents are finite numbers [B, T, C]. @internal */
export function checkLatents(latents: Tensor3D, { latentChannels }: OobleckConfig): void {
  const fits = latents.rank === 3 && latents.shape[2] === latentChannels && latents.size > 0;
  if (fits && isFinite(latents)) return;
  throw new TutorialError({
    code: "oobleck.latents",
    where: "oobleck.decode",
    expected: `finite latents [B, T, ${latentChannels}]`,
    got: fits ? "numbers that are not finite" : `[${latents.shape.join(", ")}]`,
    fix: fits
      ? "look where they come from: a sampler with too few steps may have diverged"
      : "pass time before channels: latents of other libraries, [B, C, T], need transpose([0, 2, 1])",
  });
}

/** Throws unless audio is finite numbers [B, S, channels], long enough for a frame. @internal */
export function checkAudio(
  audio: Tensor3D,
  { audioChannels }: OobleckConfig,
  encoder: Layer,
): void {
  const fits = audio.rank === 3 && audio.shape[2] === audioChannels && audio.size > 0;
  const long = fits && encoder.lengthFor(audio.shape[1]) >= 1;
  if (long && isFinite(audio)) return;
  throw new TutorialError({
    code: "oobleck.audio",
    where: "oobleck.encode",
    expected: `finite samples [B, S, ${audioChannels}], at least a frame of them`,
    got: long ? "numbers that are not finite" : `[${audio.shape.join(", ")}]`,
    fix: long
      ? "read the sound again: a clip holds numbers from −1 to 1"
      : "pass time before channels, in as many channels as the model has, and add zeros to what is too short",
  });
}

/** Throws unless a chunk holds a whole number of frames. @internal */
export function checkChunk(frames: number): void {
  if (Number.isInteger(frames) && frames >= 1) return;
  throw new TutorialError({
    code: "oobleck.chunk",
    where: "oobleck.decodeInChunks",
    expected: "{frames} to be a whole number, at least 1",
    got: String(frames),
    fix: "leave it out for chunks of 32 latent frames, 1.5 s of the published model",
  });
}
