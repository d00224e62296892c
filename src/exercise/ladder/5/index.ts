/** Lesson 05, the words. */
import { channelConcat } from "./channelConcat";
import { contrastive } from "./contrastive";
import { cosine } from "./cosine";
import { dropText } from "./dropText";
import { filmLayer } from "./filmLayer";
import { guidance } from "./guidance";
import { maskedAttention } from "./maskedAttention";
import { ownMode } from "./ownMode";
import { prefix } from "./prefix";
import { rescaled } from "./rescaled";

export const lesson5 = [
  cosine,
  guidance,
  rescaled,
  dropText,
  filmLayer,
  channelConcat,
  prefix,
  maskedAttention,
  contrastive,
  ownMode,
];
