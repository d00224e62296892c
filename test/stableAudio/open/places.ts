/** Where the smallest models are. */
import * as path from "node:path";
import { root } from "../../docs/files";

/** The model that comes along, in the layout of stable-audio-tools. */
export const tiny = path.join(root, "assets", "stable-audio-tiny");
/** One of diffusers. */
export const diffusersFolder = path.join(root, "test", "fixtures", "g_e2e_sao10_diffusers");
/** One that predicts v. */
export const openFolder = path.join(root, "test", "fixtures", "g_e2e_sao10_sat");
