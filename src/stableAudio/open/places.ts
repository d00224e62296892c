/** Where in a folder the parts of a model lie, in either of the two ways in which they are published. */
import * as fs from "node:fs";
import * as path from "node:path";
import { TutorialError } from "../../error";
import type { OobleckLayout } from "../oobleck/sizes";
import { downloadAdvice, textEncoderAdvice } from "./download";

const here = (...parts: string[]): boolean => fs.existsSync(path.join(...parts));
const isFolder = (place: string): boolean =>
  fs.statSync(place, { throwIfNoEntry: false })?.isDirectory() ?? false;

/** A file of weights in a folder, in one piece or in several with an index. */
function weightsIn(folder: string, name: string): string | undefined {
  const files = [`${name}.safetensors`, `${name}.safetensors.index.json`];
  const found = files.find((file) => here(folder, file));
  return found === undefined ? undefined : path.join(folder, found);
}

function refuse(code: string, expected: string, got: string, fix: string): TutorialError {
  const where = "openStableAudio";
  return new TutorialError({ code: `stableAudio.${code}`, where, expected, got, fix });
}

/** Weights that cannot be opened here: how to make some of them that can. */
function asPickle(folder: string, file: string): TutorialError {
  const made = path.join(folder, "model.safetensors");
  const python =
    `import torch; from safetensors.torch import save_file; ` +
    `d = torch.load("${path.join(folder, file)}", map_location="cpu", weights_only=True); ` +
    `d = d.get("state_dict", d); ` +
    `save_file({k: v.clone().contiguous() for k, v in d.items() if torch.is_tensor(v)}, "${made}")`;
  return refuse(
    "pickle",
    "weights as model.safetensors",
    `only ${file}, a PyTorch pickle, which can run any program when it is opened`,
    `download model.safetensors if the model has it, or convert it where PyTorch is: python -c '${python}'`,
  );
}

/** The file of weights under this name. @throws TutorialError `stableAudio.missing`, `stableAudio.pickle` @internal */
export function weightsFile(folder: string, name: string): string {
  const found = weightsIn(folder, name);
  if (found !== undefined) return found;
  const names = isFolder(folder) ? fs.readdirSync(folder) : [];
  const others = names.filter((one) => one.endsWith(".safetensors"));
  const pickle = names.find((one) => /\.(ckpt|pth?|bin)$/.test(one));
  if (others.length === 0 && pickle !== undefined) throw asPickle(folder, pickle);
  const [got, fix] =
    others.length > 0
      ? [`only ${others.join(", ")}`, `rename the right one to ${name}.safetensors`]
      : ["none", "download them from the page of the model, whose licence one accepts there"];
  throw refuse("missing", `weights ${name}.safetensors in ${folder}`, got, fix);
}

/**
 * In which way the model in a folder is published. A folder that has both, as that of 1.0 on the hub, is read in the
 * way whose weights are there, stable-audio-tools first.
 *
 * @throws TutorialError `stableAudio.missing`
 * @internal
 */
export function layoutOf(folder: string, wanted?: OobleckLayout): OobleckLayout {
  if (here(folder) && !isFolder(folder)) {
    const fix = `pass ${path.dirname(folder)}, with model_config.json beside the weights`;
    throw refuse("missing", "a folder with a Stable Audio model", `the file ${folder}`, fix);
  }
  const isTools = here(folder, "model_config.json");
  const isDiffusers = here(folder, "model_index.json");
  const has = { "stable-audio-tools": isTools, diffusers: isDiffusers };
  if (wanted !== undefined && has[wanted]) return wanted;
  if (wanted === undefined && (isTools || isDiffusers)) {
    const isComplete = isTools && (weightsIn(folder, "model") !== undefined || !isDiffusers);
    return isComplete ? "stable-audio-tools" : "diffusers";
  }
  const lacking =
    wanted === undefined
      ? "neither model_config.json nor model_index.json"
      : `no ${wanted === "diffusers" ? "model_index.json" : "model_config.json"}`;
  throw refuse(
    "missing",
    "a folder with a Stable Audio model",
    here(folder) ? `${folder}, with ${lacking}` : `no folder ${folder}`,
    downloadAdvice(folder),
  );
}

/** What may be said of where the text side is. */
export interface TextPlaces {
  /** A folder with config.json and model.safetensors of a T5. */
  readonly textEncoder?: string;
  /** A tokenizer.json, or the folder it is in. */
  readonly tokenizer?: string;
}

/**
 * Where the text encoder lies: the folder that is named, else `text_encoder/` in the model's folder, else one of the
 * encoder's name in it or beside it, which several models can share.
 *
 * @param textModel such as "t5-base"
 * @throws TutorialError `stableAudio.textEncoder`
 * @internal
 */
export function textEncoderFolder(folder: string, textModel: string, given: TextPlaces): string {
  const own = textModel.replace(/^.*\//, "");
  const usual = [["text_encoder"], [own], ["..", own]].map((parts) => path.join(folder, ...parts));
  const places = given.textEncoder === undefined ? usual : [given.textEncoder];
  const found = places.find((place) => here(place, "config.json"));
  if (found !== undefined) return found;
  throw refuse(
    "textEncoder",
    `the text encoder ${textModel}, which is not inside of the model's own weights`,
    `no config.json in ${places.join(", ")}`,
    `${textEncoderAdvice(textModel, folder)}, or pass {textEncoder: "…"}, the folder that you have it in`,
  );
}

/** Where the tokenizer lies: as named, else in `tokenizer/`, else beside the text encoder. @internal */
export function tokenizerPlace(folder: string, encoder: string, given: TextPlaces): string {
  if (given.tokenizer !== undefined) return given.tokenizer;
  const places = [path.join(folder, "tokenizer"), encoder];
  return places.find((place) => here(place, "tokenizer.json")) ?? places[0];
}
