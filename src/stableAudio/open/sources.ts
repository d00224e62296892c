/** The weights of a model, opened and compared with its config before any number is read. */
import * as path from "node:path";
import type { NamedArray } from "../../tensor/safetensors";
import { openSafetensors } from "../../tensor/safetensorsFile";
import type { SafetensorsSource } from "../../tensor/safetensorsFile";
import { openSafetensorsShards } from "../../tensor/safetensorsShards";
import { conditionerShapes } from "../conditioning/shapes";
import { ditTensorShapes } from "../dit/tensorShapes";
import { oobleckShapes } from "../oobleck/shapes";
import type { StableAudioPlan } from "../plan";
import type { T5Config } from "../t5/config";
import { isBesideT5Encoder, t5Shapes } from "../t5/shapes";
import { weightsFile } from "./places";
import { unwrappedWeights } from "./unwrapped";
import { checkWeightShapes } from "./weightShapes";
import type { WeightShapes } from "./weightShapes";

type Arrays = ReadonlyMap<string, NamedArray>;

/** Where in stable-audio-tools' one file the autoencoder is. @internal */
export const autoencoderPrefix = "pretransform.model.";

/** The arrays of each part. @internal */
export interface ModelArrays {
  readonly network: Arrays;
  readonly conditioner: Arrays;
  readonly autoencoder: Arrays;
  readonly textEncoder: Arrays;
}

/** Opened files. @internal */
export interface ModelSources extends ModelArrays {
  readonly notices: readonly string[];
  readonly close: () => void;
}

/** Names and shapes of each part, in its publisher's words. @internal */
export function shapesOf(
  plan: StableAudioPlan,
  textWidth: number,
): Record<Exclude<keyof ModelArrays, "textEncoder">, WeightShapes> {
  const isTools = plan.layout === "stable-audio-tools";
  return {
    network: ditTensorShapes(plan.network),
    conditioner: conditionerShapes(plan.conditioning, textWidth, plan.layout),
    autoencoder: oobleckShapes(plan.autoencoder, isTools ? autoencoderPrefix : ""),
  };
}

const under = (arrays: Arrays, prefix: string): Arrays =>
  new Map([...arrays].filter(([name]) => name.startsWith(prefix)));

/** Opens files, and closes all of them if one cannot be used. */
class Opening {
  private readonly open: SafetensorsSource[] = [];

  file(folder: string, name: string): Arrays {
    const file = weightsFile(folder, name);
    const source = file.endsWith(".json") ? openSafetensorsShards(file) : openSafetensors(file);
    this.open.push(source);
    return source.arrays;
  }

  close(): void {
    for (const source of this.open) source.close();
  }
}

/** One file for all but the text encoder. */
function toolsArrays(opening: Opening, folder: string, plan: StableAudioPlan, textWidth: number) {
  const { arrays, notice } = unwrappedWeights(opening.file(folder, "model"));
  const shapes = Object.values(shapesOf(plan, textWidth)).flatMap((part) => [...part]);
  const files = { config: "model_config.json", weights: "model.safetensors" };
  checkWeightShapes(arrays, new Map(shapes), files);
  const parts = {
    network: under(arrays, "model."),
    conditioner: under(arrays, "conditioner."),
    autoencoder: under(arrays, autoencoderPrefix),
  };
  return { ...parts, notices: notice === undefined ? [] : [notice] };
}

/** A folder for each part. */
function diffusersArrays(
  opening: Opening,
  folder: string,
  plan: StableAudioPlan,
  textWidth: number,
) {
  const shapes = shapesOf(plan, textWidth);
  const part = (name: keyof typeof shapes, inside: string): Arrays => {
    const weights = "diffusion_pytorch_model";
    const arrays = opening.file(path.join(folder, inside), weights);
    const files = { config: `${inside}/config.json`, weights: `${inside}/${weights}.safetensors` };
    checkWeightShapes(arrays, shapes[name], files);
    return arrays;
  };
  return {
    network: part("network", "transformer"),
    conditioner: part("conditioner", "projection_model"),
    autoencoder: part("autoencoder", "vae"),
    notices: [],
  };
}

/**
 * Opens all weights of a model, which must be exactly those that its configs describe.
 *
 * @throws TutorialError `stableAudio.weights`, `stableAudio.missing`, `stableAudio.pickle`, `safetensors.damaged`
 * @internal
 */
export function modelSources(
  folder: string,
  plan: StableAudioPlan,
  text: { readonly folder: string; readonly config: T5Config },
): ModelSources {
  const opening = new Opening();
  try {
    const parts = (plan.layout === "diffusers" ? diffusersArrays : toolsArrays)(
      opening,
      folder,
      plan,
      text.config.width,
    );
    const textEncoder = opening.file(text.folder, "model");
    const [shared, own] = ["shared.weight", "encoder.embed_tokens.weight"];
    const table = !textEncoder.has(shared) && textEncoder.has(own) ? own : shared;
    const files = { config: `the T5's config.json`, weights: `the T5's model.safetensors` };
    checkWeightShapes(textEncoder, t5Shapes(text.config, table), files, isBesideT5Encoder);
    return { ...parts, textEncoder, close: () => opening.close() };
  } catch (error) {
    opening.close();
    throw error;
  }
}
