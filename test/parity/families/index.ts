/** Which file computes which family; `family` is the word in a fixture's config.json. */
import type { ParityFamily } from "../fixture";
import { clapLossFamily } from "./clapLoss";
import { dacRvq } from "./dacRvq";
import { diffusersPipeline } from "./diffusersPipeline";
import { ditAdaLnZero } from "./ditAdaLnZero";
import { encodecRvq } from "./encodecRvq";
import { fadMmd } from "./fadMmd";
import { filmFamily } from "./film";
import { hifigan } from "./hifigan";
import { mrstftLoss } from "./mrstftLoss";
import { oobleckFamily } from "./oobleck";
import { safetensorsDtypes } from "./safetensorsDtypes";
import { samplers } from "./samplers";
import { scoreSde } from "./scoreSde";
import { sigmaTables } from "./sigmaTables";
import { ditDiffusers, ditStableAudioTools } from "./stableAudioDit";
import { conditioningFamily, diffusersProjectionFamily } from "./stableAudioConditioning";
import { stableAudioToolsPipeline } from "./stableAudioToolsPipeline";
import { stftMel } from "./stftMel";
import { t5EncoderFamily } from "./t5Encoder";
import { t5TokenizerFamily } from "./t5Tokenizer";
import { vocosFamily } from "./vocos";

export const families: Readonly<Record<string, ParityFamily | undefined>> = {
  "clap-loss": clapLossFamily,
  "conditioning-stable-audio-tools": conditioningFamily,
  "dac-rvq": dacRvq,
  "dit-adaln-zero": ditAdaLnZero,
  "dit-diffusers": ditDiffusers,
  "dit-stable-audio-tools": ditStableAudioTools,
  "encodec-rvq": encodecRvq,
  "fad-mmd": fadMmd,
  film: filmFamily,
  hifigan,
  "mrstft-loss": mrstftLoss,
  "oobleck-diffusers": oobleckFamily,
  "oobleck-stable-audio-tools": oobleckFamily,
  "pipeline-diffusers": diffusersPipeline,
  "pipeline-stable-audio-tools": stableAudioToolsPipeline,
  "projection-diffusers": diffusersProjectionFamily,
  "safetensors-dtypes": safetensorsDtypes,
  samplers,
  "score-sde": scoreSde,
  "sigma-tables": sigmaTables,
  "stft-mel": stftMel,
  "t5-encoder": t5EncoderFamily,
  "t5-tokenizer": t5TokenizerFamily,
  vocos: vocosFamily,
};
